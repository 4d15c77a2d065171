/** Look-up tables from values and from the ontology's colours. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { packColour, unpackColour } from '../../../static/js/core/colour.js';
import { LATERAL_ROWS, SIDE_ROWS } from '../../../static/js/core/geometry.js';
import { createScale } from '../../../static/js/core/scales.js';
import { lookUpRegions, lookUpValues, NEUTRALS } from '../../../static/js/colours/lookup_table.js';
import { PATTERNS } from '../../../static/js/slices/drawing/patterns.js';

const GREYS = Uint8Array.from({ length: 768 }, (_, n) => Math.floor(n / 3));

function lookUp(given, range) {
  const values = new Float64Array(LATERAL_ROWS).fill(NaN);
  for (const [row, value] of Object.entries(given)) values[row] = value;
  return lookUpValues({ values, scale: createScale(range), colormap: GREYS });
}

test('a value has the colour of its step, on its own side', () => {
  const { rgba, pattern } = lookUp({ 7: 5, [7 + SIDE_ROWS]: 10 }, { min: 0, max: 10 });
  assert.deepEqual(unpackColour(rgba[7]), [128, 128, 128, 255]);
  assert.deepEqual(unpackColour(rgba[7 + SIDE_ROWS]), [255, 255, 255, 255]);
  assert.equal(pattern[7], PATTERNS.plain);
});

test('zero is drawn as a value, a missing one is not', () => {
  const { rgba, pattern } = lookUp({ 7: 0 }, { min: 0, max: 10 });
  assert.deepEqual(unpackColour(rgba[7]), [0, 0, 0, 255]);
  assert.equal(pattern[7], PATTERNS.plain);
  assert.equal(rgba[8], packColour(...NEUTRALS.missing));
  assert.equal(pattern[8], PATTERNS.missing);
});

test('null is missing too', () => {
  const values = new Array(LATERAL_ROWS).fill(null);
  const { pattern } = lookUpValues({ values, scale: createScale({ min: 0, max: 1 }), colormap: GREYS });
  assert.equal(pattern[500], PATTERNS.missing);
});

test('a value without a place on a log scale is patterned, not missing', () => {
  const { rgba, pattern } = lookUp({ 7: -1, 8: 0.5 }, { kind: 'log', min: 1, max: 10 });
  assert.deepEqual(unpackColour(rgba[7]), [0, 0, 0, 255]);
  assert.equal(pattern[7], PATTERNS.undefined);
  assert.equal(pattern[8], PATTERNS.plain);
});

test('void stays transparent, root without a value is plain light grey on both sides', () => {
  const { rgba, pattern } = lookUp({}, { min: 0, max: 1 });
  assert.equal(rgba[0], 0);
  assert.deepEqual([rgba[1], rgba[1 + SIDE_ROWS]], [packColour(...NEUTRALS.root), packColour(...NEUTRALS.root)]);
  assert.deepEqual([pattern[1], pattern[1 + SIDE_ROWS]], [PATTERNS.plain, PATTERNS.plain]);
});

test('root with a value is coloured like any region', () => {
  assert.deepEqual(unpackColour(lookUp({ 1: 1 }, { min: 0, max: 1 }).rgba[1]), [255, 255, 255, 255]);
});

test('the ontology colours both sides alike, and root light grey though it is white there', () => {
  const colours = Array.from({ length: SIDE_ROWS + 1 }, (_, row) => [row & 255, 1, 2]);
  const { rgba } = lookUpRegions(colours);
  assert.equal(rgba[0], 0);
  assert.deepEqual(unpackColour(rgba[300]), [44, 1, 2, 255]);
  assert.equal(rgba[300 + SIDE_ROWS], rgba[300]);
  assert.equal(rgba[1], packColour(...NEUTRALS.root));
});
