/** Projections: decoded as they were encoded, in the place of a volume; relief that is dark on slopes only. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { SLICE_PADDING } from '../../../../static/js/data/label_volume.js';
import { decodeProjections, ProjectedVolume } from '../../../../static/js/panels/surface/projections.js';
import { shadeRelief } from '../../../../static/js/panels/surface/shade.js';

const LAYOUT = { width: 3, height: 2, mappings: ['allen', 'beryl'] };
const ALLEN = { row: [0, 900, 1300, 7, 0, 8], depth: [0, 300, 20, 519, 0, 1] };
const BERYL = { row: [0, 899, 1300, 7, 2, 8], depth: [0, 310, 20, 500, 9, 1] };

const zigzag = (number) => (number < 0 ? -2 * number - 1 : 2 * number);
const apart = (numbers) => [...numbers.map((n) => n & 255), ...numbers.map((n) => n >> 8)];

function encode() {
  const steps = ALLEN.depth.map((value, n) => zigzag(value - (n % LAYOUT.width > 0 ? ALLEN.depth[n - 1] : 0)));
  const rows = BERYL.row.map((value, n) => zigzag(value - ALLEN.row[n]));
  const depths = BERYL.depth.map((value, n) => zigzag(value - ALLEN.depth[n]));
  return Uint8Array.from([ALLEN.row, steps, rows, depths].flatMap(apart));
}

test('every mapping comes back as it was', () => {
  const found = decodeProjections(encode(), LAYOUT);
  assert.deepEqual([...found.get('allen').row], ALLEN.row);
  assert.deepEqual([...found.get('allen').depth], ALLEN.depth);
  assert.deepEqual([...found.get('beryl').row], BERYL.row);
  assert.deepEqual([...found.get('beryl').depth], BERYL.depth);
});

test('bytes of another length are refused', () => {
  assert.throws(() => decodeProjections(encode().subarray(1), LAYOUT), /reload the page/);
});

test('an image stands in for a volume: padded, asked for labels and for the voxel met', () => {
  const volume = new ProjectedVolume('top', decodeProjections(encode(), LAYOUT).get('allen'));
  const { data, width, height } = volume.slice();
  assert.equal(width, 3 + 2 * SLICE_PADDING);
  assert.equal(data[SLICE_PADDING * width + SLICE_PADDING + 1], 900);
  assert.equal(data.reduce((sum, row) => sum + row), 900 + 1300 + 7 + 8);
  assert.equal(height, 2 + 2 * SLICE_PADDING);
  assert.equal(volume.labelAt(0, 0, 2), 1300);
  assert.equal(volume.labelAt(0, 0, 3), 0);
  assert.deepEqual(volume.met({ ap: 1, dv: 0, ml: 0 }), { ap: 1, dv: 519, ml: 0 });
  assert.deepEqual(volume.bounds.ml, [0, 2]);
});

test('level ground has no shade, a slope has, void has none', () => {
  const size = 12;
  const row = new Uint16Array(size * size).fill(5);
  const level = { row, depth: new Uint16Array(size * size).fill(40), width: size, height: size };
  assert.ok(shadeRelief(level).every((byte) => byte === 0));
  const slope = { ...level, depth: Uint16Array.from(row, (_, n) => 3 * (n % size)) };
  const middle = (6 * size + 6) * 4 + 3;
  assert.ok(shadeRelief(slope)[middle] > 50);
  assert.equal(shadeRelief({ ...slope, row: new Uint16Array(size * size) })[middle], 0);
});
