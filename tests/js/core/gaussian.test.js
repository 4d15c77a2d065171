/** The Gaussian vote's weights and the distances read back from it. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { erf, inverseErf, marginToDistance, smoothStep, writeTapWeights } from '../../../static/js/core/gaussian.js';

test('tap weights add up to one and mirror when the phase does', () => {
  const weights = new Float64Array(8);
  writeTapWeights(weights, 0, 0.3, 0.7);
  writeTapWeights(weights, 4, 0.7, 0.7);
  const total = weights.subarray(0, 4).reduce((sum, weight) => sum + weight);
  assert.ok(Math.abs(total - 1) < 1e-12);
  for (let tap = 0; tap < 4; tap++) assert.ok(Math.abs(weights[tap] - weights[7 - tap]) < 1e-12);
});

test('on a voxel centre that voxel weighs most', () => {
  const weights = new Float64Array(4);
  writeTapWeights(weights, 0, 0, 0.7);
  assert.equal(weights.indexOf(Math.max(...weights)), 1);
});

test('erf has its tabulated values', () => {
  assert.ok(Math.abs(erf(0.5) - 0.5204998778130465) < 1e-12);
  assert.ok(Math.abs(erf(-1) + 0.8427007929497149) < 1e-12);
  assert.ok(Math.abs(erf(2) - 0.9953222650189527) < 1e-10);
});

test('inverseErf undoes erf', () => {
  for (const x of [-2, -0.7, -1e-6, 0, 0.01, 0.5, 1, 2.4]) {
    assert.ok(Math.abs(inverseErf(erf(x)) - x) < 1e-8, `x = ${x}`);
  }
});

test('distances from margins grow from zero and are finite at a full margin', () => {
  assert.equal(marginToDistance(0, 0.7), 0);
  assert.ok(marginToDistance(0.5, 0.7) < marginToDistance(0.6, 0.7));
  assert.ok(Number.isFinite(marginToDistance(1, 0.7)));
});

test('distances from a straight border are right to 0.02 voxels, wherever it passes', () => {
  const weights = new Float64Array(4);
  for (let distance = 0.05; distance < 1; distance += 0.05) {
    const phase = 0.5 - distance; // Voxel centres 0, 1 lie before the border at 1.5, and 2, 3 beyond it.
    writeTapWeights(weights, 0, phase < 0 ? phase + 1 : phase, 0.7);
    const beyond = phase < 0 ? weights[3] : weights[2] + weights[3];
    const error = marginToDistance(1 - 2 * beyond, 0.7) - distance;
    assert.ok(Math.abs(error) < 0.02, `${distance} voxels: off by ${error}`);
  }
});

test('smoothStep is flat outside its ends and half in the middle', () => {
  assert.equal(smoothStep(1, 2, 0), 0);
  assert.equal(smoothStep(1, 2, 1.5), 0.5);
  assert.equal(smoothStep(1, 2, 3), 1);
});
