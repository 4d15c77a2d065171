/** A coarser brain: fewer triangles on the same vertices, no region gone that has the size of a cell. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { coarsen, trianglesOf } from '../../../../static/js/panels/three/coarse.js';

/** A flat square of 8 × 8 steps of `edge` units per region, and a shell of one triangle. */
function squares(rows, edge) {
  const vertices = [];
  const indices = [];
  for (const row of rows) {
    const first = vertices.length;
    for (let y = 0; y <= 8; y++) for (let x = 0; x <= 8; x++) vertices.push([100 + x * edge, y * edge, 0, row]);
    const at = (x, y) => first + y * 9 + x;
    for (let y = 0; y < 8; y++) {
      for (let x = 0; x < 8; x++) {
        const [low, high] = [at(x, y), at(x + 1, y + 1)];
        indices.push(low, at(x + 1, y), high, low, high, at(x, y + 1));
      }
    }
  }
  const shell = { start: indices.length, count: 3 };
  return {
    positions: Int16Array.from(vertices.flat()), indices: Uint32Array.from([...indices, 0, 1, 2]), ranges: { shell },
  };
}

test('vertices of one cell become one, and regions keep their own', () => {
  const meshes = squares([7, 9], 30);
  const coarse = coarsen(meshes, 120);
  assert.ok(coarse.length > 0 && coarse.length < meshes.ranges.shell.start / 3);
  const rows = new Set([...coarse].map((vertex) => meshes.positions[vertex * 4 + 3]));
  assert.deepEqual([...rows].sort(), [7, 9]);
  for (let n = 0; n < coarse.length; n += 3) {
    const corners = [...coarse.subarray(n, n + 3)];
    assert.equal(new Set(corners).size, 3);
    assert.equal(new Set(corners.map((vertex) => meshes.positions[vertex * 4 + 3])).size, 1);
  }
});

test('where every vertex has a cell of its own nothing changes, and the shell is left out', () => {
  const meshes = squares([7], 200);
  assert.deepEqual(coarsen(meshes, 100), meshes.indices.subarray(0, meshes.ranges.shell.start));
});

test('triangles of regions that are not kept are left out, whole', () => {
  const { positions, indices, ranges } = squares([7, 9], 30);
  const regions = indices.subarray(0, ranges.shell.start);
  const kept = trianglesOf(regions, positions, (row) => row === 9);
  assert.equal(kept.length, regions.length / 2);
  assert.deepEqual(kept, regions.subarray(regions.length / 2));
});
