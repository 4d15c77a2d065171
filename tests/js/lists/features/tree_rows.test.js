/** The tree as rows: order, folded folders, filter, type-ahead. */

import assert from 'node:assert/strict';
import test from 'node:test';

import { listDisplayed, listedTree } from '../../../../static/js/core/tree/tree.js';
import { findByStart, flattenTree, visibleRows } from '../../../../static/js/lists/features/tree_rows.js';

const ROWS = flattenTree([
  {
    label: 'Ephys',
    children: [{ label: 'Rate', fname: 'rate' }, { label: 'Deep', children: [{ label: 'Depth', fname: 'd' }] }],
  },
  { label: 'Alone', fname: 'alone' },
]);
const labels = (inView) => ROWS.filter((_, place) => inView[place]).map(({ label }) => label);
const visible = (closed = [], filter = '', textOf = () => '') =>
  labels(visibleRows(ROWS, new Set(closed), filter, textOf));

test('rows have level, place among siblings and parent', () => {
  assert.deepEqual(ROWS.map(({ label }) => label), ['Ephys', 'Rate', 'Deep', 'Depth', 'Alone']);
  assert.deepEqual(ROWS.map(({ level }) => level), [1, 2, 2, 3, 1]);
  assert.deepEqual(ROWS.map(({ parent }) => parent), [-1, 0, 0, 2, -1]);
  assert.deepEqual(ROWS.map(({ posinset, setsize }) => `${posinset}/${setsize}`), ['1/2', '1/2', '2/2', '1/1', '2/2']);
});

test('a closed folder hides all that is in it', () => {
  assert.deepEqual(visible([0]), ['Ephys', 'Alone']);
  assert.deepEqual(visible([2]), ['Ephys', 'Rate', 'Deep', 'Alone']);
});

test('a filter shows matches with their folders, and looks into closed ones', () => {
  assert.deepEqual(visible([0, 2], 'depth'), ['Ephys', 'Deep', 'Depth']);
  assert.deepEqual(visible([], 'ALONE'), ['Alone']);
  assert.deepEqual(visible([], 'nothing'), []);
});

test('a folder that matches shows what is in it', () => {
  assert.deepEqual(visible([], 'ephys'), ['Ephys', 'Rate', 'Deep', 'Depth']);
});

test('all words must occur, in label, name or description', () => {
  const textOf = ({ fname }) => (fname === 'rate' ? 'good units' : '');
  assert.deepEqual(visible([], 'rate units', textOf), ['Ephys', 'Rate']);
  assert.deepEqual(visible([], 'depth units', textOf), []);
});

test('type-ahead goes to the next row in view, around', () => {
  const all = ROWS.map(() => true);
  assert.equal(findByStart(ROWS, all, 0, 'd'), 2);
  assert.equal(findByStart(ROWS, all, 2, 'd'), 3);
  assert.equal(findByStart(ROWS, all, 3, 'd'), 2);
  assert.equal(findByStart(ROWS, all.with(2, false), 3, 'd'), 3);
  assert.equal(findByStart(ROWS, all, 0, 'zz'), -1);
});

test('what a tree leaves out is listed behind it, in a folder that says how many', () => {
  const features = new Map(['rate', 'new_b', 'new_a'].map((fname) => [fname, new Map()]));
  const rows = flattenTree(listedTree(new Map([['Rate', 'rate'], ['Gone', 'gone']]), features));
  assert.deepEqual(rows.map(({ label, fname, outside }) => [label, fname, outside]), [
    ['Rate', 'rate', false], ['Not in the tree (2)', null, true], ['new_b', 'new_b', false], ['new_a', 'new_a', false],
  ]);
});

test('a tree that names none of the features still lists them all', () => {
  const features = new Map([['a', new Map()], ['b', new Map()]]);
  const listed = listedTree(new Map([['Gone', 'gone']]), features);
  assert.deepEqual(listDisplayed(listed).map(({ fname }) => fname), ['a', 'b']);
});

test('nothing is said to be outside of a tree that names everything, or where there is no tree', () => {
  const features = new Map([['a', new Map()]]);
  assert.deepEqual(listedTree(new Map([['A', 'a']]), features), [{ label: 'A', fname: 'a' }]);
  assert.deepEqual(listedTree(null, features), [{ label: 'a', fname: 'a' }]);
});
