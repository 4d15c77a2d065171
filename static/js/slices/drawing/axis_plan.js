/** One screen axis against the voxels of a slice: which voxels each pixel sees and with what weight. */

import { TAPS, writeTapWeights } from '../../core/gaussian.js';

/**
 * Pixels of one screen axis, gathered into runs that share the same voxels. Buffers only ever grow, so
 * planning again for a panned or zoomed view allocates nothing.
 */
export class AxisPlan {
  /** Number of pixels. */
  count = 0;
  /** Per pixel, four vote weights. */
  weights = new Float32Array(0);
  /** Number of runs. */
  runs = 0;
  /** Per run, the first voxel it sees, counted in the padded slice; may lie outside it. */
  runVoxel = new Int32Array(0);
  /** Per run its first pixel, and the number of pixels last. */
  runStart = new Int32Array(1);

  /**
   * Plan a Gaussian vote: each pixel sees the four voxels whose centres surround it.
   *
   * @param {number} count pixels
   * @param {number} scale pixels per voxel
   * @param {number} origin voxel edge at the left (or upper) side of pixel 0, without padding
   * @param {number} padding voxels before voxel 0 in the slice
   * @param {number} sigma standard deviation in voxels
   */
  planVote(count, scale, origin, padding, sigma) {
    this.#begin(count);
    for (let pixel = 0; pixel < count; pixel++) {
      const position = (pixel + 0.5) / scale + origin - 0.5;
      const second = Math.floor(position);
      writeTapWeights(this.weights, pixel * TAPS, position - second, sigma);
      this.#add(pixel, second - 1 + padding);
    }
    this.runStart[this.runs] = count;
  }

  /** Plan nearest voxels: each pixel sees the one voxel that holds its middle. Parameters as in planVote. */
  planNearest(count, scale, origin, padding) {
    this.#begin(count);
    for (let pixel = 0; pixel < count; pixel++) {
      this.#add(pixel, Math.floor((pixel + 0.5) / scale + origin) + padding);
    }
    this.runStart[this.runs] = count;
  }

  #begin(count) {
    this.count = count;
    this.runs = 0;
    if (this.runVoxel.length >= count) return;
    this.weights = new Float32Array(count * TAPS);
    this.runVoxel = new Int32Array(count);
    this.runStart = new Int32Array(count + 1);
  }

  #add(pixel, voxel) {
    if (this.runs > 0 && this.runVoxel[this.runs - 1] === voxel) return;
    this.runVoxel[this.runs] = voxel;
    this.runStart[this.runs] = pixel;
    this.runs++;
  }
}

/**
 * Write, for each pixel of a plan, the sums of all 16 subsets of its four weights into `sums`: entry
 * 16 · pixel + mask holds the weights of the taps whose bits are set.
 */
export function writeSubsetSums(plan, sums) {
  for (let pixel = 0; pixel < plan.count; pixel++) {
    const base = pixel << 4;
    sums[base] = 0;
    for (let mask = 1; mask < 16; mask++) {
      const lowest = 31 - Math.clz32(mask & -mask);
      sums[base + mask] = sums[base + (mask & (mask - 1))] + plan.weights[pixel * TAPS + lowest];
    }
  }
}
