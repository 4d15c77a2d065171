/** Where things are: voxel indices, micrometres from bregma, hemispheres and the planes of the three slices. */

/** Edge of a voxel of the annotation, in µm. */
export const VOXEL_SIZE = 25;

/** Rows of one side of the region table: the left row of right row r (1…1327) is r + 1327. */
export const SIDE_ROWS = 1327;

/** Rows of both sides, void (row 0) included. */
export const LATERAL_ROWS = 2 * SIDE_ROWS + 1;

/** ML voxel edge between the hemispheres: voxels 0…228 are left. */
export const SPLIT_EDGE = 229;

/** Per axis of the volume: number of voxels, µm from bregma of the centre of voxel 0, and µm per index. */
export const AXES = Object.freeze({
  ap: Object.freeze({ count: 528, start: 5400, step: -VOXEL_SIZE }),
  dv: Object.freeze({ count: 320, start: 332, step: -VOXEL_SIZE }),
  ml: Object.freeze({ count: 456, start: -5739, step: VOXEL_SIZE }),
});

/**
 * Per slice: the axis it moves along, the axes drawn to the right and downwards, and the letters at
 * the edges [left, right, top, bottom].
 */
export const PLANES = Object.freeze({
  coronal: plane('ap', 'ml', 'dv', ['L', 'R', 'D', 'V']),
  sagittal: plane('ml', 'ap', 'dv', ['A', 'P', 'D', 'V']),
  horizontal: plane('dv', 'ml', 'ap', ['L', 'R', 'A', 'P']),
});

/** Slices that the older site counted at 10 µm, by plane. */
const LEGACY_COUNTS = Object.freeze({ coronal: 1320, sagittal: 1140, horizontal: 800 });

function plane(normal, across, down, letters) {
  return Object.freeze({ normal, across, down, letters: Object.freeze(letters) });
}

/** Return µm from bregma of the centre of voxel `index` (may be fractional) along 'ap', 'dv' or 'ml'. */
export function indexToMicrometres(axis, index) {
  const { start, step } = AXES[axis];
  return start + step * index;
}

/** Return the fractional voxel index whose centre lies `micrometres` from bregma, not clamped. */
export function micrometresToIndex(axis, micrometres) {
  const { start, step } = AXES[axis];
  return (micrometres - start) / step;
}

/** Return the voxel {ap, dv, ml} that a point lies in; `places` has, per axis, µm from bregma by point. */
export function voxelOf(places, point) {
  return Object.fromEntries(Object.keys(AXES).map((axis) =>
    [axis, Math.round(micrometresToIndex(axis, places[axis][point]))]));
}

/** Return the whole voxel index nearest to `index` that exists along the axis. */
export function clampIndex(axis, index) {
  const last = AXES[axis].count - 1;
  return Math.min(last, Math.max(0, Math.round(index)));
}

/** Return the index of the slice of `planeName` that passes nearest to `micrometres` from bregma. */
export function sliceAt(planeName, micrometres) {
  const axis = PLANES[planeName].normal;
  return clampIndex(axis, micrometresToIndex(axis, micrometres));
}

/** Return µm from bregma of slice `index` of `planeName`. */
export function slicePosition(planeName, index) {
  return indexToMicrometres(PLANES[planeName].normal, index);
}

/** Return how many slices `planeName` has. */
export function sliceCount(planeName) {
  return AXES[PLANES[planeName].normal].count;
}

/**
 * Return our slice index for slice `index` of the older site, which counted 1320 coronal, 1140 sagittal
 * and 800 horizontal slices of 10 µm: the 25 µm slice that holds the middle of the 10 µm one.
 */
export function legacySliceIndex(planeName, index) {
  const count = sliceCount(planeName);
  const middle = ((index + 0.5) * count) / LEGACY_COUNTS[planeName];
  return Math.min(count - 1, Math.max(0, Math.floor(middle)));
}

/** Return 'left' or 'right' for an ML position in voxel edges (voxel i covers i to i + 1). */
export function sideOf(mlEdge) {
  return mlEdge < SPLIT_EDGE ? 'left' : 'right';
}

/** Return the row with side for a row without (0…1327); void stays 0. */
export function lateralRow(row, side) {
  return row > 0 && side === 'left' ? row + SIDE_ROWS : row;
}

/** Return {row, side} of a row with side; void has no side (null). */
export function splitLateralRow(lateral) {
  if (lateral <= 0) return { row: 0, side: null };
  if (lateral > SIDE_ROWS) return { row: lateral - SIDE_ROWS, side: 'left' };
  return { row: lateral, side: 'right' };
}
