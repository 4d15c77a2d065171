/** The colour bar spans values and range; its handles give round values, and the whole range is none. */

import assert from 'node:assert/strict';
import test from 'node:test';

import { positionToStep } from '../../../static/js/core/colour.js';
import { createScale } from '../../../static/js/core/scales.js';
import { createColourAxis, setEnd } from '../../../static/js/colours/colour_axis.js';
import { stripSteps } from '../../../static/js/colours/colour_strip.js';

function picture({ kind = 'linear', values, range, fullRange = [Math.min(...values), Math.max(...values)] }) {
  const [min, max] = range ?? fullRange;
  const scale = createScale({ kind, min, max });
  return { scaled: Float64Array.from(values), fullRange, range: range ?? fullRange, scale };
}

test('the axis spans the values and a range that goes beyond them', () => {
  assert.deepEqual(createColourAxis(picture({ values: [0, 4] })).ends, [0, 4]);
  assert.deepEqual(createColourAxis(picture({ values: [0, 4], range: [1, 2] })).ends, [0, 4]);
  assert.deepEqual(createColourAxis(picture({ values: [0, 4], range: [-4, 6] })).ends, [-4, 6]);
});

test('equal values get room to both sides, and zero too', () => {
  assert.deepEqual(createColourAxis(picture({ values: [5, 5] })).ends, [4.5, 5.5]);
  assert.deepEqual(createColourAxis(picture({ values: [0] })).ends, [-1, 1]);
  assert.equal(createColourAxis(picture({ values: [5] })).place(5), 0.5);
});

test('without a value there is no axis', () => {
  const scale = createScale({ min: 0, max: 1 });
  assert.equal(createColourAxis({ scaled: [], fullRange: null, range: null, scale }), null);
});

test('a moved handle gives a round value, and exactly the ends at the ends', () => {
  const axis = createColourAxis(picture({ values: [0.0034531, 13.0102] }));
  assert.equal(axis.valueAt(0), 0.0034531);
  assert.equal(axis.valueAt(1), 13.0102);
  assert.equal(axis.valueAt(0.5), 6.5);
  const log = createColourAxis(picture({ kind: 'log', values: [0.01, 100] }));
  assert.equal(log.valueAt(0.5), 1);
  assert.equal(log.place(1).toFixed(9), '0.500000000');
});

test('a logarithmic axis starts at the smallest positive value', () => {
  const axis = createColourAxis(picture({ kind: 'log', values: [-3, 0, 0.5, 8] }));
  assert.deepEqual(axis.ends, [0.5, 8]);
});

test('an end that passes the other takes it along', () => {
  assert.deepEqual(setEnd([1, 2], 0, 5, { centred: false, full: [0, 9] }), [5, 5]);
  assert.deepEqual(setEnd([1, 2], 1, 0, { centred: false, full: [0, 9] }), [0, 0]);
});

test('the range of all values is null, so that it follows the feature', () => {
  assert.equal(setEnd([1, 9], 0, 0, { centred: false, full: [0, 9] }), null);
  assert.deepEqual(setEnd([1, 9], 0, 0, { centred: false, full: [0, 8] }), [0, 9]);
});

test('a centred range keeps zero in its middle', () => {
  assert.deepEqual(setEnd([-3, 3], 0, -1, { centred: true, full: [-3, 3] }), [-1, 1]);
  assert.deepEqual(setEnd([-3, 3], 1, 2, { centred: true, full: [-2, 2] }), [-2, 2]);
});

test('where all values are the same, the bar has the one colour that they have', () => {
  const same = picture({ values: [5, 5] });
  const step = positionToStep(same.scale.normalise(5));
  assert.deepEqual([...stripSteps(same, createColourAxis(same), 7)], Array(7).fill(step));
  const split = picture({ values: [0, 10], range: [5, 5] });
  assert.deepEqual([...stripSteps(split, createColourAxis(split), 4)], [0, 0, 255, 255]);
  const wider = picture({ values: [5, 5], range: [0, 10] });
  assert.deepEqual([...stripSteps(wider, createColourAxis(wider), 4)], [32, 96, 160, 224]);
});
