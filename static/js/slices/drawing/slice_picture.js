/** One slice as pixels: what is cut, seen and painted, without a page around it. */

import {
  AXES, clampIndex, indexToMicrometres, lateralRow, PLANES, sideOf, sliceCount, SPLIT_EDGE,
} from '../../core/geometry.js';
import { mapSlice } from '../../data/label_volume.js';
import { Painter } from '../painter.js';
import { Smoother } from '../smoother.js';
import { lineReach } from './line_style.js';
import { fillRuns } from './plain_picture.js';
import { fitViewport, tissueFrame, toPixels, toVoxelEdges } from './viewport.js';

/** Whole view of a slice. */
export const WHOLE = Object.freeze({ zoom: 1, centre: null });

/**
 * @typedef {object} Pick What is drawn at a point.
 * @property {number} row region row as mapped, without side; 0 in the void
 * @property {number} lateral the same row with side (left = right + 1327)
 * @property {'left'|'right'|null} side null in the void
 * @property {number} source the row without side that the annotation itself has at `voxel`
 * @property {{ap: number, dv: number, ml: number}} voxel whole indices, inside the volume
 * @property {{ap: number, dv: number, ml: number}} micrometres from bregma, of the very point
 * @property {number|null} voxelValue that of the volume shown, in units; null without one and in the void
 */

/** Cuts, smooths and paints one slice. Steps are called in order: cut, look, drawLabels, paint. */
export class SlicePicture {
  painter = new Painter();
  index;
  #plane;
  #smoother = new Smoother();
  #volume = null;
  #mapping = null;
  #raw = null;
  #mapped = null;
  #viewport = null;
  #voxels = null;
  #voxelSlice = null;
  #voxelPlaces = { columns: new Int32Array(0), rows: new Int32Array(0) };

  /** @param {'coronal'|'sagittal'|'horizontal'} plane */
  constructor(plane) {
    this.#plane = plane;
    this.index = Math.floor(sliceCount(plane) / 2);
  }

  /** Whether the slice can be cut. */
  get ready() { return this.#volume !== null && this.#volume.covers(this.#plane, this.index); }

  /** The viewport of the picture as drawn, or null before that. */
  get viewport() { return this.#viewport; }

  /** The rows without side of the picture as drawn. @returns {LabelPicture} */
  get labels() { return this.#smoother.picture; }

  /** Take a LabelVolume, or FirstSlices. */
  setVolume(volume) {
    this.#volume = volume;
    this.#raw = null;
  }

  /** Move to a slice, clamped to those that exist; returns whether it is another one. */
  setIndex(index) {
    const next = clampIndex(PLANES[this.#plane].normal, index);
    const changed = next !== this.index;
    this.index = next;
    return changed;
  }

  /** Take a table row → row without side, null for none; returns whether it is another one. */
  setMapping(table) {
    const changed = table !== this.#mapping;
    this.#mapping = table;
    return changed;
  }

  /**
   * Show a volume of values under the outlines: {volume: VoxelVolume, colours: Uint32Array(256)}, null for none;
   * returns whether the slice has to be cut anew.
   */
  setVoxels(layer) {
    const cut = (layer?.volume ?? null) !== (this.#voxels?.volume ?? null);
    this.#voxels = layer;
    return cut;
  }

  /** Cut the slice and map its labels. */
  cut() {
    this.#cutVoxels();
    this.#raw = this.#volume.slice(this.#plane, this.index, this.#raw ?? undefined);
    if (this.#mapping === null) return;
    if (this.#mapped?.data.length !== this.#raw.data.length) {
      this.#mapped = { ...this.#raw, data: new Uint16Array(this.#raw.data.length) };
    }
    mapSlice(this.#raw, this.#mapping, this.#mapped);
  }

  #cutVoxels() {
    if (this.#voxels === null) this.#voxelSlice = null;
    else this.#voxelSlice = this.#voxels.volume.slice(this.#plane, this.index, this.#voxelSlice ?? undefined);
  }

  /** Return the viewport of a view {zoom, centre} in width × height device px; needs a volume. */
  viewportOf({ width, height, view }) {
    return fitViewport({ width, height, frame: tissueFrame(this.#plane, this.#volume.bounds), ...view });
  }

  /** Find every pixel's labels, `smooth` or roughly, at `ratio` device px per css px. */
  drawLabels({ width, height, ratio, view, smooth }) {
    this.#viewport = this.viewportOf({ width, height, view });
    this.#smoother.prepare({ width, height, ...this.#viewport, reach: lineReach(ratio) });
    this.painter.setLines({ ratio });
    const slice = this.#mapping === null ? this.#raw : this.#mapped;
    if (smooth) this.#smoother.smooth(slice);
    else this.#smoother.rough(slice);
  }

  /** Paint plain colours straight from the runs that came first; returns false where there are none. */
  paintPlainly({ width, height, view }, pixels) {
    if (this.#voxels !== null || this.#volume.runs === undefined) return false;
    this.#viewport = this.viewportOf({ width, height, view });
    fillRuns(this.#volume.runs(this.#plane), {
      width, height, viewport: this.#viewport, mapping: this.#mapping, rgba: this.painter.rgba,
      split: this.splitColumn(),
    }, pixels);
    return true;
  }

  /** Paint the labels into packed pixels. */
  paint(pixels) {
    this.painter.paint(this.#smoother.picture, pixels, this.splitColumn(), this.#voxelView());
  }

  /** Return which voxel every pixel's middle lies in, for the painter; null without a volume. */
  #voxelView() {
    if (this.#voxelSlice === null) return null;
    const { width, height } = this.#smoother.picture;
    const { scale, originX, originY } = this.#viewport;
    const places = this.#voxelPlaces;
    if (places.columns.length < width) places.columns = new Int32Array(width);
    if (places.rows.length < height) places.rows = new Int32Array(height);
    writeVoxels(places.columns, width, originX, scale, this.#voxelSlice.width);
    writeVoxels(places.rows, height, originY, scale, this.#voxelSlice.height);
    return { bytes: this.#voxelSlice.data, width: this.#voxelSlice.width, colours: this.#voxels.colours, ...places };
  }

  /** Return what is drawn at a point in device px, or null outside the picture. @returns {Pick|null} */
  pick(x, y) {
    const { picture } = this.#smoother;
    const column = Math.floor(x);
    const line = Math.floor(y);
    const inside = column >= 0 && line >= 0 && column < picture.width && line < picture.height;
    if (!inside || !this.ready) return null;
    const row = picture.winner[line * picture.width + column];
    const edges = this.#voxelEdges(column + 0.5, line + 0.5);
    const side = row === 0 ? null : sideOf(edges.ml);
    const voxel = mapAxes((axis) => Math.min(AXES[axis].count - 1, Math.max(0, Math.floor(edges[axis]))));
    return {
      row,
      lateral: lateralRow(row, side),
      side,
      source: this.#volume.labelAt(voxel.ap, voxel.dv, voxel.ml),
      voxel,
      micrometres: mapAxes((axis) => indexToMicrometres(axis, edges[axis] - 0.5)),
      voxelValue: row === 0 || this.#voxels === null ? null : this.#voxels.volume.valueAt(voxel),
    };
  }

  /** Return [x, y] in device px of a voxel's middle, in view or not; null before the first picture. */
  locate(voxel) {
    if (this.#viewport === null) return null;
    const { across, down } = PLANES[this.#plane];
    return toPixels(this.#viewport, voxel[across] + 0.5, voxel[down] + 0.5);
  }

  #voxelEdges(x, y) {
    const { normal, across, down } = PLANES[this.#plane];
    const [u, v] = toVoxelEdges(this.#viewport, x, y);
    return { [normal]: this.index + 0.5, [across]: u, [down]: v };
  }

  /** Return where the right side begins, in device px; a sagittal slice lies wholly on one side. */
  splitColumn() {
    if (this.#plane !== 'sagittal') return toPixels(this.#viewport, SPLIT_EDGE, 0)[0];
    return sideOf(this.index + 0.5) === 'left' ? Infinity : -Infinity;
  }
}

function writeVoxels(places, count, origin, scale, voxels) {
  for (let pixel = 0; pixel < count; pixel++) {
    const voxel = Math.floor(origin + (pixel + 0.5) / scale);
    places[pixel] = Math.min(voxels - 1, Math.max(0, voxel));
  }
}

function mapAxes(compute) {
  return { ap: compute('ap'), dv: compute('dv'), ml: compute('ml') };
}
