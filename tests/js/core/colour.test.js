/** Colours: the rule from value to step, maps, pixels, contrast. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  contrast, formatColour, luminance, MISSING_STEP, mixColours, packColour, packColormap, parseColormap, parseColour,
  positionToStep, reverseColormap, unpackColour, valueToStep,
} from '../../../static/js/core/colour.js';
import { createScale } from '../../../static/js/core/scales.js';

const GREYS = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, '0').repeat(3)).join('');

test('a colour map is read byte by byte, in either case', () => {
  const map = parseColormap(GREYS);
  assert.equal(map.length, 768);
  assert.deepEqual([...map.subarray(3 * 171, 3 * 172)], [171, 171, 171]);
  assert.deepEqual(parseColormap(GREYS.toUpperCase()), map);
});

test('a colour map of another length or alphabet is refused', () => {
  assert.throws(() => parseColormap(GREYS.slice(2)), RangeError);
  assert.throws(() => parseColormap(`${GREYS.slice(0, -1)}g`), RangeError);
});

test('a reversed map runs backwards and leaves the original alone', () => {
  const map = parseColormap(GREYS);
  const reversed = reverseColormap(map);
  assert.deepEqual([...reversed.subarray(0, 3)], [255, 255, 255]);
  assert.deepEqual([...map.subarray(0, 3)], [0, 0, 0]);
  assert.deepEqual(reverseColormap(reversed), map);
});

test('the step is min(255, floor(t · 256))', () => {
  assert.deepEqual([0, 1 / 256, 0.00390624, 0.5, 0.999, 1].map(positionToStep), [0, 1, 0, 128, 255, 255]);
});

test('values take the step of their place in the range', () => {
  assert.equal(valueToStep(0, { min: 0, max: 10 }), 0);
  assert.equal(valueToStep(5, { min: 0, max: 10 }), 128);
  assert.equal(valueToStep(-4, { min: 0, max: 10 }), 0);
  assert.equal(valueToStep(44, { min: 0, max: 10 }), 255);
  assert.equal(valueToStep(10, { min: 1, max: 100, scale: 'log' }), 128);
  assert.equal(valueToStep(0, { min: -9, max: 9, scale: 'symlog' }), 128);
  assert.equal(valueToStep(3, { scale: createScale({ min: 3, max: 3 }) }), 128);
});

test('a missing value has no step, zero has one', () => {
  assert.equal(valueToStep(null, { min: 0, max: 1 }), MISSING_STEP);
  assert.equal(valueToStep(NaN, { min: 0, max: 1 }), MISSING_STEP);
  assert.equal(valueToStep(0, { min: 0, max: 0 }), 128);
});

test('packed pixels are what ImageData holds', () => {
  const packed = Uint32Array.of(packColour(1, 2, 3), packColour(250, 251, 252, 253));
  assert.deepEqual([...new Uint8Array(packed.buffer)], [1, 2, 3, 255, 250, 251, 252, 253]);
  assert.deepEqual(unpackColour(packed[1]), [250, 251, 252, 253]);
});

test('a packed colour map has an opaque pixel per step', () => {
  assert.deepEqual(unpackColour(packColormap(parseColormap(GREYS))[200]), [200, 200, 200, 255]);
});

test('colours are read and written as #rrggbb', () => {
  assert.deepEqual(parseColour('#0aF'), [0, 170, 255]);
  assert.equal(formatColour(parseColour('#0b1c2d')), '#0b1c2d');
  assert.throws(() => parseColour('red'), RangeError);
});

test('luminance and contrast follow WCAG', () => {
  assert.equal(luminance([255, 255, 255]).toFixed(6), '1.000000');
  assert.equal(contrast([0, 0, 0], [255, 255, 255]).toFixed(3), '21.000');
  assert.equal(contrast([119, 119, 119], [255, 255, 255]).toFixed(2), '4.48');
});

test('mixed colours lie between the two', () => {
  assert.deepEqual(mixColours([0, 100, 200], [100, 0, 200], 0.25), [25, 75, 200]);
});
