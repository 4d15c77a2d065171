/** How values are distributed: what a choice of colours depends on, compared with counting by hand. */

import assert from 'node:assert/strict';
import test from 'node:test';

import { describeValues } from '../../../../static/js/core/statistics/distribution.js';

test('missing values are left out, zero counts, and order does not matter', () => {
  const found = describeValues([3, NaN, 0, 1, 3, Infinity, -2]);
  assert.deepEqual(found, {
    count: 5, min: -2, max: 3, low: -2, median: 1, high: 3, distinct: [-2, 0, 1, 3], integers: true,
    commonest: { value: 3, share: 0.4 },
  });
});

test('nothing is there: no distribution', () => {
  assert.equal(describeValues([]), null);
  assert.equal(describeValues([NaN, NaN]), null);
  assert.equal(describeValues([1, 2], [0, 0]), null);
});

test('percentiles of 0 to 100 are the numbers themselves', () => {
  const values = Float64Array.from({ length: 101 }, (_, n) => (n * 37) % 101);
  const { low, median, high, distinct } = describeValues(values);
  assert.deepEqual([low, median, high, distinct], [2, 50, 98, null]);
});

test('a weighted value counts as often as its weight says; the same value twice adds up', () => {
  const found = describeValues([5, 1, 2, 5], [3, 4, 0, 2]);
  assert.deepEqual(found, {
    count: 9, min: 1, max: 5, low: 1, median: 5, high: 5, distinct: [1, 5], integers: true,
    commonest: { value: 5, share: 5 / 9 },
  });
  const once = describeValues([1, 1, 1, 1, 5, 5, 5, 5, 5]);
  assert.deepEqual(found, once);
});

test('twenty different values are listed, one more is too many', () => {
  const count = (length) => describeValues(Array.from({ length }, (_, n) => n / 2)).distinct?.length ?? null;
  assert.deepEqual([count(20), count(21)], [20, null]);
});

test('of very many values every n-th is looked at', () => {
  const { count, max } = describeValues(Float64Array.from({ length: 50_000 }, (_, n) => n));
  assert.deepEqual([count, max], [16_667, 49_998]);
});
