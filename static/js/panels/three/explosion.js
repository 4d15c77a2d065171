/** How far each region moves when the brain is taken apart. */

import { STRIDE } from './mesh_file.js';
import { TEXTURE_SIDE } from './region_texture.js';

/** Parts of the way that a region's Cosmos parent lies from the brain's middle, and its Beryl parent from that. */
const COSMOS_SHARE = 0.6;
const BERYL_SHARE = 0.75;

/** Regions outside a parcellation are mapped to root. */
const ROOT_ROW = 1;

/**
 * Return the offsets of the right half by region row, as an RGBA float texture of 64 × 64: x, y, z in the units of
 * the positions, and 0. All areas of a Beryl region move together, so layers stay stacked; what belongs to no
 * parcellation goes its own way.
 *
 * @param {MeshSet} meshes
 * @param {{beryl: Uint16Array, cosmos: Uint16Array}} tables row → row of the parcellation
 * @returns {Float32Array}
 */
export function explodeOffsets({ unit, parts, centres, positions, ranges, indices }, tables) {
  const middle = middleOf({ unit, positions, ranges, indices });
  const offsets = new Float32Array(TEXTURE_SIDE * TEXTURE_SIDE * 4);
  for (const { row, centre } of parts.values()) {
    const beryl = centreIn(centres.beryl, tables.beryl[row], centre);
    const cosmos = centreIn(centres.cosmos, tables.cosmos[row], beryl);
    for (let axis = 0; axis < 3; axis++) {
      const away = COSMOS_SHARE * (cosmos[axis] - middle[axis]) + BERYL_SHARE * (beryl[axis] - cosmos[axis]);
      offsets[row * 4 + axis] = away / unit;
    }
  }
  return offsets;
}

function centreIn(centres, row, otherwise) {
  return row === ROOT_ROW ? otherwise : centres.get(row) ?? otherwise;
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
