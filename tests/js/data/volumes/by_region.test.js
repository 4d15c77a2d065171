/** Volumes and points by region: means over voxels, not over parts; points on the side where they lie. */

import assert from 'node:assert/strict';
import test from 'node:test';

import { LATERAL_ROWS, lateralRow } from '../../../../static/js/core/geometry.js';
import { countPoints, valuesByRegion } from '../../../../static/js/data/volumes/by_region.js';

const IDENTITY = Uint16Array.from({ length: LATERAL_ROWS }, (_, row) => row);

function mean(entries) {
  const [sums, counts] = [new Float64Array(LATERAL_ROWS), new Float64Array(LATERAL_ROWS)];
  for (const [lateral, sum, count] of entries) [sums[lateral], counts[lateral]] = [sum, count];
  return { what: 'mean', sums, counts, outside: 0 };
}

test('a mean is over all voxels of a region; zero is a value, a region without voxels has none', () => {
  const values = valuesByRegion(mean([[5, 12, 4], [6, 0, 3]]), IDENTITY);
  assert.deepEqual([values[5], values[6], values[7]], [3, 0, NaN]);
});

test('a parcellation joins the voxels of its parts, each side by itself', () => {
  const table = IDENTITY.slice();
  [table[5], table[6], table[9]] = [4, 4, 0];
  const left = lateralRow(6, 'left');
  const values = valuesByRegion(mean([[5, 10, 1], [6, 2, 5], [left, 8, 2], [9, 7, 1]]), table);
  assert.deepEqual([values[4], values[lateralRow(4, 'left')], values[5], values[9]], [2, 4, NaN, NaN]);
});

test('points are counted where they lie, those outside by themselves', () => {
  const labels = { labelAt: (ap, dv, ml) => (ap === 216 && ml >= 0 && ml < 456 ? 5 : 0) };
  const places = {
    ap: Float32Array.of(0, 0, 0, 4000), dv: Float32Array.of(-1000, -1000, -1000, -1000),
    ml: Float32Array.of(-1000, -2000, 1000, 0),
  };
  const found = countPoints({ places, count: 4 }, labels);
  const values = valuesByRegion(found, IDENTITY);
  assert.deepEqual([values[lateralRow(5, 'left')], values[5], found.outside], [2, 1, 1]);
});
