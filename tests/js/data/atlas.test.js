/** What a region stands for under each mapping. */

import assert from 'node:assert/strict';
import test from 'node:test';

import { SIDE_ROWS } from '../../../static/js/core/geometry.js';
import { Atlas } from '../../../static/js/data/atlas.js';
import { pointAt } from '../../../static/js/lists/selection.js';

// root > MO > (MOp, MOs > (MOs1, MOs5)), root > fibres. Beryl has MOp and MOs; the rest is root there.
const ATLAS = new Atlas({
  id: [0, 997, 500, 985, 993, 656, 767, 1009], acronym: ['void', 'root', 'MO', 'MOp', 'MOs', 'MOs1', 'MOs5', 'fibres'],
  parent: [-1, -1, 1, 2, 2, 4, 4, 1], beryl: [0, 1, 1, 3, 4, 4, 4, 1], cosmos: [0, 1, 2, 2, 2, 2, 2, 1],
}, { groups: [], maps: {} }, {});
const left = (row) => row + SIDE_ROWS;
const rows = (acronym, side, mapping) => [...ATLAS.rowsOf([{ acronym, side }], mapping)].sort((a, b) => a - b);

test('under Allen a parent stands for everything below it, on its side alone', () => {
  assert.deepEqual(rows('MOs', 'left', 'allen'), [left(4), left(5), left(6)]);
  assert.deepEqual(rows('MOs', 'right', 'allen'), [4, 5, 6]);
  assert.deepEqual(rows('MOs', 'both', 'allen'), [4, 5, 6, left(4), left(5), left(6)]);
  assert.deepEqual(rows('MOs5', 'left', 'allen'), [left(6)]);
});

test('under a parcellation a region stands for the one that holds it, or for those within it', () => {
  assert.deepEqual(rows('MOs5', 'left', 'beryl'), [left(4)]);
  assert.deepEqual(rows('MO', 'both', 'beryl'), [3, 4, left(3), left(4)]);
  assert.deepEqual(rows('MO', 'left', 'cosmos'), [left(2)]);
});

test('what a parcellation leaves out stands for nothing there, not for all that it leaves out', () => {
  assert.deepEqual(rows('fibres', 'left', 'beryl'), []);
  assert.deepEqual(rows('root', 'right', 'beryl'), [1, 3, 4]);
});

test('one selection means the same after a change of mapping and back', () => {
  const selected = Object.freeze([{ acronym: 'MO', side: 'left' }, { acronym: 'MOs5', side: 'right' }]);
  const before = [...ATLAS.rowsOf(selected, 'allen')];
  assert.deepEqual([...ATLAS.rowsOf(selected, 'beryl')], [left(3), left(4), 4]);
  assert.deepEqual([...ATLAS.rowsOf(selected, 'allen')], before);
});

test('a parent selected by its bar is deselected by it', () => {
  const options = {
    add: false, rowsOf: (entry) => ATLAS.rowsOf([entry], 'allen'), acronymOf: (row) => ATLAS.regions.acronym[row],
  };
  const once = pointAt([], left(4), options);
  assert.deepEqual(once, [{ acronym: 'MOs', side: 'left' }]);
  assert.deepEqual(pointAt(once, left(4), options), []);
  assert.deepEqual(pointAt(once, left(6), options), [{ acronym: 'MOs5', side: 'left' }]);
});
