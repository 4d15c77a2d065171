/** The label volume, which slices are cut from; `label_decoding.js` reads it from the bytes of the server. */

import { PLANES } from '../core/geometry.js';

/** Void voxels around every slice, so that smoothing sees all sides of tissue at the volume's edge. */
export const SLICE_PADDING = 4;

/** Labels of a volume, kept as runs along ML (13 MB for the 25 µm annotation, against 154 MB when dense). */
export class LabelVolume {
  /**
   * @param {object} parts
   * @param {number[]} parts.shape [AP, DV, ML] in voxels
   * @param {Uint32Array} parts.firstRun per row (ap · DV + dv) its first run, and the number of runs last
   * @param {Uint16Array} parts.start per run the ML index where it begins
   * @param {Uint16Array} parts.label per run its region row without side; 0 is void
   */
  constructor({ shape, firstRun, start, label }) {
    [this.ap, this.dv, this.ml] = shape;
    this.firstRun = firstRun;
    this.start = start;
    this.label = label;
    /** First and last voxel that is not void: {ap: [a, b], dv: [a, b], ml: [a, b]}; all of it when empty. */
    this.bounds = findBounds(this);
  }

  /** Return whether a slice can be cut: all of them can; see `FirstSlices`. */
  covers() {
    return true;
  }

  /** Return the label at a voxel; void outside the volume. */
  labelAt(ap, dv, ml) {
    const inside = ap >= 0 && ap < this.ap && dv >= 0 && dv < this.dv && ml >= 0 && ml < this.ml;
    return inside ? this.label[this.runAt(ap * this.dv + dv, ml)] : 0;
  }

  /** Return the run that holds ML index `ml` of a row. */
  runAt(row, ml) {
    let low = this.firstRun[row];
    let high = this.firstRun[row + 1] - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.start[middle] <= ml) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /**
   * Cut a slice: coronal x = ML, y = DV; sagittal x = AP, y = DV; horizontal x = ML, y = AP. Index 0 is at the
   * left and at the top: left hemisphere, anterior, dorsal.
   *
   * @param {'coronal'|'sagittal'|'horizontal'} axis
   * @param {number} index along AP, ML or DV
   * @param {Slice} [reuse] an earlier slice of the same axis to overwrite instead of making a new one
   * @returns {Slice} {data, width, height, padding}: `data` is row-major with `padding` void voxels on every
   *   side, counted in `width` and `height`
   * @throws {RangeError} when there is no such slice
   */
  slice(axis, index, reuse) {
    const { normal, across, down } = PLANES[axis];
    if (!Number.isInteger(index) || index < 0 || index >= this[normal]) {
      throw new RangeError(`There is no ${axis} slice ${index}; there are ${this[normal]}.`);
    }
    const slice = reuse ?? emptySlice(this[across], this[down]);
    if (axis === 'sagittal') this.#cutAcrossRows(slice, index);
    else this.#cutAlongRows(slice, axis === 'coronal' ? index * this.dv : index, axis === 'coronal' ? 1 : this.dv);
    return slice;
  }

  #cutAlongRows({ data, width, height, padding }, firstRow, step) {
    const { firstRun, start, label, ml } = this;
    let row = firstRow;
    for (let y = padding; y < height - padding; y++, row += step) {
      const origin = y * width + padding;
      const end = firstRun[row + 1];
      for (let run = firstRun[row]; run < end; run++) {
        const until = run + 1 < end ? start[run + 1] : ml;
        data.fill(label[run], origin + start[run], origin + until);
      }
    }
  }

  #cutAcrossRows({ data, width, padding }, ml) {
    for (let ap = 0; ap < this.ap; ap++) {
      let target = padding * width + padding + ap;
      for (let dv = 0; dv < this.dv; dv++, target += width) {
        data[target] = this.label[this.runAt(ap * this.dv + dv, ml)];
      }
    }
  }
}

/** Return a void slice of `across` × `down` voxels and its padding. */
export function emptySlice(across, down) {
  const width = across + 2 * SLICE_PADDING;
  const height = down + 2 * SLICE_PADDING;
  return { data: new Uint16Array(width * height), width, height, padding: SLICE_PADDING };
}

/** Replace every label of `slice` by table[label], into the slice `target` of the same size. */
export function mapSlice(slice, table, target) {
  const from = slice.data;
  const to = target.data;
  for (let n = 0; n < from.length; n++) to[n] = table[from[n]];
}

function findBounds(volume) {
  const bounds = { ap: [Infinity, -1], dv: [Infinity, -1], ml: [Infinity, -1] };
  for (let row = 0; row < volume.ap * volume.dv; row++) {
    let first = volume.firstRun[row];
    let last = volume.firstRun[row + 1] - 1;
    const runEnd = last;
    while (first <= last && volume.label[first] === 0) first++;
    if (first > last) continue;
    while (volume.label[last] === 0) last--;
    const until = last < runEnd ? volume.start[last + 1] - 1 : volume.ml - 1;
    widen(bounds.ap, Math.floor(row / volume.dv), Math.floor(row / volume.dv));
    widen(bounds.dv, row % volume.dv, row % volume.dv);
    widen(bounds.ml, volume.start[first], until);
  }
  if (bounds.ap[1] < 0) return { ap: [0, volume.ap - 1], dv: [0, volume.dv - 1], ml: [0, volume.ml - 1] };
  return bounds;
}

function widen(range, low, high) {
  if (low < range[0]) range[0] = low;
  if (high > range[1]) range[1] = high;
}
