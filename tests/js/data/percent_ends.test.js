/** What the percentages of an older link's colours are of. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { findPercentEnds } from '../../../static/js/data/percent_ends.js';

const data = { 10: { mean: -4, std: 1, count: 7 }, 20: { mean: 4, std: 3, count: 9 }, 1: { mean: 99, std: 9 } };
const statistics = { mean: { min: -4, max: 99 }, std: { min: 1, max: 9 } };
const histogram = { vmin: -10, vmax: 30, counts: [1, 2], total_count: 3 };
const find = (feature_data, state = {}, content = null) =>
  findPercentEnds({ feature_data }, { mapping: 'beryl', stat: 'mean', ...state }, content);

test('values by region: those that the feature states of the statistic', () => {
  const mean = find({ mappings: { beryl: { data, statistics } } });
  assert.deepEqual(mean, { ends: [-4, 99], full: [-4, 4], linear: false });
  const std = find({ mappings: { beryl: { data, statistics } } }, { stat: 'std' });
  assert.deepEqual(std, { ends: [1, 9], full: [1, 3], linear: false });
});

test('with a histogram, its ends, but not for a spread', () => {
  const feature = { histogram, mappings: { beryl: { data, statistics } } };
  assert.deepEqual(find(feature).ends, [-10, 30]);
  assert.deepEqual(find(feature, { stat: 'count' }).ends, [-10, 30]);
  assert.deepEqual(find(feature, { stat: 'std' }).ends, [1, 9]);
});

test('an end that is zero is an end, and one that is not stated is that of the values', () => {
  const half = { vmin: 0, vmax: null };
  assert.deepEqual(find({ histogram: half, mappings: { beryl: { data } } }).ends, [0, 4]);
  assert.deepEqual(find({ mappings: { beryl: { data } } }).ends, [-4, 4]);
  assert.deepEqual(find({ histogram: null, mappings: { beryl: { data } } }).ends, [-4, 4]);
});

test('where a mapping or statistic is not there, of those that are shown', () => {
  const found = find({ mappings: { beryl: { data, statistics } } }, { mapping: 'allen', stat: 'max' });
  assert.deepEqual(found.ends, [-4, 99]);
});

test('volumes and points: what the lowest and highest byte stand for, once that is known', () => {
  const waiting = { kind: 'voxels', bounds: null, values: [] };
  assert.equal(find({ volume: 'x', histogram }, {}, waiting), null);
  const volume = { kind: 'voxels', bounds: [-1, 4], values: [-1, 0, 4] };
  assert.deepEqual(find({ volume: 'x', histogram }, {}, volume), { ends: [-1, 4], full: [-1, 4], linear: true });
  const points = { kind: 'points', bounds: [0, 8], values: [4, 8] };
  assert.deepEqual(find({ volume: 'x', xyz: 'y' }, {}, points), { ends: [0, 8], full: [4, 8], linear: true });
});

test('without a value there is nothing to be a part of', () => {
  assert.equal(find({ mappings: { beryl: { data: {} } } }), null);
  assert.equal(find({ histogram, mappings: { beryl: { data: { 10: { mean: null } } } } }), null);
});
