/** Which part of a slice a panel shows: fitting, zooming and panning, as plain arithmetic. */

import { PLANES } from '../../core/geometry.js';

/** Voxels of air around the tissue when all of it is in view. */
const MARGIN = 4;

/** How far one can zoom in; 1 shows the whole brain. */
export const MAX_ZOOM = 40;

/**
 * Return the part of a plane that holds tissue in any slice, in voxel edges {left, top, right, bottom}.
 *
 * @param {string} planeName
 * @param {object} bounds as `LabelVolume.bounds`
 */
export function tissueFrame(planeName, bounds) {
  const { across, down } = PLANES[planeName];
  return {
    left: bounds[across][0] - MARGIN,
    top: bounds[down][0] - MARGIN,
    right: bounds[across][1] + 1 + MARGIN,
    bottom: bounds[down][1] + 1 + MARGIN,
  };
}

/**
 * Return the viewport that shows `frame` in width × height device px.
 *
 * @param {object} options
 * @param {number} options.zoom 1 fits the frame; clamped to 1…MAX_ZOOM
 * @param {number[]|null} options.centre [x, y] in voxel edges; null is the frame's middle. It is moved so that
 *   the frame fills the picture where it can
 * @returns {{scale: number, originX: number, originY: number, zoom: number, centre: number[]}} scale in device
 *   px per voxel; origin, the voxel edge at the picture's upper left corner
 */
export function fitViewport({ width, height, frame, zoom = 1, centre = null }) {
  const across = frame.right - frame.left;
  const down = frame.bottom - frame.top;
  const allowed = clampZoom(zoom);
  const scale = allowed * Math.min(width / across, height / down);
  const wanted = centre ?? [(frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2];
  const x = clampCentre(wanted[0], frame.left, frame.right, width / scale);
  const y = clampCentre(wanted[1], frame.top, frame.bottom, height / scale);
  return { scale, originX: x - width / scale / 2, originY: y - height / scale / 2, zoom: allowed, centre: [x, y] };
}

/** Return a zoom that is allowed. */
export function clampZoom(zoom) {
  return Math.min(MAX_ZOOM, Math.max(1, zoom));
}

function clampCentre(centre, low, high, visible) {
  if (visible >= high - low) return (low + high) / 2;
  return Math.min(high - visible / 2, Math.max(low + visible / 2, centre));
}

/**
 * Return the {zoom, centre} that enlarges a viewport by `factor` and keeps the voxel under (x, y), in device
 * px, where it is.
 */
export function zoomAbout(viewport, factor, x, y) {
  const zoom = clampZoom(viewport.zoom * factor);
  const kept = viewport.zoom / zoom;
  const [px, py] = toVoxelEdges(viewport, x, y);
  return {
    zoom,
    centre: [px + (viewport.centre[0] - px) * kept, py + (viewport.centre[1] - py) * kept],
  };
}

/** Return the {zoom, centre} of a viewport after its picture moved by (dx, dy) device px. */
export function panBy(viewport, dx, dy) {
  const [x, y] = viewport.centre;
  return { zoom: viewport.zoom, centre: [x - dx / viewport.scale, y - dy / viewport.scale] };
}

/** Return [x, y] in voxel edges at a point in device px. */
export function toVoxelEdges({ scale, originX, originY }, x, y) {
  return [originX + x / scale, originY + y / scale];
}

/** Return [x, y] in device px of a point in voxel edges. */
export function toPixels({ scale, originX, originY }, x, y) {
  return [(x - originX) * scale, (y - originY) * scale];
}
