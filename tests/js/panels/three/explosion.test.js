/** Taking the brain apart: what is one region stays one piece, and any two are apart by the same share. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { APART, explodeOffsets, middleOf } from '../../../../static/js/panels/three/explosion.js';

const ROWS = 1328;

/** A shell around y −1000…3000, z −2000…0 µm at 2 µm units, and four regions: two of them parts of row 9. */
function meshes() {
  const positions = Int16Array.from([0, -500, -1000, 0, 0, 1500, 0, 0]);
  const part = (row, centre) => [row, { row, centre }];
  return {
    unit: 2, positions, indices: Uint32Array.from([0, 1, 0]), ranges: { shell: { start: 0, count: 3 } },
    parts: new Map([
      part(10, [1000, 900, -500]), part(11, [1100, 800, -700]), part(12, [500, 0, -1500]), part(13, [1200, 2000, -400]),
    ]),
    centres: { beryl: new Map([[1, [9, 9, 9]], [9, [1050, 850, -600]], [13, [1200, 2000, -400]]]) },
  };
}

function beryl() {
  const table = Uint16Array.from({ length: ROWS }, (_, row) => row);
  table[10] = table[11] = 9;
  table[12] = 1;
  return table;
}

const allen = Uint16Array.from({ length: ROWS }, (_, row) => row);
const offsetOf = (offsets, row) => [...offsets.subarray(row * 4, row * 4 + 3)].map((units) => units * 2);
const distance = (one, other) => Math.hypot(...one.map((part, axis) => part - other[axis]));
const add = (one, other) => one.map((part, axis) => part + other[axis]);
const close = (one, other) => assert.ok(Math.abs(one - other) < 0.01, `${one} is not ${other}`);

test('the middle lies on the plane of symmetry, half way of the shell', () => {
  assert.deepEqual(middleOf(meshes()), [0, 1000, -1000]);
});

test('any two regions are apart by the same share, those of the other half too', () => {
  const set = meshes();
  const offsets = explodeOffsets(set, allen, undefined);
  const places = [...set.parts.values()].flatMap(({ row, centre }) => {
    const after = add(centre, offsetOf(offsets, row));
    const mirror = ([x, y, z]) => [-x, y, z];
    return [{ before: centre, after }, { before: mirror(centre), after: mirror(after) }];
  });
  const pairs = places.flatMap((one, n) => places.slice(n + 1).map((other) => [one, other]));
  assert.equal(pairs.length, 28);
  for (const [one, other] of pairs) {
    close(distance(one.after, other.after), (1 + APART) * distance(one.before, other.before));
  }
});

test('parts of what is one region under the mapping move together, by the way to its centre', () => {
  const set = meshes();
  const offsets = explodeOffsets(set, beryl(), set.centres.beryl);
  assert.deepEqual(offsetOf(offsets, 10), offsetOf(offsets, 11));
  [1050, -150, 400].forEach((way, axis) => close(offsetOf(offsets, 10)[axis], APART * way));
});

test('what belongs to no parcellation goes its own way, outwards', () => {
  const set = meshes();
  const offsets = explodeOffsets(set, beryl(), set.centres.beryl);
  [500, -1000, -500].forEach((way, axis) => close(offsetOf(offsets, 12)[axis], APART * way));
});
