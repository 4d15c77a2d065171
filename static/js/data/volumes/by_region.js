/** Volumes and points by region, for the list: the mean of a region's voxels, the number of its points. */

import { AXES, LATERAL_ROWS, lateralRow, SPLIT_EDGE, splitLateralRow } from '../../core/geometry.js';

/**
 * @typedef {object} ByRegion
 * @property {'mean'|'points'} what
 * @property {Float64Array} sums by row with side of the annotation: of the voxels' values, or of points
 * @property {Float64Array} counts voxels by row with side; for points, 1 where there is any
 * @property {number} outside points that lie in no region
 */

/** Return how many points lie in each region. @returns {ByRegion} */
export function countPoints({ places, count }, labels) {
  const sums = new Float64Array(LATERAL_ROWS);
  let outside = 0;
  for (let point = 0; point < count; point++) {
    const [ap, dv, ml] = ['ap', 'dv', 'ml'].map((axis) => voxelOf(axis, places[axis][point]));
    const row = labels.labelAt(ap, dv, ml);
    if (row === 0) outside += 1;
    else sums[lateralRow(row, ml < SPLIT_EDGE ? 'left' : 'right')] += 1;
  }
  return { what: 'points', sums, counts: sums.map((one) => Number(one > 0)), outside };
}

/** Return the index of the voxel whose centre is nearest to a place in µm from bregma. */
function voxelOf(axis, micrometres) {
  const { start, step } = AXES[axis];
  return Math.round((micrometres - start) / step);
}

/**
 * Return the values by row with side of a parcellation, NaN where it has none: means over all voxels of a region, or
 * numbers of points.
 *
 * @param {ByRegion} found
 * @param {Uint16Array} table row without side → row of the parcellation, 0 or 1 for none
 */
export function valuesByRegion({ what, sums, counts }, table) {
  const [total, number] = [new Float64Array(LATERAL_ROWS), new Float64Array(LATERAL_ROWS)];
  for (let lateral = 0; lateral < LATERAL_ROWS; lateral++) {
    if (counts[lateral] === 0) continue;
    const { row, side } = splitLateralRow(lateral);
    if (table[row] <= 1) continue;
    const target = lateralRow(table[row], side);
    total[target] += sums[lateral];
    number[target] += counts[lateral];
  }
  return total.map((sum, lateral) => (number[lateral] === 0 ? NaN : what === 'points' ? sum : sum / number[lateral]));
}
