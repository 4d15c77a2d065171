/** Moves the slices to where the data are, as long as nobody moved them. */

import { AXES, PLANES, SIDE_ROWS, SPLIT_EDGE, sliceAt, slicePosition } from '../core/geometry.js';
import { PLANE_NAMES } from '../state/viewer_state.js';
import { sameValue } from '../state/store.js';
import { findBestSlices } from './best_slices.js';

/** Voxels between those of a volume that are looked at. */
const STRIDE = 4;

/**
 * Create what moves the slices. `update(picture)` takes what is drawn, or null.
 *
 * They move when one of them shows no value, and a place where all do is known; `movedFrom` in the store then holds
 * where they were.
 *
 * @param {object} options
 * @param {{state: () => {volume: LabelVolume|null}, first: Promise}} options.labels
 * @param {boolean} options.placed whether the address says where the slices are
 */
export function createPlacing({ store, atlas, labels, quietly, placed, signal }) {
  let mine = placed ? null : placesOf(store);
  let last = { picture: null, values: null, voxels: null, points: null };

  store.subscribe(PLANE_NAMES, () => {
    if (sameValue(placesOf(store), mine)) return;
    mine = null;
    store.set({ movedFrom: null });
  }, signal);
  labels.first.then(() => update(last.picture), () => {});

  function update(picture) {
    const { volume } = labels.state();
    const known = picture !== null && sameData(picture, last) && last.volume === volume;
    last = picture === null ? { ...last, picture } : { picture, volume, ...dataOf(picture) };
    if (mine === null || picture === null || known || !volume) return;
    const mapping = atlas.tables[picture.mapping] ?? atlas.tables.allen;
    const at = (plane) => sliceAt(plane, store.get(plane));
    if (PLANE_NAMES.every((plane) => showsData(picture, { plane, index: at(plane), volume, mapping }))) return;
    const best = findPlace(picture, { volume, mapping });
    if (best === null) return;
    const from = store.get('movedFrom') ?? Object.fromEntries(PLANE_NAMES.map((plane) => [plane, store.get(plane)]));
    mine = Object.fromEntries(PLANE_NAMES.map((plane) => [plane, slicePosition(plane, best[plane])]));
    quietly(() => store.set({ ...mine, movedFrom: from }));
  }

  return Object.freeze({ update });
}

function placesOf(store) {
  return Object.fromEntries(PLANE_NAMES.map((plane) => [plane, store.get(plane)]));
}

function dataOf({ values, voxels, points }) {
  return { values, voxels: voxels?.volume ?? null, points: points?.points ?? null };
}

function sameData(picture, last) {
  const now = dataOf(picture);
  return now.values === last.values && now.voxels === last.voxels && now.points === last.points;
}

/** Return whether a slice shows at least one value. */
export function showsData(picture, { plane, index, volume, mapping }) {
  const { kind, values, voxels, points } = picture;
  if (kind === 'regions') return showsRegion(volume, { plane, index, mapping, values });
  if (points !== null) return points.points.near(plane, slicePosition(plane, index), points.thickness).length > 0;
  if (voxels === null) return true;
  const { data } = voxels.volume.slice(plane, index);
  return data.some((byte) => byte !== data[0]);
}

function showsRegion(volume, { plane, index, mapping, values }) {
  const { normal, across, down } = PLANES[plane];
  const at = { [normal]: index };
  for (at[down] = 0; at[down] < AXES[down].count; at[down] += 2) {
    for (at[across] = 0; at[across] < AXES[across].count; at[across] += 2) {
      const row = mapping[volume.labelAt(at.ap, at.dv, at.ml)];
      if (row > 1 && !Number.isNaN(values[at.ml < SPLIT_EDGE ? row + SIDE_ROWS : row])) return true;
    }
  }
  return false;
}

/** Return {coronal, sagittal, horizontal} slice indices that show data, or null when there are none. */
export function findPlace({ kind, values, voxels, points }, { volume, mapping }) {
  if (kind === 'regions') return findBestSlices({ volume, values, mapping });
  if (points !== null) return placeOfPoints(points.points);
  return voxels === null ? null : placeOfVoxels(voxels.volume);
}

function placeOfPoints({ places, count }) {
  if (count === 0) return null;
  return Object.fromEntries(PLANE_NAMES.map((plane) => {
    const along = Float32Array.from(places[PLANES[plane].normal]).sort();
    return [plane, sliceAt(plane, along[count >> 1])];
  }));
}

/** The slices with most voxels that are not what the corner of the volume is. */
function placeOfVoxels(voxels) {
  const counts = { ap: new Map(), dv: new Map(), ml: new Map() };
  const empty = voxels.byteAt({ ap: 0, dv: 0, ml: 0 });
  const at = { ap: 0, dv: 0, ml: 0 };
  for (at.ap = 0; at.ap < AXES.ap.count; at.ap += STRIDE) {
    for (at.dv = 0; at.dv < AXES.dv.count; at.dv += STRIDE) {
      for (at.ml = 0; at.ml < AXES.ml.count; at.ml += STRIDE) {
        if (voxels.byteAt(at) === empty) continue;
        for (const axis of ['ap', 'dv', 'ml']) counts[axis].set(at[axis], (counts[axis].get(at[axis]) ?? 0) + 1);
      }
    }
  }
  if (counts.ap.size === 0) return null;
  const fullest = (axis) => [...counts[axis]].reduce((best, next) => (next[1] > best[1] ? next : best))[0];
  return Object.fromEntries(PLANE_NAMES.map((plane) => [plane, fullest(PLANES[plane].normal)]));
}
