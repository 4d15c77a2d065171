/** How far each region moves when the brain is taken apart. */

import { STRIDE } from './mesh_file.js';
import { TEXTURE_SIDE } from './region_texture.js';

/**
 * How much farther apart the centres of any two regions are in the brain that is wholly taken apart, as a part of how
 * far they lie apart in the brain.
 */
export const APART = 0.85;

/** Regions outside a parcellation are mapped to root. */
const ROOT_ROW = 1;

/**
 * Return the offsets of the right half by region row, as an RGBA float texture of 64 × 64: x, y, z in the units of
 * the positions, and 0. What is one region under a mapping moves as one piece, by APART of the way from the brain's
 * middle to the centre of that region's half; what belongs to no region of it goes its own way.
 *
 * @param {MeshSet} meshes
 * @param {Uint16Array} table row → row of the parcellation
 * @param {Map<number, number[]>|undefined} centres of the parcellation's regions by row; undefined where each row is
 *   its own
 * @returns {Float32Array}
 */
export function explodeOffsets(meshes, table, centres) {
  const middle = middleOf(meshes);
  const offsets = new Float32Array(TEXTURE_SIDE * TEXTURE_SIDE * 4);
  for (const { row, centre } of meshes.parts.values()) {
    const parcel = table[row] === ROOT_ROW ? centre : centres?.get(table[row]) ?? centre;
    for (let axis = 0; axis < 3; axis++) {
      offsets[row * 4 + axis] = (APART * (parcel[axis] - middle[axis])) / meshes.unit;
    }
  }
  return offsets;
}

/** Return the middle of the shell, [x, y, z] in µm as positions are, on the plane of symmetry. */
export function middleOf({ unit, positions, ranges, indices }) {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  const { start, count } = ranges.shell;
  for (let n = start; n < start + count; n++) {
    for (let axis = 0; axis < 2; axis++) {
      const value = positions[indices[n] * STRIDE + 1 + axis];
      low[axis] = Math.min(low[axis], value);
      high[axis] = Math.max(high[axis], value);
    }
  }
  return [0, ((low[0] + high[0]) / 2) * unit, ((low[1] + high[1]) / 2) * unit];
}
