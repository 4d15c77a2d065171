/** The slices that a page opens with: the brain is drawn before its whole volume is loaded. */

import { PLANES } from '../core/geometry.js';
import { LabelVolume } from './label_volume.js';

/** Planes in the order in which the server sends the slices. */
const SENT = Object.freeze(['coronal', 'horizontal', 'sagittal']);
const TABLE = 12;

/**
 * Return the slices through a voxel.
 *
 * @param {Uint8Array} bytes three numbers of bytes (uint32), then the three slices: per line its first run and, last,
 *   the number of runs (uint32), the runs' first columns (uint16), their labels (uint16); low bytes first
 * @param {object} options
 * @param {{ap: number, dv: number, ml: number}} options.voxel where they meet
 * @param {number[]} options.shape of the whole volume, [AP, DV, ML]
 * @param {number[][]} options.bounds first and last voxel of the brain along AP, DV and ML
 * @returns {FirstSlices}
 * @throws {RangeError} when the bytes are not three such slices
 */
export function decodeSlices(bytes, { voxel, shape, bounds }) {
  const counts = { ap: shape[0], dv: shape[1], ml: shape[2] };
  const lengths = new Uint32Array(bytes.buffer, bytes.byteOffset, SENT.length);
  const runs = {};
  let at = TABLE;
  SENT.forEach((plane, n) => {
    const { across, down } = PLANES[plane];
    runs[plane] = viewRuns(bytes.subarray(at, at += lengths[n]), counts[down], counts[across]);
  });
  const [ap, dv, ml] = bounds;
  return new FirstSlices({ runs, counts, voxel, bounds: { ap, dv, ml } });
}

/** Return the runs of a slice as views of its bytes, as they are: browsers' machines are little-endian. */
function viewRuns({ buffer, byteOffset, length }, rows, columns) {
  const firstRun = new Uint32Array(buffer, byteOffset, rows + 1);
  const count = firstRun[rows];
  const at = byteOffset + firstRun.byteLength;
  if (firstRun.byteLength + 4 * count !== length) throw new RangeError('A slice is damaged; reload the page.');
  const numbers = (from) => new Uint16Array(buffer, from, count);
  return { firstRun, start: numbers(at), label: numbers(at + 2 * count), rows, columns };
}

/** Three slices with the methods of a `LabelVolume` that drawing uses. */
export class FirstSlices {
  #runs;
  #counts;
  #voxel;
  #volumes = {};

  constructor({ runs, counts, voxel, bounds }) {
    this.#runs = runs;
    this.#counts = counts;
    this.#voxel = voxel;
    this.bounds = bounds;
  }

  /** Return whether the slice with this index is one of the three. */
  covers(plane, index) {
    return this.#voxel[PLANES[plane].normal] === index;
  }

  /** Return the runs of a slice: {firstRun, start, label, rows, columns}, as `LabelVolume` keeps them. */
  runs(plane) {
    return this.#runs[plane];
  }

  /** Cut a slice as `LabelVolume.slice` does; throws a RangeError for one that is not here. */
  slice(plane, index, reuse) {
    if (!this.covers(plane, index)) throw new RangeError(`The ${plane} slice ${index} is not loaded yet.`);
    return this.#volumeOf(plane).slice('coronal', 0, reuse);
  }

  /** Return the label at a voxel of one of the slices; void elsewhere. */
  labelAt(ap, dv, ml) {
    const at = { ap, dv, ml };
    const plane = SENT.find((name) => this.covers(name, at[PLANES[name].normal]));
    if (plane === undefined) return 0;
    return this.#volumeOf(plane).labelAt(0, at[PLANES[plane].down], at[PLANES[plane].across]);
  }

  /** A slice is a volume that is one voxel deep. */
  #volumeOf(plane) {
    const { across, down } = PLANES[plane];
    const shape = [1, this.#counts[down], this.#counts[across]];
    this.#volumes[plane] ??= new LabelVolume({ shape, ...this.#runs[plane] });
    return this.#volumes[plane];
  }
}
