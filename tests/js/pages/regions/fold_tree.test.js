/** Folding and searching an indented list. */

import assert from 'node:assert/strict';
import test from 'node:test';

import {
  findParents, foldText, searchRows, showMatches, showOpen,
} from '../../../../static/js/pages/regions/fold_tree.js';

const LEVELS = [1, 2, 3, 3, 2, 3, 4];
const PARENTS = [-1, 0, 1, 1, 0, 4, 5];

test('each row belongs to the nearest one above it with a lower level', () => {
  assert.deepEqual(findParents(LEVELS), PARENTS);
});

test('a row shows when everything above it is open', () => {
  assert.deepEqual(showOpen(PARENTS, new Set([0])), [true, true, false, false, true, false, false]);
  assert.deepEqual(showOpen(PARENTS, new Set([0, 5])), [true, true, false, false, true, false, false]);
  assert.deepEqual(showOpen(PARENTS, new Set([0, 4, 5])), [true, true, false, false, true, true, true]);
});

test('what is found shows with all that is above it', () => {
  assert.deepEqual(showMatches(PARENTS, new Set([3])), [true, true, false, true, false, false, false]);
  assert.deepEqual(showMatches(PARENTS, new Set()), PARENTS.map(() => false));
});

test('case, accents and punctuation do not matter to a search', () => {
  assert.equal(foldText('Nucléus  raphé, (Dorsal)'), 'nucleus raphe dorsal');
  const texts = ['VISp Primary visual area', 'MOs5 Secondary motor area, layer 5', 'CUL4 5 Lobules IV-V'].map(foldText);
  assert.deepEqual(searchRows(texts, 'visual PRIM'), [0]);
  assert.deepEqual(searchRows(texts, 'area'), [0, 1]);
  assert.deepEqual(searchRows(texts, 'iv-v'), [2]);
  assert.deepEqual(searchRows(texts, '5'), [1, 2]);
  assert.deepEqual(searchRows(texts, 'isp'), []);
  assert.deepEqual(searchRows(texts, ' - '), []);
});
