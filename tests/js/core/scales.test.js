/** Scales: what is in range, what is missing, and numbers people can read. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  createScale, linearTicks, SCALE_KINDS,
} from '../../../static/js/core/scales.js';

const near = (actual, expected) => assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} is not ${expected}`);

test('a linear scale runs from 0 to 1 and clamps beyond its ends', () => {
  const scale = createScale({ min: -2, max: 6 });
  near(scale.normalise(0), 0.25);
  assert.equal(scale.normalise(-2), 0);
  assert.equal(scale.normalise(6), 1);
  assert.equal(scale.normalise(-99), 0);
  assert.equal(scale.normalise(Infinity), 1);
});

test('zero is a value; null, undefined and NaN are missing', () => {
  for (const kind of SCALE_KINDS) {
    const scale = createScale({ kind, min: 0, max: 10 });
    assert.equal(Number.isNaN(scale.normalise(0)), false);
    assert.notEqual(scale.classify(0), 'missing');
    for (const missing of [null, undefined, NaN]) {
      assert.equal(scale.normalise(missing), NaN);
      assert.equal(scale.classify(missing), 'missing');
    }
  }
});

test('values beyond the ends are told apart from those at the ends', () => {
  const scale = createScale({ min: 0, max: 1 });
  assert.deepEqual([-0.1, 0, 1, 1.1].map(scale.classify), ['below', 'inside', 'inside', 'above']);
});

test('a constant range puts its value in the middle, others at the ends', () => {
  for (const kind of SCALE_KINDS) {
    const scale = createScale({ kind, min: 5, max: 5 });
    assert.deepEqual([4, 5, 6].map(scale.normalise), [0, 0.5, 1]);
    assert.equal(scale.invert(0.3), 5);
    assert.deepEqual(scale.ticks(), [5]);
  }
});

test('a range that is zero throughout works', () => {
  assert.deepEqual([-1, 0, 1].map(createScale({ min: 0, max: 0 }).normalise), [0, 0.5, 1]);
  assert.deepEqual([-1, 0, 1].map(createScale({ kind: 'symlog', min: 0, max: 0 }).normalise), [0, 0.5, 1]);
});

test('a log scale is even in powers of ten', () => {
  const scale = createScale({ kind: 'log', min: 0.01, max: 100 });
  near(scale.normalise(1), 0.5);
  near(scale.normalise(10), 0.75);
  assert.equal(scale.adjusted, false);
});

test('under log, zero and negative values are drawn lowest and classified as undefined', () => {
  const scale = createScale({ kind: 'log', min: 1, max: 100 });
  assert.equal(scale.normalise(-3), 0);
  assert.equal(scale.classify(-3), 'undefined');
  assert.equal(scale.classify(0), 'undefined');
  assert.equal(scale.classify(0.5), 'below');
});

test('a log scale that would start at or below zero says where it starts instead', () => {
  const informed = createScale({ kind: 'log', min: -4, max: 100, smallestPositive: 0.5 });
  assert.equal(informed.min, 0.5);
  assert.equal(informed.adjusted, true);
  assert.equal(createScale({ kind: 'log', min: 0, max: 100 }).min, 0.1);
});

test('a log scale without any positive value leaves all of them undefined', () => {
  const scale = createScale({ kind: 'log', min: -4, max: 0 });
  assert.deepEqual([-4, -1, 0].map(scale.classify), ['undefined', 'undefined', 'undefined']);
  assert.deepEqual([-4, 0].map(scale.normalise), [0, 0]);
});

test('a symmetric log scale treats both signs alike', () => {
  const scale = createScale({ kind: 'symlog', min: -100, max: 100 });
  near(scale.normalise(0), 0.5);
  near(scale.normalise(30) + scale.normalise(-30), 1);
  assert.ok(scale.normalise(10) > 0.75);
});

test('every scale inverts itself', () => {
  for (const [kind, min, max] of [['linear', -3, 7], ['log', 0.02, 50], ['symlog', -20, 300]]) {
    const scale = createScale({ kind, min, max });
    for (const t of [0, 0.1, 0.37, 0.5, 0.93, 1]) near(scale.normalise(scale.invert(t)), t);
  }
});

test('a range out of order, endless or of an unknown kind is refused with a sentence', () => {
  assert.throws(() => createScale({ min: 2, max: 1 }), /two numbers in order/);
  assert.throws(() => createScale({ min: 0, max: Infinity }), RangeError);
  assert.throws(() => createScale({ kind: 'sqrt', min: 0, max: 1 }), /no scale "sqrt"/);
});

test('linear ticks are round and include the ends when these are round', () => {
  assert.deepEqual(linearTicks(0, 1, 5), [0, 0.2, 0.4, 0.6, 0.8, 1]);
  assert.deepEqual(linearTicks(-50, 70, 5), [-50, 0, 50]);
  assert.deepEqual(linearTicks(0.00012, 0.00031, 4), [0.00015, 0.0002, 0.00025, 0.0003]);
});

test('log ticks are powers of ten, and finer over few decades', () => {
  assert.deepEqual(createScale({ kind: 'log', min: 0.01, max: 1000 }).ticks(6), [0.01, 0.1, 1, 10, 100, 1000]);
  assert.deepEqual(createScale({ kind: 'log', min: 1, max: 100 }).ticks(6), [1, 2, 5, 10, 20, 50, 100]);
});

test('all ticks lie inside their range', () => {
  const ranges = [[0.3, 0.31], [1, 1e9], [0.004, 12], [7, 8000]];
  for (const kind of SCALE_KINDS) {
    for (const [min, max] of ranges) {
      const ticks = createScale({ kind, min, max }).ticks(5);
      assert.ok(ticks.length > 1, `${kind} ${min}…${max}`);
      assert.ok(ticks.every((tick) => tick >= min && tick <= max), `${kind} ${min}…${max}: ${ticks}`);
    }
  }
});

test('symmetric log ticks hold zero and mirror', () => {
  const ticks = createScale({ kind: 'symlog', min: -1000, max: 1000 }).ticks(6);
  assert.ok(ticks.includes(0));
  assert.deepEqual(ticks.map((tick) => 0 - tick).reverse(), ticks);
});
