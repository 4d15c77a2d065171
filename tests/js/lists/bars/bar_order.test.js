/** Bars in order of value, name and anatomy, in groups, growing from zero. */

import assert from 'node:assert/strict';
import test from 'node:test';

import { createScale } from '../../../../static/js/core/scales.js';
import { barExtent, createGrouping, orderBars } from '../../../../static/js/lists/bars/bar_order.js';

const ACRONYMS = ['void', 'root', 'CUL4', 'CUL10', 'CA1'];
const VALUES = Float64Array.from([NaN, NaN, 1, 3, 0]);
const order = (options) => orderBars({
  values: VALUES, sort: 'value', reversed: false, grouped: false,
  describe: (row) => ({ row, side: 'right', acronym: ACRONYMS[row] }),
  groupOf: (row) => ({ place: row === 4 ? 10 : 20, name: row === 4 ? 'Hippocampus' : 'Cerebellum' }), ...options,
});
const rows = (options) => order(options).map(({ row }) => row);

test('missing values are left out and zero is not', () => {
  assert.deepEqual(rows({}), [3, 2, 4]);
  assert.deepEqual(rows({ reversed: true }), [4, 2, 3]);
});

test('names sort as people count', () => {
  assert.deepEqual(rows({ sort: 'name' }), [4, 2, 3]);
});

test('anatomy is the order of the ontology', () => {
  assert.deepEqual(rows({ sort: 'anatomy' }), [2, 3, 4]);
});

test('groups come in the order of the ontology, each with its count', () => {
  assert.deepEqual(order({ grouped: true }), [
    { group: 'Hippocampus', count: 1 }, { row: 4 }, { group: 'Cerebellum', count: 2 }, { row: 3 }, { row: 2 },
  ]);
});

test('a region belongs to its Cosmos region, else to the highest part that holds it', () => {
  const groupOf = createGrouping({
    regions: {
      name: ['void', 'root', 'grey', 'Isocortex', 'tracts', 'cc'], parent: [-1, -1, 1, 2, 1, 4],
      level: [0, 0, 1, 2, 1, 2],
    },
    tables: { cosmos: [0, 1, 1, 3, 1, 1] },
  });
  assert.deepEqual(groupOf(3), { place: 3, name: 'Isocortex' });
  assert.deepEqual(groupOf(5), { place: 4, name: 'tracts' });
});

test('a bar grows from zero, to either side', () => {
  const scale = createScale({ min: -1, max: 3 });
  assert.deepEqual(barExtent(3, scale), { start: 0.25, end: 1 });
  assert.deepEqual(barExtent(-1, scale), { start: 0, end: 0.25 });
  assert.deepEqual(barExtent(0, scale), { start: 0.25, end: 0.25 });
});

test('a range of one value has bars that show their colour, and zero has none', () => {
  assert.deepEqual(barExtent(5, createScale({ min: 5, max: 5 })), { start: 0, end: 0.5 });
  assert.deepEqual(barExtent(-5, createScale({ min: -5, max: -5 })), { start: 0, end: 0.5 });
  assert.deepEqual(barExtent(0, createScale({ min: 0, max: 0 })), { start: 0.5, end: 0.5 });
});

test('where the range leaves zero out, a bar grows from the end nearest to it', () => {
  assert.deepEqual(barExtent(3, createScale({ min: 2, max: 4 })), { start: 0, end: 0.5 });
  assert.deepEqual(barExtent(-3, createScale({ min: -4, max: -2 })), { start: 0.5, end: 1 });
});
