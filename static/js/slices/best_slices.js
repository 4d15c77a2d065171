/** Where to cut the brain so that most regions with a value are seen. */

import { AXES, PLANES, SIDE_ROWS, SPLIT_EDGE } from '../core/geometry.js';

/** Voxels between those that are looked at: 2 million instead of 77, in some 30 ms. */
const STRIDE = 4;

/**
 * Return {coronal, sagittal, horizontal} slice indices through most of the different regions that have a value;
 * null when no voxel has one.
 *
 * @param {object} options
 * @param {{labelAt: (ap: number, dv: number, ml: number) => number}} options.volume
 * @param {Float64Array} options.values by row with side, NaN where missing
 * @param {Uint16Array} options.mapping row → row of the parcellation
 */
export function findBestSlices({ volume, values, mapping }) {
  const seen = Object.fromEntries(Object.keys(AXES).map((axis) => [axis, new Map()]));
  for (let ap = 0; ap < AXES.ap.count; ap += STRIDE) {
    for (let dv = 0; dv < AXES.dv.count; dv += STRIDE) {
      for (let ml = 0; ml < AXES.ml.count; ml += STRIDE) {
        const row = mapping[volume.labelAt(ap, dv, ml)];
        if (row <= 1) continue;
        const lateral = ml < SPLIT_EDGE ? row + SIDE_ROWS : row;
        if (Number.isNaN(values[lateral])) continue;
        note(seen.ap, ap, lateral);
        note(seen.dv, dv, lateral);
        note(seen.ml, ml, lateral);
      }
    }
  }
  if (seen.ap.size === 0) return null;
  return Object.fromEntries(Object.entries(PLANES).map(([plane, { normal }]) => [plane, fullest(seen[normal])]));
}

function note(regionsAt, index, lateral) {
  if (!regionsAt.has(index)) regionsAt.set(index, new Map());
  const counts = regionsAt.get(index);
  counts.set(lateral, (counts.get(lateral) ?? 0) + 1);
}

/** Return the index with most regions; of several, the one where they are largest. */
function fullest(regionsAt) {
  let best = { index: 0, regions: -1, voxels: 0 };
  for (const [index, counts] of regionsAt) {
    const voxels = [...counts.values()].reduce((sum, count) => sum + count, 0);
    if (counts.size > best.regions || (counts.size === best.regions && voxels > best.voxels)) {
      best = { index, regions: counts.size, voxels };
    }
  }
  return best.index;
}
