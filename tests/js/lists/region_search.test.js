/** Search ranks the exact acronym first and reads ids, names and official names. */

import assert from 'node:assert/strict';
import test from 'node:test';

import { findRegions, fold, indexRegions } from '../../../static/js/lists/region_search.js';

const REGIONS = {
  acronym: ['void', 'root', 'MO', 'MOs', 'MOs5', 'mo', 'V', 'VIS'],
  name: ['void', 'root', 'Somatomotor areas', 'Secondary motor area', 'Secondary motor area layer 5', 'motor nerve',
    'Motor nucleus of trigeminal', 'Visual areas'],
  official_name: [null, null, null, null, 'Secondary motor area, layer 5', null, null, null],
  id: [0, 997, 500, 993, 1021, 7, 621, 669],
};
const index = indexRegions(REGIONS);
const rows = (query) => findRegions(query, index).map(({ row }) => row);

test('the exact acronym comes first, then the same in another case', () => {
  assert.deepEqual(rows('MO').slice(0, 2), [2, 5]);
  assert.deepEqual(rows('mo').slice(0, 2), [5, 2]);
  assert.deepEqual(rows('mos')[0], 3);
});

test('acronyms that start so come before names that hold it', () => {
  assert.deepEqual(rows('vi'), [7]);
  assert.deepEqual(rows('MOs'), [3, 4]);
  assert.equal(rows('v')[0], 6);
});

test('a name is found whole, by its start, by a word and inside', () => {
  assert.equal(rows('visual areas')[0], 7);
  assert.deepEqual(rows('motor'), [5, 6, 3, 4, 2]);
});

test('the official name is found, with and without its commas', () => {
  assert.deepEqual(findRegions('area, layer 5', index), [{ row: 4, side: null, name: 'Secondary motor area layer 5' }]);
  assert.deepEqual(rows('secondary motor area layer 5'), [4]);
});

test('an id is exact, and a negative one is left', () => {
  assert.deepEqual(findRegions('993', index), [{ row: 3, side: null, name: null }]);
  assert.deepEqual(findRegions('−993', index), [{ row: 3, side: 'left', name: null }]);
  assert.deepEqual(rows('99'), []);
});

test('nothing typed finds nothing, void is never found, and there is a limit', () => {
  assert.deepEqual(rows('  '), []);
  assert.deepEqual(rows('void'), []);
  assert.equal(findRegions('o', index, 2).length, 2);
});

test('folding ignores case, accents and punctuation', () => {
  assert.equal(fold('  Área, (Láyer-2/3) '), 'area layer 2 3');
});
