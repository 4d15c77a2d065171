/** What is known of every screen pixel before it has a colour: labels, and how near the border is. */

/** Steps of a stored distance per device pixel. */
export const DISTANCE_STEPS = 32;

/** Stored distance that means "no border near". */
export const FAR = 255;

/**
 * Winner, runner-up and distance to their border, per device pixel, row-major. Buffers only ever grow: read
 * the first width · height entries.
 */
export class LabelPicture {
  width = 0;
  height = 0;
  /** Label of each pixel. */
  winner = new Uint16Array(0);
  /** Label beyond the nearest border; only meaningful where `distance` is not FAR. */
  runnerUp = new Uint16Array(0);
  /** Distance to the border in 1/32 device px, or FAR. */
  distance = new Uint8Array(0);
  /** Indices of the pixels whose distance is not FAR, the first `edgeCount` of them. */
  edges = new Uint32Array(0);
  edgeCount = 0;

  /** Take a size in device px and forget all edges. */
  resize(width, height) {
    this.width = width;
    this.height = height;
    this.edgeCount = 0;
    const count = width * height;
    if (this.winner.length >= count) return;
    this.winner = new Uint16Array(count);
    this.runnerUp = new Uint16Array(count);
    this.distance = new Uint8Array(count);
    this.edges = new Uint32Array(count);
  }

  /** Repeat row `first` in the rows after it, up to `end`: they lie over the same voxels. */
  repeatRow(first, end) {
    const { width, winner } = this;
    for (let row = first + 1; row < end; row++) {
      winner.copyWithin(row * width, first * width, (first + 1) * width);
    }
  }
}

/** Return a distance in device px as it is stored; FAR from `reach` on. */
export function storeDistance(pixels, reach) {
  if (pixels >= reach) return FAR;
  return Math.min(FAR - 1, Math.round(pixels * DISTANCE_STEPS));
}
