/** How regions are lit where the brain is open or taken apart: each by its own shape, not as part of the whole. */

import { STRIDE } from './mesh_file.js';

/**
 * Return the normals of regions that stand alone, as `normals` of a MeshSet: weighted by area; on the midline those of
 * both halves together, on caps straight to the left.
 *
 * @param {MeshSet} meshes
 */
export function ownNormals({ positions, indices, ranges }) {
  const sums = new Float32Array(positions.length);
  for (const range of [ranges.surface, ranges.shell]) addFaceNormals(sums, positions, indices, range);
  const normals = new Int8Array(positions.length);
  for (let at = 0; at < sums.length; at += STRIDE) {
    const x = positions[at] === 0 ? 0 : sums[at];
    const y = sums[at + 1];
    const z = sums[at + 2];
    const length = Math.sqrt(x * x + y * y + z * z);
    if (length === 0) continue;
    const scale = 127 / length;
    normals[at] = Math.round(x * scale);
    normals[at + 1] = Math.round(y * scale);
    normals[at + 2] = Math.round(z * scale);
  }
  const { start, count } = ranges.caps;
  for (let n = start; n < start + count; n++) {
    const at = indices[n] * STRIDE;
    normals[at] = -127;
    normals[at + 1] = 0;
    normals[at + 2] = 0;
  }
  return normals;
}

function addFaceNormals(sums, positions, indices, { start, count }) {
  for (let n = start; n < start + count; n += 3) {
    const a = indices[n] * STRIDE;
    const b = indices[n + 1] * STRIDE;
    const c = indices[n + 2] * STRIDE;
    const ax = positions[a];
    const ay = positions[a + 1];
    const az = positions[a + 2];
    const ux = positions[b] - ax;
    const uy = positions[b + 1] - ay;
    const uz = positions[b + 2] - az;
    const vx = positions[c] - ax;
    const vy = positions[c + 1] - ay;
    const vz = positions[c + 2] - az;
    const x = uy * vz - uz * vy;
    const y = uz * vx - ux * vz;
    const z = ux * vy - uy * vx;
    sums[a] += x;
    sums[a + 1] += y;
    sums[a + 2] += z;
    sums[b] += x;
    sums[b + 1] += y;
    sums[b + 2] += z;
    sums[c] += x;
    sums[c + 1] += y;
    sums[c + 2] += z;
  }
}
