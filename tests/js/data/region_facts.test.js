/** Parents, children, volume and the middle of a region. */

import assert from 'node:assert/strict';
import test from 'node:test';

import { childrenOf, findCentre, parentsOf, volumeOf } from '../../../static/js/data/region_facts.js';
import { rowsWithin } from '../../../static/js/data/rows_within.js';
import { LabelVolume } from '../../../static/js/data/label_volume.js';

// void, root, a, a1, a2, b
const REGIONS = { parent: [-1, -1, 1, 2, 2, 1], voxels_left: [0, 0, 0, 10, 6, 4], voxels_right: [0, 0, 0, 8, 0, 2] };

test('parents go from the root down, children in order', () => {
  assert.deepEqual(parentsOf(4, REGIONS), [1, 2]);
  assert.deepEqual(parentsOf(1, REGIONS), []);
  assert.deepEqual(childrenOf(2, REGIONS), [3, 4]);
  assert.deepEqual(childrenOf(5, REGIONS), []);
});

test('a volume is that of the region and of all below it, in mm³', () => {
  const voxel = 0.025 ** 3;
  assert.deepEqual(volumeOf(2, REGIONS), { left: 16 * voxel, right: 8 * voxel });
  assert.deepEqual(volumeOf(5, REGIONS), { left: 4 * voxel, right: 2 * voxel });
  assert.deepEqual([...rowsWithin(2, REGIONS)], [0, 0, 1, 1, 1, 0]);
});

/** A volume of 1 AP × 2 DV × 8 ML: row 3 in voxels 1…2 and 5…7 above, in 0 below. */
function smallVolume() {
  return new LabelVolume({
    shape: [1, 2, 8], firstRun: Uint32Array.from([0, 4, 6]),
    start: Uint16Array.from([0, 1, 3, 5, 0, 1]), label: Uint16Array.from([0, 3, 0, 3, 3, 0]),
  });
}

test('the middle is a voxel of the region, on the side asked for', () => {
  const within = rowsWithin(3, REGIONS);
  assert.deepEqual(findCentre(smallVolume(), within, 4, 'right'), { ap: 0, dv: 0, ml: 6 });
  assert.deepEqual(findCentre(smallVolume(), within, 4, 'left'), { ap: 0, dv: 0, ml: 1 });
});

test('a region without voxels on a side has no middle there', () => {
  assert.equal(findCentre(smallVolume(), rowsWithin(5, REGIONS), 4, 'left'), null);
});
