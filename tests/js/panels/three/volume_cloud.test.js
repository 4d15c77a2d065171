/** The volume in 3-D: cells hold the strongest of their voxels in the tissue, and nothing outside it. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { AXES } from '../../../../static/js/core/geometry.js';
import { pivotOf, poolVolume } from '../../../../static/js/panels/three/volume_cloud.js';

const LINES = AXES.ap.count * AXES.dv.count;

/** Labels whose tissue is columns 100 to 199 of lines dv 0 to 3 in the slices ap 0 and 1. */
function labels() {
  const [firstRun, start, label] = [new Uint32Array(LINES + 1), [], []];
  for (let row = 0; row < LINES; row++) {
    firstRun[row] = start.length;
    const within = row < 2 * AXES.dv.count && row % AXES.dv.count < 4;
    start.push(...(within ? [0, 100, 200] : [0]));
    label.push(...(within ? [0, 7, 0] : [0]));
  }
  firstRun[LINES] = start.length;
  return { firstRun, start, label, dv: AXES.dv.count, ml: AXES.ml.count };
}

/** A volume of a constant but for single voxels [ap, dv, ml, byte]. */
function volumeOf(constant, voxels) {
  return {
    slice: (plane, ap, reuse) => {
      reuse.data.fill(constant);
      for (const [at, dv, ml, byte] of voxels) if (at === ap) reuse.data[dv * AXES.ml.count + ml] = byte;
      return reuse;
    },
  };
}

function cellAt({ data, size }, ap, dv, ml) {
  const cell = ((ap >> 1) * size[1] + (dv >> 1)) * size[0] + (ml >> 1);
  return [...data.subarray(cell * 2, cell * 2 + 2)];
}

test('a cell has the highest of its voxels; outside the tissue there is none, whatever the volume holds', () => {
  const volume = volumeOf(10, [[1, 1, 151, 200], [0, 0, 50, 255], [0, 2, 199, 40], [0, 2, 200, 250]]);
  const cells = poolVolume(volume, labels(), 0);
  assert.deepEqual(cells.size, [228, 160, 264]);
  assert.deepEqual(cellAt(cells, 0, 0, 150), [200, 255]);
  assert.deepEqual(cellAt(cells, 0, 0, 152), [10, 255]);
  assert.deepEqual(cellAt(cells, 0, 0, 50), [0, 0]);
  assert.deepEqual(cellAt(cells, 0, 2, 198), [40, 255]);
  assert.deepEqual(cellAt(cells, 0, 2, 200), [0, 0]);
  assert.deepEqual(cellAt(cells, 2, 0, 150), [0, 0]);
});

test('zero is a value: tissue of zeros alone has cells', () => {
  assert.deepEqual(cellAt(poolVolume(volumeOf(0, []), labels(), 0), 0, 0, 150), [0, 255]);
});

test('where colours are centred on zero the value farthest from it wins, below it too', () => {
  const volume = { steps: Float64Array.from({ length: 256 }, (_, byte) => (byte - 100) / 10) };
  assert.equal(pivotOf({ volume, empty: null }, { look: { centred: true } }), 100);
  assert.equal(pivotOf({ volume, empty: null }, { look: { centred: false } }), 0);
  assert.equal(pivotOf({ volume, empty: 7 }, { look: { centred: true } }), 7, 'empty voxels are the weakest');
  volume.steps[0] = NaN;
  assert.equal(pivotOf({ volume, empty: null }, { look: { centred: true } }), 100);
  const cells = poolVolume(volumeOf(100, [[0, 0, 150, 130], [0, 0, 151, 20]]), labels(), 100);
  assert.deepEqual(cellAt(cells, 0, 0, 150), [20, 255]);
});
