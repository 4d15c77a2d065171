/** Taking the brain apart: what is one region stays one piece, and no two boxes around pieces meet. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { boxesOf, explodeOffsets, middleOf } from '../../../../static/js/panels/three/explosion.js';

const ROWS = 1328;

/**
 * A shell around y −1000…3000, z −2000…0 µm at 2 µm units, and boxes: 10 within 11, of nearly the same centre; 12 and
 * 13 side by side; 14 across nothing, at the plane of symmetry.
 */
function meshes() {
  const boxes = [
    [10, [400, 600, -900], [600, 1400, -400]], [11, [300, 500, -1000], [700, 1500, -300]],
    [12, [1000, 0, -1500], [1400, 400, -1200]], [13, [1400, 0, -1500], [1800, 400, -1200]],
    [14, [0, 900, -1100], [200, 1100, -900]],
  ];
  const positions = [0, -500, -1000, 0, 0, 1500, 0, 0];
  for (const [row, low, high] of boxes) {
    for (const corner of [low, high]) positions.push(...corner.map((part) => part / 2), row);
  }
  return {
    unit: 2, positions: Int16Array.from(positions), indices: Uint32Array.from([0, 1, 0]),
    ranges: { shell: { start: 0, count: 3 } }, parts: new Map(boxes.map(([row]) => [row, { row }])),
  };
}

const allen = Uint16Array.from({ length: ROWS }, (_, row) => row);
const allDrawn = () => true;
const offsetOf = (offsets, row) => [...offsets.subarray(row * 4, row * 4 + 3)].map((units) => units * 2);
const meet = (one, other) =>
  [0, 1, 2].every((axis) => one.low[axis] < other.high[axis] && other.low[axis] < one.high[axis]);

/** Return the boxes of both halves after regions moved, by row, those of the left with a minus. */
function movedBoxes(set, offsets) {
  return [...boxesOf(set)].flatMap(([row, { low, high }]) => {
    const by = offsetOf(offsets, row);
    const [near, far] = [low, high].map((corner) => corner.map((part, axis) => part + by[axis]));
    return [
      { row, low: near, high: far },
      { row: -row, low: [-far[0], near[1], near[2]], high: [-near[0], far[1], far[2]] },
    ];
  });
}

function pairsThatMeet(boxes) {
  const pairs = boxes.flatMap((one, n) => boxes.slice(n + 1).map((other) => [one, other]));
  return pairs.filter(([one, other]) => meet(one, other)).map(([one, other]) => [one.row, other.row]);
}

test('the middle lies on the plane of symmetry, half way of the shell', () => {
  assert.deepEqual(middleOf(meshes()), [0, 1000, -1000]);
});

test('no two boxes meet, of neither half, even of a region within another', () => {
  const set = meshes();
  const still = new Float32Array(64 * 64 * 4);
  assert.ok(pairsThatMeet(movedBoxes(set, still)).length > 0);
  const { offsets } = explodeOffsets(set, allen, allDrawn);
  assert.deepEqual(pairsThatMeet(movedBoxes(set, offsets)), []);
});

test('parts of what is one region under the mapping move together', () => {
  const table = allen.slice();
  table[10] = table[11] = 9;
  const { offsets } = explodeOffsets(meshes(), table, allDrawn);
  assert.deepEqual(offsetOf(offsets, 10), offsetOf(offsets, 11));
  assert.notDeepEqual(offsetOf(offsets, 10), offsetOf(offsets, 12));
});

test('what belongs to no region of the mapping goes its own way', () => {
  const table = allen.slice();
  table[12] = table[13] = 1;
  const set = meshes();
  const { offsets } = explodeOffsets(set, table, allDrawn);
  assert.notDeepEqual(offsetOf(offsets, 12), offsetOf(offsets, 13));
  assert.deepEqual(pairsThatMeet(movedBoxes(set, offsets)), []);
});

test('what is not drawn pushes nobody and moves outwards all the same', () => {
  const set = meshes();
  const { offsets } = explodeOffsets(set, allen, (row) => row !== 11);
  const without = movedBoxes(set, offsets).filter(({ row }) => Math.abs(row) !== 11);
  assert.deepEqual(pairsThatMeet(without), []);
  const [x] = offsetOf(offsets, 11);
  assert.ok(x > 0);
});

test('it says how far from the middle the middle of the farthest box lies', () => {
  const set = meshes();
  const { offsets, reach } = explodeOffsets(set, allen, allDrawn);
  const middle = middleOf(set);
  const distances = movedBoxes(set, offsets).map(({ low, high }) =>
    Math.hypot(...middle.map((part, axis) => (low[axis] + high[axis]) / 2 - part)));
  assert.ok(Math.abs(Math.max(...distances) - reach) < 0.01);
});
