/** Pointing at regions: alone, adding, taking away, one side of two. */

import assert from 'node:assert/strict';
import test from 'node:test';

import { SIDE_ROWS } from '../../../static/js/core/geometry.js';
import { mergeSides, pointAt } from '../../../static/js/lists/selection.js';

const ACRONYMS = ['void', 'root', 'MO', 'MOs', 'MOs5'];
// Under Beryl, MOs5 is shown as MOs.
const BERYL = [0, 1, 2, 3, 3];
const left = (row) => row + SIDE_ROWS;
// MO stands for what is within it.
const standsFor = (row) => (row === 2 ? [2, 3] : [BERYL[row]]);
const rowsOf = ({ acronym, side }) => new Set(standsFor(ACRONYMS.indexOf(acronym)).flatMap((row) =>
  ({ left: [left(row)], right: [row], both: [left(row), row] }[side])));
const options = { rowsOf, acronymOf: (row) => ACRONYMS[row] };
const point = (selected, lateral, add = false) => pointAt(selected, lateral, { add, ...options });

test('a region alone is selected, and deselected when pointed at again', () => {
  const once = point([{ acronym: 'MO', side: 'both' }], left(3));
  assert.deepEqual(once, [{ acronym: 'MOs', side: 'left' }]);
  assert.deepEqual(point(once, left(3)), []);
});

test('one of several selected, pointed at, is selected alone', () => {
  assert.deepEqual(point([{ acronym: 'MOs', side: 'both' }], 3), [{ acronym: 'MOs', side: 'right' }]);
});

test('adding joins the sides of one region', () => {
  assert.deepEqual(point([{ acronym: 'MOs', side: 'left' }], 3, true), [{ acronym: 'MOs', side: 'both' }]);
});

test('taking one side away leaves the other', () => {
  assert.deepEqual(point([{ acronym: 'MOs', side: 'both' }], left(3), true), [{ acronym: 'MOs', side: 'right' }]);
});

test('what the mapping shows as this region leaves with it', () => {
  const selected = [{ acronym: 'MOs5', side: 'left' }, { acronym: 'MO', side: 'right' }];
  assert.deepEqual(point(selected, left(3), true), [{ acronym: 'MO', side: 'right' }]);
});

test('a part of a selected parent joins it; the parent itself takes it away', () => {
  const parent = [{ acronym: 'MO', side: 'both' }];
  const both = point(parent, left(3), true);
  assert.deepEqual(both, [...parent, { acronym: 'MOs', side: 'left' }]);
  assert.deepEqual(point(both, left(3), true), parent);
  assert.deepEqual(point(both, left(2), true), [{ acronym: 'MO', side: 'right' }, { acronym: 'MOs', side: 'left' }]);
});

test('a part of a selected parent is selected alone, and only then deselected', () => {
  const alone = point([{ acronym: 'MO', side: 'left' }], left(3));
  assert.deepEqual(alone, [{ acronym: 'MOs', side: 'left' }]);
  assert.deepEqual(point(alone, left(3)), []);
});

test('regions keep their order and occur once', () => {
  const merged = mergeSides([
    { acronym: 'MOs', side: 'left' }, { acronym: 'MO', side: 'right' }, { acronym: 'MOs', side: 'left' },
    { acronym: 'MO', side: 'left' },
  ]);
  assert.deepEqual(merged, [{ acronym: 'MOs', side: 'left' }, { acronym: 'MO', side: 'both' }]);
});
