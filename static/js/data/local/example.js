/** An example for a site without data: how large each region is, counted in the atlas. */

import { VOXEL_SIZE, lateralRow } from '../../core/geometry.js';
import { ROOT } from '../../core/values.js';

const MM3_PER_VOXEL = (VOXEL_SIZE / 1000) ** 3;

/**
 * Return {fname, content} for the local bucket: the volume of each region and side in mm³, under every mapping.
 *
 * @param {Atlas} atlas
 */
export function makeExample({ regions, tables }) {
  const mappings = Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, {
    data: Object.fromEntries(sumVolumes(regions, table, name === 'allen')),
  }]));
  // Every value was counted for its very region: a sum of its parts, which must not be taken for their mean.
  const origins = Object.fromEntries(Object.entries(mappings).map(([name, { data }]) => [name, {
    given: Object.keys(data).map(Number),
  }]));
  return {
    fname: 'Region volume (example)',
    content: {
      feature_data: { mappings, origins }, unit: 'mm³',
      short_desc: 'Volume of each region on each side, counted in the Allen CCFv3 annotation at 25 µm',
    },
  };
}

/** Yield [row with side, {mean: mm³}]; what a parcellation leaves out is in none of its regions. */
function* sumVolumes({ voxels_left: left, voxels_right: right }, table, withRoot) {
  for (const [side, voxels] of Object.entries({ left, right })) {
    const sums = new Float64Array(table.length);
    table.forEach((target, row) => { sums[target] += voxels[row]; });
    const first = withRoot ? ROOT : ROOT + 1;
    for (let row = first; row < sums.length; row++) {
      if (sums[row] > 0) yield [lateralRow(row, side), { mean: sums[row] * MM3_PER_VOXEL }];
    }
  }
}
