import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { STRIDE, decodeMeshes } from '../../../../static/js/panels/three/mesh_file.js';
import { ownNormals } from '../../../../static/js/panels/three/own_normals.js';

// Three parts on the corners (0 0 0), (60 0 0), (0 60 0), (0 0 60) µm, as the Python side packs them: row 7 with the
// face x = 0 as its cap and two faces of skin, row 9 without either, and a shell of the three other faces. A Python
// test keeps them the same.
const FIXTURE = new URL('./mesh_file.base64', import.meta.url);
const bytes = () => new Uint8Array(Buffer.from(readFileSync(FIXTURE, 'utf8'), 'base64'));
const CORNERS = ['0 0 0', '0 0 30', '0 30 0', '30 0 0'];

const vertexAt = (meshes, vertex) => [...meshes.positions.subarray(vertex * STRIDE, vertex * STRIDE + 3)];
const rowAt = (meshes, vertex) => meshes.positions[vertex * STRIDE + 3];
const normalAt = (meshes, vertex) => [...meshes.normals.subarray(vertex * STRIDE, vertex * STRIDE + 3)];
const cornersOf = (meshes, { start, count }) => [...meshes.indices.subarray(start, start + count)];
const cross = (u, v) => [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
const dot = (u, v) => u[0] * v[0] + u[1] * v[1] + u[2] * v[2];

function volumeOf(meshes, ranges) {
  const corners = ranges.flatMap((range) => cornersOf(meshes, range)).map((vertex) => vertexAt(meshes, vertex));
  let volume = 0;
  for (let n = 0; n < corners.length; n += 3) volume += dot(corners[n], cross(corners[n + 1], corners[n + 2])) / 6;
  return volume;
}

test('the index tells unit, midline, centres and parts', () => {
  const meshes = decodeMeshes(bytes());
  assert.equal(meshes.unit, 2);
  assert.equal(meshes.midline, -51.5);
  assert.deepEqual([...meshes.parts.keys()], [7, 9]);
  assert.deepEqual(meshes.parts.get(9).centre, [-1, 2, 3]);
  assert.deepEqual(meshes.centres.beryl, new Map([[7, [1, 2, 3]]]));
  assert.deepEqual(meshes.centres.cosmos, new Map([[2, [-4, 5, 6]]]));
});

const surfaceOf = (meshes, { skin, inner }) => [...cornersOf(meshes, skin), ...cornersOf(meshes, inner)];

test('the skin comes first, then other surfaces, caps and the shell, without gaps', () => {
  const { ranges, parts, indices } = decodeMeshes(bytes());
  assert.deepEqual(ranges, {
    skin: { start: 0, count: 6 }, surface: { start: 0, count: 21 }, caps: { start: 21, count: 3 },
    shell: { start: 24, count: 9 },
  });
  assert.deepEqual(parts.get(7), {
    row: 7, centre: [5, 6, 7], skin: { start: 0, count: 6 }, inner: { start: 6, count: 3 },
    cap: { start: 21, count: 3 },
  });
  assert.deepEqual(parts.get(9).skin, { start: 6, count: 0 });
  assert.deepEqual(parts.get(9).inner, { start: 9, count: 12 });
  assert.equal(parts.get(9).cap.count, 0);
  assert.equal(indices.length, 33);
});

test('positions are those that were packed, with the region row in fourth place', () => {
  const meshes = decodeMeshes(bytes());
  for (const [row, part] of meshes.parts) {
    const vertices = [...new Set([...surfaceOf(meshes, part), ...cornersOf(meshes, part.cap)])];
    const places = new Set(vertices.map((vertex) => vertexAt(meshes, vertex).join(' ')));
    assert.deepEqual([...places].sort(), CORNERS);
    assert.deepEqual([...new Set(vertices.map((vertex) => rowAt(meshes, vertex)))], [row]);
  }
  const shell = cornersOf(meshes, meshes.ranges.shell);
  assert.deepEqual([...new Set(shell.map((vertex) => rowAt(meshes, vertex)))], [0]);
});

test('a part and its cap enclose the volume, corners counter-clockwise from outside', () => {
  const meshes = decodeMeshes(bytes());
  const { skin, inner, cap } = meshes.parts.get(7);
  assert.equal(volumeOf(meshes, [skin, inner, cap]), 30 ** 3 / 6);
});

test('a cap has vertices of its own, flat towards the other half', () => {
  const meshes = decodeMeshes(bytes());
  const part = meshes.parts.get(7);
  const shared = new Set(surfaceOf(meshes, part));
  const corners = cornersOf(meshes, part.cap);
  assert.equal(corners.length, 3);
  assert.ok(corners.every((vertex) => !shared.has(vertex)));
  for (const vertex of corners) {
    assert.equal(vertexAt(meshes, vertex)[0], 0);
    assert.deepEqual(normalAt(meshes, vertex), [-127, 0, 0]);
  }
});

test('normals are those of the file, with how deep in a hollow a vertex lies', () => {
  const meshes = decodeMeshes(bytes());
  const vertices = [...new Set(surfaceOf(meshes, meshes.parts.get(7)))];
  const lit = new Map(vertices.map((vertex) => [vertexAt(meshes, vertex).join(' '), vertex]));
  // Packed without a brain around them, vertices are lit from where they lie, on open surface.
  assert.deepEqual(normalAt(meshes, lit.get('30 0 0')), [127, 0, 0]);
  assert.deepEqual(normalAt(meshes, lit.get('0 30 0')), [0, 127, 0]);
  assert.deepEqual(normalAt(meshes, lit.get('0 0 30')), [0, 0, 127]);
  assert.deepEqual([...new Set(vertices.map((vertex) => meshes.normals[vertex * STRIDE + 3]))], [0]);
});

test('a region that stands alone is lit by its faces, on the midline as if it went on mirrored', () => {
  const meshes = decodeMeshes(bytes());
  const own = { ...meshes, normals: ownNormals(meshes) };
  const vertices = [...new Set(surfaceOf(meshes, meshes.parts.get(7)))];
  const normals = new Map(vertices.map((vertex) => [vertexAt(meshes, vertex).join(' '), normalAt(own, vertex)]));
  assert.equal(normals.get('0 0 0')[0], 0);
  assert.equal(normals.get('0 30 0')[0], 0);
  const [x, y, z] = normals.get('30 0 0');
  assert.ok(x > 100 && y === z);
  const corners = cornersOf(meshes, meshes.parts.get(7).cap);
  assert.deepEqual(new Set(corners.map((vertex) => normalAt(own, vertex).join(' '))), new Set(['-127 0 0']));
});

test('a file that was cut or is of another kind is refused', () => {
  assert.throws(() => decodeMeshes(bytes().subarray(0, -1)), /reload the page/);
  assert.throws(() => decodeMeshes(bytes().subarray(1)), RangeError);
  assert.throws(() => decodeMeshes(new Uint8Array(4)), RangeError);
});
