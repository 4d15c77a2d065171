/** The label volume: decoding, looking up, cutting slices. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { decodeLabels } from '../../../static/js/data/label_decoding.js';
import { mapSlice, SLICE_PADDING } from '../../../static/js/data/label_volume.js';
import { encodeVolume, seeded } from '../synthetic.js';

const SHAPE = [6, 5, 300];

/** A volume with void around it, long runs, labels over 255 and no symmetry. */
function denseLabel(ap, dv, ml) {
  if (ml < 7 || ml > 290 || ap === 0 || dv === 4) return 0;
  if (ml < 280) return 1 + ((ap * 7 + dv * 3 + (ml > 100 + ap ? 700 : 0)) % 1327);
  return ml % 2 === 0 ? 513 : 2;
}

function decoded() {
  const { bytes, layout } = encodeVolume(SHAPE, denseLabel);
  return decodeLabels(bytes, layout);
}

function assertSlice(slice, across, down, expected) {
  assert.equal(slice.padding, SLICE_PADDING);
  assert.deepEqual([slice.width, slice.height], [across + 2 * SLICE_PADDING, down + 2 * SLICE_PADDING]);
  const wanted = new Uint16Array(slice.width * slice.height);
  for (let y = 0; y < down; y++) {
    for (let x = 0; x < across; x++) {
      wanted[(y + SLICE_PADDING) * slice.width + x + SLICE_PADDING] = expected(x, y);
    }
  }
  assert.deepEqual(slice.data, wanted);
}

test('every voxel has its label', () => {
  const volume = decoded();
  const random = seeded(1);
  for (let n = 0; n < 2000; n++) {
    const [ap, dv, ml] = SHAPE.map((count) => Math.floor(random() * count));
    assert.equal(volume.labelAt(ap, dv, ml), denseLabel(ap, dv, ml));
  }
});

test('outside the volume is void', () => {
  const volume = decoded();
  assert.deepEqual([[-1, 1, 9], [6, 1, 9], [1, 5, 9], [1, -1, 9], [1, 1, -1], [1, 1, 300]].map(
    (voxel) => volume.labelAt(...voxel),
  ), [0, 0, 0, 0, 0, 0]);
});

test('a coronal slice shows ML from left to right and DV downwards', () => {
  assertSlice(decoded().slice('coronal', 3), 300, 5, (x, y) => denseLabel(3, y, x));
});

test('a sagittal slice shows AP from left to right and DV downwards', () => {
  assertSlice(decoded().slice('sagittal', 101), 6, 5, (x, y) => denseLabel(x, y, 101));
});

test('a horizontal slice shows ML from left to right and AP downwards', () => {
  assertSlice(decoded().slice('horizontal', 2), 300, 6, (x, y) => denseLabel(y, 2, x));
});

test('a slice cut into an earlier one leaves nothing of it', () => {
  const volume = decoded();
  for (const axis of ['coronal', 'sagittal', 'horizontal']) {
    const reused = volume.slice(axis, 4, volume.slice(axis, 1));
    assert.deepEqual(reused.data, volume.slice(axis, 4).data);
  }
});

test('a slice that does not exist is refused with a sentence', () => {
  assert.throws(() => decoded().slice('coronal', 6), /no coronal slice 6; there are 6/);
  assert.throws(() => decoded().slice('sagittal', -1), RangeError);
  assert.throws(() => decoded().slice('horizontal', 1.5), RangeError);
});

test('the bounds hold all tissue and no more', () => {
  assert.deepEqual(decoded().bounds, { ap: [1, 5], dv: [0, 3], ml: [7, 290] });
});

test('an empty volume is bounded by its own edges', () => {
  const { bytes, layout } = encodeVolume([2, 3, 4], () => 0);
  assert.deepEqual(decodeLabels(bytes, layout).bounds, { ap: [0, 1], dv: [0, 2], ml: [0, 3] });
});

test('bytes that are cut short or damaged are refused', () => {
  const { bytes, layout } = encodeVolume(SHAPE, denseLabel);
  assert.throws(() => decodeLabels(bytes.subarray(1), layout), /reload the page/);
  const fewerRuns = bytes.slice();
  fewerRuns[0] += 1;
  assert.throws(() => decodeLabels(fewerRuns, layout), /rows are incomplete/);
  const longerRun = bytes.slice();
  longerRun[SHAPE[0] * SHAPE[1]] += 1;
  assert.throws(() => decodeLabels(longerRun, layout), /wrong length/);
});

test('mapping replaces labels and leaves the original slice alone', () => {
  const slice = decoded().slice('coronal', 1);
  const before = slice.data.slice();
  const table = Uint16Array.from({ length: 1328 }, (_, row) => (row === 0 ? 0 : 1 + (row % 3)));
  const target = { ...slice, data: new Uint16Array(slice.data.length) };
  mapSlice(slice, table, target);
  assert.deepEqual(target.data, before.map((row) => table[row]));
  assert.deepEqual(slice.data, before);
});
