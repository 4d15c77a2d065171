/** Smooth slices: every screen pixel takes the label with most weight among the 4 × 4 voxels around it. */

import { marginToDistance, TAPS, VOTE_SIGMA } from '../core/gaussian.js';
import { AxisPlan, writeSubsetSums } from './drawing/axis_plan.js';
import { drawNearest } from './drawing/nearest.js';
import { FAR, LabelPicture, storeDistance } from './drawing/label_picture.js';
import { BlockMarks, markUniformBlocks } from './drawing/uniform_blocks.js';
import { SLICE_PADDING } from '../data/label_volume.js';

/** Steps of the table from vote margins to distances. */
const MARGINS = 1024;

/** Widest distance, in device px, that a picture can hold. */
export const WIDEST_REACH = 7.9;

/**
 * Turns slices of labels into label pictures. Pixels between the same four voxel centres form a cell and
 * share their labels, so a cell is looked at once; cells of one label are filled in runs.
 * After the first picture of a size it allocates nothing.
 */
export class Smoother {
  #view = { width: 0, height: 0, scale: 0, originX: 0, originY: 0, sigma: 0, reach: 0, padding: SLICE_PADDING };
  #vote = { across: new AxisPlan(), down: new AxisPlan(), ready: false };
  #nearest = { across: new AxisPlan(), down: new AxisPlan(), ready: false };
  #sums = new Float32Array(0);
  #distances = new Uint8Array(MARGINS);
  #marks = new BlockMarks();
  #mixed = new Int32Array(0);
  #labels = new Int32Array(TAPS * TAPS);
  #masks = new Int32Array(TAPS * TAPS * TAPS);

  /** The picture of the last `smooth` or `rough`; overwritten by the next. */
  picture = new LabelPicture();

  /**
   * Set what part of a slice is seen and how large.
   *
   * @param {object} view
   * @param {number} view.width device px
   * @param {number} view.height device px
   * @param {number} view.scale device px per voxel
   * @param {number} view.originX voxel edge at the left side of the picture, without padding
   * @param {number} view.originY voxel edge at its upper side
   * @param {number} [view.sigma] standard deviation of the vote, in voxels
   * @param {number} [view.reach] device px from a border beyond which nobody asks for the distance
   */
  prepare({ width, height, scale, originX, originY, sigma = VOTE_SIGMA, reach = WIDEST_REACH }) {
    const next = { width, height, scale, originX, originY, sigma, reach: Math.min(reach, WIDEST_REACH) };
    if (Object.keys(next).every((key) => next[key] === this.#view[key])) return;
    Object.assign(this.#view, next);
    this.#vote.ready = false;
    this.#nearest.ready = false;
  }

  /** Draw a slice's labels by vote; returns the picture. */
  smooth(slice) {
    const { across, down } = this.#planVote();
    const { picture } = this;
    picture.resize(this.#view.width, this.#view.height);
    markUniformBlocks(slice, this.#marks);
    for (let band = 0; band < down.runs; band++) {
      const first = down.runStart[band];
      const end = down.runStart[band + 1];
      const y = down.runVoxel[band];
      picture.distance.fill(FAR, first * picture.width, end * picture.width);
      if (y < 0 || y + TAPS > slice.height) {
        picture.winner.fill(0, first * picture.width, end * picture.width);
        continue;
      }
      const mixed = this.#fillUniform(slice, across, y, first);
      picture.repeatRow(first, end);
      for (let n = 0; n < mixed; n++) this.#voteCell(slice, y, this.#mixed[n], first, end);
    }
    return picture;
  }

  /** Draw a slice's nearest voxels with square outlines, some four times faster; returns the picture. */
  rough(slice) {
    const view = this.#view;
    const plans = this.#nearest;
    if (!plans.ready) {
      plans.across.planNearest(view.width, view.scale, view.originX, view.padding);
      plans.down.planNearest(view.height, view.scale, view.originY, view.padding);
      plans.ready = true;
    }
    this.picture.resize(view.width, view.height);
    drawNearest(slice, plans, view, this.picture);
    return this.picture;
  }

  #planVote() {
    const view = this.#view;
    const plans = this.#vote;
    if (plans.ready) return plans;
    plans.across.planVote(view.width, view.scale, view.originX, view.padding, view.sigma);
    plans.down.planVote(view.height, view.scale, view.originY, view.padding, view.sigma);
    if (this.#sums.length < view.width * 16) {
      this.#sums = new Float32Array(view.width * 16);
      this.#mixed = new Int32Array(view.width);
    }
    writeSubsetSums(plans.across, this.#sums);
    for (let n = 0; n < MARGINS; n++) {
      const pixels = view.scale * marginToDistance((n + 0.5) / MARGINS, view.sigma);
      this.#distances[n] = storeDistance(pixels, view.reach);
    }
    plans.ready = true;
    return plans;
  }

  /** Fill the cells of one label in a row of pixels; returns how many others it noted in #mixed. */
  #fillUniform({ data, width }, across, y, row) {
    const { uniform } = this.#marks;
    const { winner, width: pixels } = this.picture;
    const { runVoxel, runStart, runs } = across;
    const start = row * pixels;
    let mixed = 0;
    let label = 0;
    let from = start;
    for (let run = 0; run < runs; run++) {
      const x = runVoxel[run];
      const block = y * width + x;
      const inside = x >= 0 && x + TAPS <= width;
      if (inside && uniform[block] === 0) {
        this.#mixed[mixed++] = run;
        continue;
      }
      const next = inside ? data[block] : 0;
      if (next === label) continue;
      const until = start + runStart[run];
      winner.fill(label, from, until);
      label = next;
      from = until;
    }
    winner.fill(label, from, start + pixels);
    return mixed;
  }

  /** Vote on every pixel of one cell: the pixels of a run across, between rows `first` and `end`. */
  #voteCell(slice, y, run, first, end) {
    const { across, down } = this.#vote;
    const count = this.#gather(slice, y * slice.width + across.runVoxel[run]);
    const from = across.runStart[run];
    const until = across.runStart[run + 1];
    for (let row = first; row < end; row++) {
      if (count === 2) this.#voteTwo(row, from, until, down.weights);
      else this.#voteMany(row, from, until, down.weights, count);
    }
  }

  /** Collect the labels of the block at `block` and, per label and block row, the mask of its taps. */
  #gather({ data, width }, block) {
    const labels = this.#labels;
    const masks = this.#masks;
    let count = 0;
    for (let down = 0; down < TAPS; down++) {
      const row = block + down * width;
      for (let across = 0; across < TAPS; across++) {
        const label = data[row + across];
        let n = 0;
        while (n < count && labels[n] !== label) n++;
        if (n === count) {
          labels[count++] = label;
          masks.fill(0, n * TAPS, (n + 1) * TAPS);
        }
        masks[n * TAPS + down] |= 1 << across;
      }
    }
    return count;
  }

  #voteTwo(row, from, until, weights) {
    const sums = this.#sums;
    const distances = this.#distances;
    const { winner, runnerUp, distance, edges, width } = this.picture;
    const [one, other] = this.#labels;
    const [mask0, mask1, mask2, mask3] = this.#masks;
    const weight0 = weights[row * TAPS];
    const weight1 = weights[row * TAPS + 1];
    const weight2 = weights[row * TAPS + 2];
    const weight3 = weights[row * TAPS + 3];
    let count = this.picture.edgeCount;
    for (let pixel = from, index = row * width + from; pixel < until; pixel++, index++) {
      const base = pixel << 4;
      const lead = 2 * (weight0 * sums[base + mask0] + weight1 * sums[base + mask1]
        + weight2 * sums[base + mask2] + weight3 * sums[base + mask3]) - 1;
      const won = lead >= 0;
      const stored = distances[Math.min(MARGINS - 1, ((won ? lead : -lead) * MARGINS) | 0)];
      winner[index] = won ? one : other;
      if (stored === FAR) continue;
      runnerUp[index] = won ? other : one;
      distance[index] = stored;
      edges[count++] = index;
    }
    this.picture.edgeCount = count;
  }

  #voteMany(row, from, until, weights, labelCount) {
    const sums = this.#sums;
    const labels = this.#labels;
    const masks = this.#masks;
    const { winner, runnerUp, distance, edges, width } = this.picture;
    const weight0 = weights[row * TAPS];
    const weight1 = weights[row * TAPS + 1];
    const weight2 = weights[row * TAPS + 2];
    const weight3 = weights[row * TAPS + 3];
    for (let pixel = from, index = row * width + from; pixel < until; pixel++, index++) {
      const base = pixel << 4;
      let best = 0;
      let second = 0;
      let bestWeight = -1;
      let secondWeight = -1;
      for (let n = 0; n < labelCount; n++) {
        const mask = n * TAPS;
        const weight = weight0 * sums[base + masks[mask]] + weight1 * sums[base + masks[mask + 1]]
          + weight2 * sums[base + masks[mask + 2]] + weight3 * sums[base + masks[mask + 3]];
        if (weight > bestWeight) {
          second = best;
          secondWeight = bestWeight;
          best = n;
          bestWeight = weight;
        } else if (weight > secondWeight) {
          second = n;
          secondWeight = weight;
        }
      }
      winner[index] = labels[best];
      const margin = bestWeight - secondWeight;
      const stored = this.#distances[Math.min(MARGINS - 1, (margin * MARGINS) | 0)];
      if (stored === FAR) continue;
      runnerUp[index] = labels[second];
      distance[index] = stored;
      edges[this.picture.edgeCount++] = index;
    }
  }
}
