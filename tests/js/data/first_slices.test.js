/** The slices a page opens with: what is drawn from them, and what is refused. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { lateralRow, PLANES, SIDE_ROWS } from '../../../static/js/core/geometry.js';
import { fillRuns } from '../../../static/js/slices/drawing/plain_picture.js';
import { decodeSlices } from '../../../static/js/data/first_slices.js';

const COUNTS = { ap: 5, dv: 4, ml: 6 };
const SHAPE = [5, 4, 6];
const BOUNDS = [[0, 4], [0, 3], [0, 5]];
const VOXEL = { ap: 2, dv: 1, ml: 3 };

function labelOf({ ap, dv, ml }) {
  return ml === 0 ? 0 : 1 + ap * 100 + dv * 10 + (ml > 3 ? 5 : 0);
}

function labelIn(plane, x, y) {
  const { normal, across, down } = PLANES[plane];
  return labelOf({ [normal]: VOXEL[normal], [across]: x, [down]: y });
}

function encodePlane(plane) {
  const { across, down } = PLANES[plane];
  const first = [0];
  const start = [];
  const label = [];
  for (let y = 0; y < COUNTS[down]; y++) {
    for (let x = 0; x < COUNTS[across]; x++) {
      const here = labelIn(plane, x, y);
      if (x === 0 || here !== labelIn(plane, x - 1, y)) {
        start.push(x);
        label.push(here);
      }
    }
    first.push(start.length);
  }
  return [Uint32Array.from(first), Uint16Array.from(start), Uint16Array.from(label)]
    .flatMap((array) => [...new Uint8Array(array.buffer)]);
}

function encode() {
  const parts = ['coronal', 'horizontal', 'sagittal'].map(encodePlane);
  const table = Uint32Array.from(parts, ({ length }) => length);
  return Uint8Array.from([...new Uint8Array(table.buffer), ...parts.flat()]);
}

const decoded = () => decodeSlices(encode(), { voxel: VOXEL, shape: SHAPE, bounds: BOUNDS });

test('each plane has its slice and no other', () => {
  const slices = decoded();
  for (const [plane, { normal }] of Object.entries(PLANES)) {
    assert.equal(slices.covers(plane, VOXEL[normal]), true);
    assert.equal(slices.covers(plane, VOXEL[normal] + 1), false);
    assert.throws(() => slices.slice(plane, VOXEL[normal] + 1), RangeError);
  }
});

test('a slice is cut as from the whole volume', () => {
  const slices = decoded();
  for (const [plane, { normal, across, down }] of Object.entries(PLANES)) {
    const { data, width, padding } = slices.slice(plane, VOXEL[normal]);
    for (let y = 0; y < COUNTS[down]; y++) {
      for (let x = 0; x < COUNTS[across]; x++) {
        assert.equal(data[(y + padding) * width + x + padding], labelIn(plane, x, y), `${plane} ${x} ${y}`);
      }
    }
  }
});

test('a voxel of a slice has its label; others are void until the volume has come', () => {
  const slices = decoded();
  assert.equal(slices.labelAt(2, 3, 5), labelOf({ ap: 2, dv: 3, ml: 5 }));
  assert.equal(slices.labelAt(4, 1, 1), labelOf({ ap: 4, dv: 1, ml: 1 }));
  assert.equal(slices.labelAt(4, 3, 3), labelOf({ ap: 4, dv: 3, ml: 3 }));
  assert.equal(slices.labelAt(4, 3, 5), 0);
});

test('damaged slices are refused', () => {
  const bytes = encode();
  new Uint32Array(bytes.buffer)[0] += 4;
  assert.throws(() => decodeSlices(bytes, { voxel: VOXEL, shape: SHAPE, bounds: BOUNDS }), RangeError);
});

test('plain colours: every pixel has the colour of the voxel its middle lies in, on its side', () => {
  const runs = decoded().runs('coronal');
  const rgba = Uint32Array.from({ length: 2 * SIDE_ROWS + 1 }, (_, row) => row * 7);
  const [width, height] = [23, 17];
  const viewport = { scale: 3.1, originX: -0.7, originY: -0.4 };
  const split = (3 + 0.7) * 3.1;
  const pixels = new Uint32Array(width * height).fill(1);
  fillRuns(runs, { width, height, viewport, mapping: null, rgba, split }, pixels);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const column = Math.floor(viewport.originX + (x + 0.5) / viewport.scale);
      const line = Math.floor(viewport.originY + (y + 0.5) / viewport.scale);
      const inside = column >= 0 && column < COUNTS.ml && line >= 0 && line < COUNTS.dv;
      const row = inside ? labelIn('coronal', column, line) : 0;
      const wanted = row === 0 ? 0 : rgba[lateralRow(row, x + 0.5 < split ? 'left' : 'right')];
      assert.equal(pixels[y * width + x], wanted, `${x} ${y}`);
    }
  }
});

test('plain colours are those of the mapping', () => {
  const mapping = Uint16Array.from({ length: 1328 }, (_, row) => (row === 0 ? 0 : 1 + (row % 3)));
  const rgba = Uint32Array.from({ length: 2 * SIDE_ROWS + 1 }, (_, row) => row);
  const pixels = new Uint32Array(COUNTS.ml * COUNTS.dv);
  const viewport = { scale: 1, originX: 0, originY: 0 };
  fillRuns(decoded().runs('coronal'), {
    width: COUNTS.ml, height: COUNTS.dv, viewport, mapping, rgba, split: -Infinity,
  }, pixels);
  assert.equal(pixels[COUNTS.ml + 5], mapping[labelIn('coronal', 5, 1)]);
});
