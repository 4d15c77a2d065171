/** The colours that a feature is first shown in. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { fillLook, guessLook } from '../../../static/js/colours/first_look.js';
import { createScale } from '../../../static/js/core/scales.js';
import { centreRange } from '../../../static/js/core/values.js';

const START = { auto: true, cmap: null, reversed: false, scale: 'linear', centred: false, range: null };
const guess = (values, words = [], more = {}) => guessLook({ values, words, kind: 'regions', ...more });

/** Numbers that look drawn at random and are the same each time. */
function numbers(count, of) {
  return Array.from({ length: count }, (_, n) => of((n + 0.5) / count));
}

const logNormal = numbers(200, (t) => Math.exp(6 * (t - 0.5)));

test('signed values are diverging, with zero in the middle', () => {
  const look = guess([-1, 0, 2, 3.4]);
  assert.deepEqual([look.cmap, look.reversed, look.centred, look.scale], ['RdBu', true, true, 'linear']);
  assert.match(look.reason, /zero is in the middle/);
  assert.equal(guess([-0.01, 1, 2, 3]), null, 'a trace below zero is noise');
});

test('outliers of signed values do not flatten the others', () => {
  const look = guess([...numbers(100, (t) => 2 * t - 1), -500]);
  assert.ok(look.range[1] <= 1 && look.range[0] === -look.range[1]);
});

test('p-values by name or unit are logarithmic, the small ones bright', () => {
  const values = [0.5, 0.04, 0.003, 1e-5];
  for (const word of ['p', 'p-value', 'pval', 'decoding p_value', 'q']) {
    assert.deepEqual([guess(values, [word]).scale, guess(values, [word]).reversed], ['log', true], word);
  }
  for (const word of ['spikes', 'p_choice', 'sp/s', null]) assert.equal(guess(values, [word]), null, word);
  assert.equal(guess([0.5, 1.5], ['p']), null, 'and no value is above 1');
  assert.deepEqual(guess([0, 0.5, 1], ['p']).range, [1e-6, 1]);
});

test('counts begin at zero', () => {
  assert.deepEqual(guess([3, 5, 9], ['cells']).range, [0, 9]);
  assert.equal(guess([3.5, 5, 9], ['cells']), null);
  const many = guess([...numbers(50, (t) => Math.round(10 * t)), 100_000], ['count']);
  assert.deepEqual([many.scale, many.range], ['symlog', [0, 100_000]]);
});

test('skewed values are logarithmic when all are positive, else cut at percentiles', () => {
  assert.equal(guess(logNormal).scale, 'log');
  const withZero = guess([0, ...logNormal]);
  assert.equal(withZero.scale, 'linear');
  assert.ok(withZero.range[1] < Math.max(...logNormal) && withZero.range[0] >= 0);
  assert.match(withZero.reason, /percentiles 2–98/);
});

test('evenly spread, constant and absent values need no guess', () => {
  assert.equal(guess(numbers(100, (t) => 3 + t)), null);
  assert.equal(guess([5, 5, 5]), null);
  assert.equal(guess([NaN]), null);
  assert.equal(guess([]), null);
});

test('each category has a colour of its own', () => {
  const look = guess([1, 2, 3, 7, 7], ['cluster']);
  assert.equal(look.cmap, 'tab10');
  const scale = createScale({ min: look.range[0], max: look.range[1] });
  assert.deepEqual([1, 2, 3, 7].map((value) => Math.floor(scale.normalise(value) * 10)), [0, 1, 2, 6]);
  assert.equal(guess([1, 15], ['class']).cmap, 'tab20');
  assert.equal(guess([1, 99], ['class']), null, 'more numbers than colours');
  assert.equal(guess([1, 2, 3], ['Hz']), null, 'whole numbers alone are no categories');
});

test('the range of a volume leaves out its empty voxels', () => {
  const look = guess([0, 4, 5, 6], [], { kind: 'voxels', weights: [70, 10, 10, 10] });
  assert.deepEqual(look.range, [4, 6]);
  assert.match(look.reason, /70 % of the voxels are 0/);
  assert.equal(look.empty, 0);
  assert.equal(guess([0, 4, 5, 6], [], { kind: 'voxels', weights: [10, 10, 10, 10] }), null);
});

test('a volume of two values, as a mask, shows both', () => {
  assert.equal(guess([0, 1], [], { kind: 'voxels', weights: [90, 10] }), null);
  assert.equal(guess([-1, 2], [], { kind: 'voxels', weights: [50, 50] }), null);
  assert.equal(guess([0], [], { kind: 'voxels', weights: [90] }), null, 'one value everywhere is no background');
});

test('whoever chooses a range or plain colours sees the empty voxels in their colour too', () => {
  const look = guess([0, 4, 5, 6], [], { kind: 'voxels', weights: [70, 10, 10, 10] });
  assert.equal(fillLook(START, look).empty, 0);
  assert.equal(fillLook({ ...START, range: [0, 6] }, look).empty, null);
  assert.equal(fillLook({ ...START, auto: false }, look).empty ?? null, null);
});

test("a feature's own colour map stays", () => {
  assert.equal(guess([-1, 2], [], { own: 'viridis' }), null);
  const diverging = guess([-1, 2], [], { own: 'PuOr_r' });
  assert.deepEqual([diverging.cmap, diverging.centred, diverging.reversed], [null, true, false]);
  assert.equal(guess(logNormal, [], { own: 'viridis' }).scale, 'log');
  assert.equal(guess([1, 2, 3], ['cluster'], { own: 'viridis' }), null);
});

test('what was chosen wins over a guess, key by key', () => {
  const signed = guess([-1, 2]);
  assert.deepEqual(fillLook(START, signed), { ...START, cmap: 'RdBu', reversed: true, centred: true, empty: null });
  const chosen = fillLook({ ...START, cmap: 'magma' }, signed);
  assert.deepEqual([chosen.cmap, chosen.reversed, chosen.centred], ['magma', false, true]);
  const ranged = fillLook({ ...START, range: [0, 5] }, signed);
  assert.deepEqual([ranged.range, ranged.centred], [[0, 5], false]);
  assert.equal(fillLook({ ...START, scale: 'log' }, signed).centred, false);
  const off = { ...START, auto: false };
  assert.equal(fillLook(off, signed), off);
  assert.equal(fillLook(START, null), START);
});

test('a guessed range that is centred stays centred', () => {
  const look = guess([...numbers(100, (t) => 2 * t - 1), -500]);
  const { range } = fillLook(START, look);
  assert.deepEqual(centreRange(range), range);
});
