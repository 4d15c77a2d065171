/** Taking the brain apart: layers stay together, everything moves away from the midline's middle. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { explodeOffsets, middleOf } from '../../../../static/js/panels/three/explosion.js';

const ROWS = 1328;

/** A shell around y −1000…3000, z −2000…0 µm at 2 µm units, and three regions. */
function meshes() {
  const positions = Int16Array.from([0, -500, -1000, 0, 0, 1500, 0, 0]);
  const part = (row, centre) => [row, { row, centre }];
  return {
    unit: 2, positions, indices: Uint32Array.from([0, 1, 0]), ranges: { shell: { start: 0, count: 3 } },
    parts: new Map([part(10, [1000, 900, -500]), part(11, [1100, 800, -700]), part(12, [500, 0, -1500])]),
    centres: {
      beryl: new Map([[1, [9, 9, 9]], [9, [1050, 850, -600]]]),
      cosmos: new Map([[1, [9, 9, 9]], [6, [2000, 1000, -1000]]]),
    },
  };
}

function tables() {
  const beryl = new Uint16Array(ROWS).fill(1);
  const cosmos = new Uint16Array(ROWS).fill(1);
  beryl[10] = beryl[11] = 9;
  cosmos[10] = cosmos[11] = 6;
  return { beryl, cosmos };
}

const offsetOf = (offsets, row) => [...offsets.subarray(row * 4, row * 4 + 3)];

test('the middle lies on the plane of symmetry, half way of the shell', () => {
  assert.deepEqual(middleOf(meshes()), [0, 1000, -1000]);
});

test('layers of one Beryl region move together, by shares of where their parents lie', () => {
  const offsets = explodeOffsets(meshes(), tables());
  assert.deepEqual(offsetOf(offsets, 10), offsetOf(offsets, 11));
  const expected = [0.6 * 2000 + 0.75 * -950, 0.6 * 0 + 0.75 * -150, 0.6 * 0 + 0.75 * 400].map((um) => um / 2);
  offsetOf(offsets, 10).forEach((part, axis) => assert.ok(Math.abs(part - expected[axis]) < 0.01));
});

test('what belongs to no parcellation goes its own way, outwards', () => {
  const [x, y, z] = offsetOf(explodeOffsets(meshes(), tables()), 12);
  assert.ok(Math.abs(x - 0.6 * 250) < 0.01);
  assert.ok(Math.abs(y + 0.6 * 500) < 0.01);
  assert.ok(Math.abs(z + 0.6 * 250) < 0.01);
});
