import assert from 'node:assert/strict';
import { test } from 'node:test';

import { readDistribution } from '../../../static/js/lists/region_distribution.js';
import { shareUpTo, sortKnown, summarise } from '../../../static/js/lists/selection_statistics.js';

test('the spread of a selection is the sample standard deviation; one value has none', () => {
  const { count, mean, sd, median, min, max } = summarise([3, NaN, 1, 0, 4]);
  assert.deepEqual({ count, mean, median, min, max }, { count: 4, mean: 2, median: 2, min: 0, max: 4 });
  assert.ok(Math.abs(sd - Math.sqrt(10 / 3)) < 1e-12);
  assert.equal(summarise([5]).sd, null);
  assert.equal(summarise([]).sd, null);
});

const FEATURE = Object.freeze({
  feature_data: {
    histogram: { vmin: 0, vmax: 8, counts: [9, 9, 9, 9] },
    mappings: { beryl: { data: { 5: { mean: 3, h_000: 2, h_001: 0, h_003: 4, h_777: 9 }, 6: { mean: 1 } } } },
  },
});

test('a region’s own distribution has the bins that the feature says, empty ones left out', () => {
  assert.deepEqual(readDistribution(FEATURE, 'beryl', 'mean', 5), [
    { from: 0, to: 2, share: 0.5 }, { from: 6, to: 8, share: 1 },
  ]);
});

test('there is no distribution without counts, without bins, or of another quantity', () => {
  assert.deepEqual(readDistribution(FEATURE, 'beryl', 'mean', 6), []);
  assert.deepEqual(readDistribution(FEATURE, 'beryl', 'std', 5), []);
  assert.deepEqual(readDistribution(FEATURE, 'allen', 'mean', 5), []);
  const { mappings } = FEATURE.feature_data;
  assert.deepEqual(readDistribution({ feature_data: { mappings } }, 'beryl', 'mean', 5), []);
});

test('a summary leaves missing values out and counts zero', () => {
  assert.deepEqual(summarise([0, NaN, 4, 2]), { count: 3, mean: 2, median: 2, sd: 2, min: 0, max: 4 });
  assert.deepEqual(summarise([1, 2]), { count: 2, mean: 1.5, median: 1.5, sd: Math.SQRT1_2, min: 1, max: 2 });
  assert.deepEqual(summarise([NaN]), { count: 0, mean: null, median: null, sd: null, min: null, max: null });
});

test('the share of values not above counts equal ones', () => {
  const sorted = sortKnown([3, 1, NaN, 2, 2]);
  assert.equal(shareUpTo(sorted, 2), 0.75);
  assert.equal(shareUpTo(sorted, 0), 0);
  assert.equal(shareUpTo(sorted, 9), 1);
  assert.ok(Number.isNaN(shareUpTo(sorted, NaN)));
});
