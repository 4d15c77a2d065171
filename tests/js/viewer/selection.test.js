/** Pointing at regions: alone, adding, taking away, one side of two. */

import assert from 'node:assert/strict';
import test from 'node:test';

import { SIDE_ROWS } from '../../../static/js/core/geometry.js';
import { mergeSides, pointAt } from '../../../static/js/viewer/selection.js';

const ACRONYMS = ['void', 'root', 'MO', 'MOs', 'MOs5'];
// Under Beryl, MOs5 is shown as MOs.
const BERYL = [0, 1, 2, 3, 3];
const left = (row) => row + SIDE_ROWS;
const rowsOf = ({ acronym, side }) => {
  const row = BERYL[ACRONYMS.indexOf(acronym)];
  return new Set({ left: [left(row)], right: [row], both: [left(row), row] }[side]);
};
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

test('regions keep their order and occur once', () => {
  const merged = mergeSides([
    { acronym: 'MOs', side: 'left' }, { acronym: 'MO', side: 'right' }, { acronym: 'MOs', side: 'left' },
    { acronym: 'MO', side: 'left' },
  ]);
  assert.deepEqual(merged, [{ acronym: 'MOs', side: 'left' }, { acronym: 'MO', side: 'both' }]);
});
