/** A coarser brain for pictures on the way: what a machine without a GPU can draw thirty times a second. */

import { STRIDE } from './mesh_file.js';

/** Edge of the cells whose vertices become one, in units of positions (2 µm). */
const CELL = 190;

/** Cells along each axis that a key has room for. */
const ROOM = 1 << 8;

/**
 * Return triangles on fewer of the same vertices: in each cell all vertices of a region become the first of them, and
 * triangles that lose a corner by it are left out.
 *
 * @param {MeshSet} meshes
 * @param {number} [cell] in units of positions
 * @returns {Uint32Array} indices of the regions, three per triangle
 */
export function coarsen({ positions, indices, ranges }, cell = CELL) {
  const first = new Map();
  const standIn = new Uint32Array(positions.length / STRIDE);
  const place = (value) => Math.floor(value / cell) + ROOM / 2;
  for (let vertex = 0; vertex < standIn.length; vertex++) {
    const at = vertex * STRIDE;
    const onPlane = positions[at] === 0 ? 0 : 1; // The midline stays closed.
    const key = (((positions[at + 3] * 2 + onPlane) * ROOM + place(positions[at])) * ROOM + place(positions[at + 1]))
      * ROOM + place(positions[at + 2]);
    const known = first.get(key);
    if (known === undefined) first.set(key, vertex);
    standIn[vertex] = known ?? vertex;
  }
  const kept = new Uint32Array(ranges.shell.start);
  let count = 0;
  for (let n = 0; n < ranges.shell.start; n += 3) {
    const [a, b, c] = [standIn[indices[n]], standIn[indices[n + 1]], standIn[indices[n + 2]]];
    if (a === b || b === c || c === a) continue;
    kept[count++] = a;
    kept[count++] = b;
    kept[count++] = c;
  }
  return kept.slice(0, count);
}

/** Return those of some triangles whose region `isKept` tells of. */
export function trianglesOf(indices, positions, isKept) {
  return indices.filter((_, n) => isKept(positions[indices[n - (n % 3)] * STRIDE + 3]));
}
