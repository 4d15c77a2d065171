/** The slices a page opens with, by themselves: a brain can be drawn before its whole volume has come. */

import { PLANES } from '../core/geometry.js';
import { decodeLabels } from './labels.js';

/** Axes in the order in which the server sends the slices across them; coronal, horizontal, sagittal. */
const ACROSS = Object.freeze(['coronal', 'horizontal', 'sagittal']);
const TABLE = 12;

/**
 * Return the slices through a voxel.
 *
 * @param {Uint8Array} bytes three numbers of bytes (uint32, low byte first), then the three slices, each a label
 *   volume of one plane
 * @param {object} options
 * @param {{ap: number, dv: number, ml: number}} options.voxel where they meet
 * @param {number[]} options.shape of the whole volume, [AP, DV, ML]
 * @param {number[][]} options.bounds first and last voxel of the brain along AP, DV and ML
 * @returns {FirstSlices}
 * @throws {RangeError} when the bytes are not three such slices
 */
export function decodeSlices(bytes, { voxel, shape, bounds }) {
  const counts = { ap: shape[0], dv: shape[1], ml: shape[2] };
  const table = new DataView(bytes.buffer, bytes.byteOffset, TABLE);
  const volumes = {};
  let at = TABLE;
  ACROSS.forEach((plane, n) => {
    const length = table.getUint32(4 * n, true);
    const { across, down } = PLANES[plane];
    const runs = (length - counts[down]) / 4;
    volumes[plane] = decodeLabels(bytes.subarray(at, at += length), { shape: [1, counts[down], counts[across]], runs });
  });
  const [ap, dv, ml] = bounds;
  return new FirstSlices({ volumes, voxel, bounds: { ap, dv, ml } });
}

/** Three slices with what drawing asks of a `LabelVolume`. */
export class FirstSlices {
  #volumes;
  #voxel;

  constructor({ volumes, voxel, bounds }) {
    this.#volumes = volumes;
    this.#voxel = voxel;
    this.bounds = bounds;
  }

  /** Return whether the slice with this index is here. */
  covers(plane, index) {
    return this.#voxel[PLANES[plane].normal] === index;
  }

  /** Cut a slice as `LabelVolume.slice` does; throws a RangeError for one that is not here. */
  slice(plane, index, reuse) {
    if (!this.covers(plane, index)) throw new RangeError(`The ${plane} slice ${index} has not come yet.`);
    return this.#volumes[plane].slice('coronal', 0, reuse);
  }

  /** Return the runs of a slice: {firstRun, start, label, rows}, as `LabelVolume` keeps them. */
  runs(plane) {
    const { firstRun, start, label, dv: rows } = this.#volumes[plane];
    return { firstRun, start, label, rows };
  }

  /** Return the label at a voxel of one of the slices; void elsewhere. */
  labelAt(ap, dv, ml) {
    const at = { ap, dv, ml };
    const plane = ACROSS.find((name) => this.covers(name, at[PLANES[name].normal]));
    if (plane === undefined) return 0;
    return this.#volumes[plane].labelAt(0, at[PLANES[plane].down], at[PLANES[plane].across]);
  }
}
