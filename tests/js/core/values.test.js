/** From a feature to the values that are shown. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  centreRange, chooseHemisphere, chooseStatistic, listMappings, listStatistics, mirrorRow, rangeOf, readStatistics,
  readValues, smallestPositive, withoutRoot,
} from '../../../static/js/core/values.js';

const feature = (data, mapping = 'beryl') => ({ feature_data: { mappings: { [mapping]: { data } } } });

test('zero is a value; null, absent and unknown statistics are missing', () => {
  const data = { 5: { mean: 0 }, 6: { mean: null }, 7: { median: 1 }, 8: { mean: -2 } };
  const values = readValues(feature(data), 'beryl', 'mean');
  assert.equal(values[5], 0);
  assert.ok([6, 7, 9].every((row) => Number.isNaN(values[row])));
  assert.equal(values[8], -2);
  assert.equal(values.length, 2655);
});

test('a feature without the mapping, or without mappings, has no values', () => {
  assert.equal(rangeOf(readValues(feature({ 5: { mean: 1 } }), 'cosmos', 'mean')), null);
  assert.equal(rangeOf(readValues({ feature_data: { volume: '' } }, 'beryl', 'mean')), null);
  assert.deepEqual(listMappings({ feature_data: { volume: '' } }), []);
});

test('statistics are listed as they first occur, without the counts of histograms', () => {
  const found = feature({ 5: { mean: 1, h_000: 3, h_031: 4 }, 6: { median: 2, h_mean: 1 } });
  assert.deepEqual(listStatistics(found, 'beryl'), ['mean', 'median', 'h_mean']);
  assert.deepEqual(readStatistics(found, 'beryl', 5), [['mean', 1]]);
  assert.deepEqual(readStatistics(found, 'beryl', 9), []);
});

test('a statistic that a feature lacks falls back to a usual one, then to the first', () => {
  assert.equal(chooseStatistic(['std', 'median'], 'std'), 'std');
  assert.equal(chooseStatistic(['std', 'median', 'mean'], 'max'), 'mean');
  assert.equal(chooseStatistic(['std', 'max'], 'mean'), 'std');
  assert.equal(chooseStatistic([], 'mean'), undefined);
});

test('hemispheres: as given, one of them, or each standing in for the other', () => {
  const values = new Float64Array(2655).fill(NaN);
  values[10] = 1;
  values[20] = 2;
  values[20 + 1327] = 3;
  values[30 + 1327] = 0;
  const at = (hemisphere, row) => chooseHemisphere(values, hemisphere)[row];
  assert.deepEqual([at('given', 10), at('given', 10 + 1327)], [1, NaN]);
  assert.deepEqual([at('left', 20), at('left', 20 + 1327)], [NaN, 3]);
  assert.deepEqual([at('right', 20), at('right', 20 + 1327)], [2, NaN]);
  assert.deepEqual([at('both', 10 + 1327), at('both', 30)], [1, 0]);
  assert.deepEqual([at('both', 20), at('both', 20 + 1327)], [2, 3]);
});

test('the other side of a region', () => {
  assert.deepEqual([0, 1, 1327, 1328, 2654].map(mirrorRow), [0, 1328, 2654, 1, 1327]);
});

test('root is no region under Beryl and Cosmos, but is one under Allen', () => {
  const values = new Float64Array(2655).fill(1);
  const rows = [0, 1, 1328, 2].map((row) => withoutRoot(values, 'beryl')[row]);
  assert.deepEqual(rows, [1, NaN, NaN, 1]);
  assert.equal(withoutRoot(values, 'allen')[1], 1);
  assert.equal(values[1], 1);
});

test('the range of what is there', () => {
  assert.deepEqual(rangeOf([NaN, 0, NaN]), [0, 0]);
  assert.deepEqual(rangeOf([-3, NaN, 2]), [-3, 2]);
  assert.equal(rangeOf([NaN]), null);
});

test('a range around zero, the smallest value above it', () => {
  assert.deepEqual(centreRange([-1, 4]), [-4, 4]);
  assert.ok(Object.is(centreRange([0, 0])[0], 0));
  assert.equal(smallestPositive([0, -1, NaN, 3, 2]), 2);
  assert.equal(smallestPositive([0, -1]), undefined);
});
