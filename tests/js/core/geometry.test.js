/** Positions, sides and the older site's slices. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  clampIndex, indexToMicrometres, lateralRow, legacySliceIndex, micrometresToIndex, PLANES, sideOf, sliceAt,
  sliceCount, slicePosition, splitLateralRow,
} from '../../../static/js/core/geometry.js';

test('bregma lies at voxel 229.56, 216, 13.28 of ML, AP, DV', () => {
  assert.equal(micrometresToIndex('ml', 0), 229.56);
  assert.equal(micrometresToIndex('ap', 0), 216);
  assert.equal(micrometresToIndex('dv', 0), 13.28);
});

test('index 0 is left, anterior and dorsal', () => {
  assert.equal(indexToMicrometres('ml', 0), -5739);
  assert.equal(indexToMicrometres('ap', 0), 5400);
  assert.equal(indexToMicrometres('dv', 0), 332);
});

test('every slice index survives the way to micrometres and back', () => {
  for (const plane of Object.keys(PLANES)) {
    for (let index = 0; index < sliceCount(plane); index++) {
      assert.equal(sliceAt(plane, slicePosition(plane, index)), index);
    }
  }
});

test('positions outside the volume give its first or last slice', () => {
  assert.equal(sliceAt('coronal', 99999), 0);
  assert.equal(sliceAt('coronal', -99999), 527);
  assert.equal(clampIndex('dv', -1), 0);
  assert.equal(clampIndex('dv', 320), 319);
});

test('the older 10 µm slices map onto the 25 µm slice that holds them', () => {
  assert.equal(legacySliceIndex('coronal', 0), 0);
  assert.equal(legacySliceIndex('coronal', 2), 1);
  assert.equal(legacySliceIndex('coronal', 660), 264);
  assert.equal(legacySliceIndex('coronal', 1319), 527);
  assert.equal(legacySliceIndex('sagittal', 550), 220);
  assert.equal(legacySliceIndex('sagittal', 1139), 455);
  assert.equal(legacySliceIndex('horizontal', 400), 160);
  assert.equal(legacySliceIndex('horizontal', 799), 319);
});

test('an older slice that never existed is brought into range', () => {
  assert.equal(legacySliceIndex('horizontal', 5000), 319);
  assert.equal(legacySliceIndex('horizontal', -5), 0);
});

test('voxels 0 to 228 are left, 229 and on are right', () => {
  assert.equal(sideOf(0), 'left');
  assert.equal(sideOf(228.999), 'left');
  assert.equal(sideOf(229), 'right');
});

test('rows carry their side: left is right + 1327, void has none', () => {
  assert.equal(lateralRow(1, 'left'), 1328);
  assert.equal(lateralRow(1327, 'left'), 2654);
  assert.equal(lateralRow(1327, 'right'), 1327);
  assert.equal(lateralRow(0, 'left'), 0);
  assert.deepEqual(splitLateralRow(1328), { row: 1, side: 'left' });
  assert.deepEqual(splitLateralRow(1327), { row: 1327, side: 'right' });
  assert.deepEqual(splitLateralRow(0), { row: 0, side: null });
});
