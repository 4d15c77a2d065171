/** Facts about a region from the region table: parents, children, volume, place. */

import { PLANES, VOXEL_SIZE } from '../core/geometry.js';

const MM3_PER_VOXEL = (VOXEL_SIZE / 1000) ** 3;

/** Return the rows from the root down to the region's parent. */
export function parentsOf(row, { parent }) {
  const found = [];
  for (let next = parent[row]; next > 0; next = parent[next]) found.unshift(next);
  return found;
}

/** Return the rows directly below a region, in the order of the ontology. */
export function childrenOf(row, { parent }) {
  return parent.flatMap((above, place) => (above === row && place > 0 ? [place] : []));
}

/** Return the rows directly below each row, by row; undefined where there are none. */
export function childrenByRow({ parent }) {
  const children = new Array(parent.length);
  parent.forEach((above, row) => {
    if (above > 0) (children[above] ??= []).push(row);
  });
  return children;
}

/** Return {left, right} in mm³: the region's own voxels and those of everything below it. */
export function volumeOf(row, { parent, voxels_left: left, voxels_right: right }) {
  const within = new Uint8Array(parent.length);
  within[row] = 1;
  const sum = { left: left[row], right: right[row] };
  for (let place = row + 1; place < parent.length; place++) {
    if (!(parent[place] >= 0 && within[parent[place]])) continue;
    within[place] = 1;
    sum.left += left[place];
    sum.right += right[place];
  }
  return { left: sum.left * MM3_PER_VOXEL, right: sum.right * MM3_PER_VOXEL };
}

/**
 * Return the voxel {ap, dv, ml} of a region nearest to its centre of mass, so that all three slices through it show the
 * region; null when no voxel is left of it.
 *
 * @param {LabelVolume} volume
 * @param {Uint8Array} within 1 for the labels that count
 * @param {number} split ML voxel edge between the hemispheres
 * @param {'left'|'right'} side
 */
export function findCentre(volume, within, split, side) {
  const [from, until] = side === 'left' ? [0, split] : [split, volume.ml];
  const sum = { count: 0, ap: 0, dv: 0, ml: 0 };
  forEachRun(volume, within, from, until, (ap, dv, start, end) => {
    const length = end - start;
    sum.count += length;
    sum.ap += ap * length;
    sum.dv += dv * length;
    sum.ml += ((start + end - 1) / 2) * length;
  });
  if (sum.count === 0) return null;
  const middle = { ap: sum.ap / sum.count, dv: sum.dv / sum.count, ml: sum.ml / sum.count };
  let best = { distance: Infinity, voxel: null };
  forEachRun(volume, within, from, until, (ap, dv, start, end) => {
    const ml = Math.min(end - 1, Math.max(start, Math.round(middle.ml)));
    const distance = (ap - middle.ap) ** 2 + (dv - middle.dv) ** 2 + (ml - middle.ml) ** 2;
    if (distance < best.distance) best = { distance, voxel: { ap, dv, ml } };
  });
  return best.voxel;
}

function forEachRun(volume, within, from, until, use) {
  const { firstRun, start, label, dv: rowsPerSlice } = volume;
  for (let row = 0; row < firstRun.length - 1; row++) {
    for (let run = firstRun[row]; run < firstRun[row + 1]; run++) {
      if (!within[label[run]]) continue;
      const first = Math.max(from, start[run]);
      const end = Math.min(until, run + 1 < firstRun[row + 1] ? start[run + 1] : volume.ml);
      if (first < end) use(Math.floor(row / rowsPerSlice), row % rowsPerSlice, first, end);
    }
  }
}

/** Return the changes of the store that move all slices to a voxel. */
export function slicesAt(voxel, position) {
  const places = Object.entries(PLANES).map(([plane, { normal }]) => [plane, position(plane, voxel[normal])]);
  return Object.fromEntries(places);
}
