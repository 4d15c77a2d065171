/** The histogram lines up with the colour bar. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { countValues } from '../../../../static/js/core/statistics/histogram.js';
import { createScale } from '../../../../static/js/core/scales.js';

test('each value is in the bar over its colour; both ends count', () => {
  const scale = createScale({ min: 0, max: 4 });
  const { counts, largest } = countValues([0, 0.5, 1, 3.99, 4, 4], scale, { bins: 4 });
  assert.deepEqual([...counts], [2, 1, 0, 3]);
  assert.equal(largest, 3);
});

test('what lies beyond the range, has no logarithm or is missing is counted apart', () => {
  const scale = createScale({ kind: 'log', min: 1, max: 100 });
  const found = countValues([0, -1, 0.5, 1, 10, 100, 1000, NaN, null], scale, { bins: 2 });
  assert.deepEqual([...found.counts], [1, 2]);
  assert.deepEqual([found.below, found.above, found.undefined, found.missing, found.total], [1, 1, 2, 2, 7]);
});

test('a constant feature has all its values in the middle', () => {
  const { counts } = countValues([3, 3, 3], createScale({ min: 3, max: 3 }), { bins: 32 });
  assert.equal(counts[16], 3);
});

test('weights say how often a value occurs', () => {
  const { counts, total } = countValues([0, 1], createScale({ min: 0, max: 1 }), { bins: 2, weights: [5, 0] });
  assert.deepEqual([...counts, total], [5, 0, 5]);
});
