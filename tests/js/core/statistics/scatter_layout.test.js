import assert from 'node:assert/strict';
import { test } from 'node:test';

import { clipLine, layOutAxis, nextPoint } from '../../../../static/js/core/statistics/scatter_layout.js';

test('an axis spans its values with room at both ends, and its ticks lie within it', () => {
  const axis = layOutAxis([3, -1, 7], { start: 0, end: 100, count: 5 });
  assert.ok(axis.place(-1) > 2 && axis.place(7) < 98 && axis.place(3) > axis.place(-1));
  assert.ok(Math.abs(axis.place(3) - 50) < 1e-9);
  assert.deepEqual(axis.ticks, [0, 2, 4, 6]);
});

test('equal values lie in the middle of an axis; the largest numbers have places', () => {
  for (const value of [0, 5, -2e-300]) {
    const axis = layOutAxis([value, value], { start: 0, end: 100, count: 5 });
    assert.ok(Math.abs(axis.place(value) - 50) < 1e-6, `${value} lies at ${axis.place(value)}`);
  }
  const wide = layOutAxis([-1.5e308, 1.5e308], { start: 100, end: 0, count: 5 });
  assert.ok(wide.place(1.5e308) > 0 && wide.place(1.5e308) < 10 && wide.place(-1.5e308) > 90);
});

test('a line is cut to what the axes span', () => {
  const across = { min: 0, max: 10 };
  const up = { min: 0, max: 4 };
  assert.deepEqual(clipLine({ slope: 1, intercept: 0 }, across, up), [[0, 0], [4, 4]]);
  assert.deepEqual(clipLine({ slope: 0, intercept: 2 }, across, up), [[0, 2], [10, 2]]);
  assert.deepEqual(clipLine({ slope: -1, intercept: 6 }, across, up), [[2, 4], [6, 0]]);
  assert.equal(clipLine({ slope: 0, intercept: 5 }, across, up), null);
  assert.equal(clipLine({ slope: 1, intercept: 50 }, across, up), null);
});

test('arrow keys go from point to point along an axis and stop at its ends', () => {
  const points = [{ x: 2, y: 9 }, { x: 1, y: 5 }, { x: 3, y: 7 }];
  assert.equal(nextPoint(points, -1, 'ArrowRight'), 1);
  assert.equal(nextPoint(points, 1, 'ArrowRight'), 0);
  assert.equal(nextPoint(points, 2, 'ArrowRight'), 2);
  assert.equal(nextPoint(points, 1, 'ArrowUp'), 2);
  assert.equal(nextPoint(points, 2, 'ArrowDown'), 1);
  assert.equal(nextPoint(points, 0, 'Home'), 1);
  assert.equal(nextPoint(points, 0, 'End'), 2);
  assert.equal(nextPoint([], -1, 'Home'), -1);
});
