/** A volume of values on the atlas's own voxels: eight bits each, and what the lowest and highest stand for. */

import { AXES, LATERAL_ROWS, lateralRow, PLANES, SPLIT_EDGE } from '../../core/geometry.js';
import { ArrayProblem, formatShape, readArray } from './npy.js';

const SHAPE = Object.freeze([AXES.ap.count, AXES.dv.count, AXES.ml.count]);
const VOXELS = SHAPE.reduce((one, other) => one * other);
const BOUNDS_BYTES = 8;

/** Part of the range below which a float32 is zero beside its largest value: rounding leaves such, as 1.15e-36. */
const NOISE = 2 ** -23;

/**
 * Return the volume that a feature carries.
 *
 * @param {unknown} text base64 of gzip of an .npy: uint8 (528, 320, 456) = AP, DV, ML in either order of memory,
 *   then two little-endian float32, what 0 and 255 stand for; without them a byte stands for itself
 * @param {number|null} [missingByte] the byte that stands for missing
 * @returns {Promise<VoxelVolume>}
 * @throws {ArrayProblem}
 */
export async function readVolume(text, missingByte = null) {
  const { data, shape, fortran, tail } = await readArray(text, { descr: '|u1', maxBytes: VOXELS, tail: BOUNDS_BYTES });
  if (formatShape(shape) !== formatShape(SHAPE)) {
    throw new ArrayProblem(`has shape ${formatShape(shape)}; a volume has ${formatShape(SHAPE)} (AP, DV, ML)`);
  }
  return new VoxelVolume(data, { fortran, bounds: readBounds(tail), missingByte });
}

function readBounds(tail) {
  if (tail.length === 0) return [0, 255];
  if (tail.length !== BOUNDS_BYTES) {
    throw new ArrayProblem(`has ${tail.length} bytes after the array; expected two float32 or none`);
  }
  const view = new DataView(tail.buffer);
  const bounds = [view.getFloat32(0, true), view.getFloat32(4, true)];
  if (!bounds.every(Number.isFinite)) {
    throw new ArrayProblem('must end with two finite float32: what 0 and 255 stand for');
  }
  return bounds;
}

/** Values of all voxels, void included; 77 MB. */
export class VoxelVolume {
  #strides;

  /**
   * @param {Uint8Array} data as it lies in memory
   * @param {{fortran: boolean, bounds: number[], missingByte?: number|null}} layout the order of memory, what 0 and 255
   *   stand for, and the byte that stands for missing
   */
  constructor(data, { fortran, bounds, missingByte = null }) {
    const [ap, dv, ml] = SHAPE;
    const span = bounds[1] - bounds[0];
    const withoutNoise = (value) => (Math.abs(value) < NOISE * Math.abs(span) ? 0 : value);
    this.data = data;
    /** What each of the 256 bytes stands for, in units; NaN for missing. */
    this.steps = Float64Array.from({ length: 256 }, (_, byte) =>
      (byte === missingByte ? NaN : withoutNoise(bounds[0] + (span * byte) / 255)));
    /** What the bytes at both ends stand for that stand for a value. */
    this.bounds = missingByte === null
      ? bounds.map(withoutNoise)
      : [this.steps[missingByte === 0 ? 1 : 0], this.steps[missingByte === 255 ? 254 : 255]];
    this.#strides = fortran ? { ap: 1, dv: ap, ml: ap * dv } : { ap: dv * ml, dv: ml, ml: 1 };
  }

  /** Return the byte of a voxel inside the volume. */
  byteAt({ ap, dv, ml }) {
    const strides = this.#strides;
    return this.data[ap * strides.ap + dv * strides.dv + ml * strides.ml];
  }

  /** Return the value of a voxel inside the volume, in units. */
  valueAt(voxel) {
    return this.steps[this.byteAt(voxel)];
  }

  /**
   * Cut a slice as `LabelVolume.slice` does, without padding.
   *
   * @param {VoxelSlice} [reuse] an earlier slice of the same plane to overwrite
   * @returns {{data: Uint8Array, width: number, height: number}} bytes, row-major
   */
  slice(planeName, index, reuse) {
    const { normal, across, down } = PLANES[planeName];
    const [width, height] = [AXES[across].count, AXES[down].count];
    const slice = reuse ?? { data: new Uint8Array(width * height), width, height };
    const right = this.#strides[across];
    for (let y = 0, target = 0; y < height; y++) {
      let from = index * this.#strides[normal] + y * this.#strides[down];
      for (let x = 0; x < width; x++, target++, from += right) slice.data[target] = this.data[from];
    }
    return slice;
  }

  /** Return how many voxels have each byte. */
  count() {
    const counts = new Float64Array(256);
    for (const byte of this.data) counts[byte]++;
    return counts;
  }

  /**
   * Return what lies in the tissue of a LabelVolume: `values` and `weights`, what bytes stand for and how many voxels
   * have them, and by row with side the sums of their values and their number. Missing voxels are in none of them.
   *
   * @returns {{values: Float64Array, weights: Float64Array, byRegion: ByRegion}}
   */
  summarise({ firstRun, start, label, dv, ml }) {
    const { data, steps } = this;
    const strides = this.#strides;
    const weights = new Float64Array(256);
    const [sums, counts] = [new Float64Array(LATERAL_ROWS), new Float64Array(LATERAL_ROWS)];
    const add = (lateral, origin, from, until) => {
      let [sum, count] = [0, 0];
      for (let x = from; x < until; x++) {
        const byte = data[origin + x * strides.ml];
        weights[byte]++;
        if (Number.isNaN(steps[byte])) continue;
        sum += steps[byte];
        count++;
      }
      sums[lateral] += sum;
      counts[lateral] += count;
    };
    for (let row = 0; row + 1 < firstRun.length; row++) {
      const origin = Math.floor(row / dv) * strides.ap + (row % dv) * strides.dv;
      for (let run = firstRun[row]; run < firstRun[row + 1]; run++) {
        if (label[run] === 0) continue;
        const until = run + 1 < firstRun[row + 1] ? start[run + 1] : ml;
        const middle = Math.min(Math.max(SPLIT_EDGE, start[run]), until);
        add(lateralRow(label[run], 'left'), origin, start[run], middle);
        add(label[run], origin, middle, until);
      }
    }
    const known = (_, byte) => !Number.isNaN(steps[byte]);
    const byRegion = { what: 'mean', sums, counts, outside: 0 };
    return { values: steps.filter(known), weights: weights.filter(known), byRegion };
  }
}
