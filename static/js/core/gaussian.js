/** The Gaussian that smooths borders: tap weights, and the way back from vote margins to distances. */

/** Standard deviation of the vote, in voxels: the smoothest that still moves only 0.08 % of voxel centres. */
export const VOTE_SIGMA = 0.7;

/** Taps per axis. */
export const TAPS = 4;

/**
 * Write the four normalised weights of a point lying `phase` (0…1) voxels past the centre of its second
 * tap into `weights` from `offset`.
 */
export function writeTapWeights(weights, offset, phase, sigma) {
  let total = 0;
  for (let tap = 0; tap < TAPS; tap++) {
    const distance = phase + 1 - tap;
    const weight = Math.exp((-distance * distance) / (2 * sigma * sigma));
    weights[offset + tap] = weight;
    total += weight;
  }
  for (let tap = 0; tap < TAPS; tap++) weights[offset + tap] /= total;
}

/**
 * Return the inverse error function for -1 < x < 1, to within 1e-12 relative.
 *
 * Starts from Winitzki's closed approximation and improves it by Newton steps on erf.
 */
export function inverseErf(x) {
  if (x === 0) return 0;
  const a = 0.147;
  const logarithm = Math.log(1 - x * x);
  const half = 2 / (Math.PI * a) + logarithm / 2;
  let guess = Math.sign(x) * Math.sqrt(Math.sqrt(half * half - logarithm / a) - half);
  for (let step = 0; step < 3; step++) {
    const slope = (2 / Math.sqrt(Math.PI)) * Math.exp(-guess * guess);
    guess -= (erf(guess) - x) / slope;
  }
  return guess;
}

/** Return the error function by its Maclaurin series; meant for |x| < 4, where it is exact to about 1e-9. */
export function erf(x) {
  let term = x;
  let sum = x;
  for (let n = 1; n < 120 && Math.abs(term) > 1e-17; n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

/** Variance, in voxels², of a voxel's own width: what a vote of voxel centres lacks against one of whole voxels. */
const VOXEL_VARIANCE = 1 / 12;

/**
 * Return the distance, in voxels, from a straight border between two labels at which the winner leads by
 * `margin` (0…1).
 *
 * A Gaussian laid over whole voxels leads by erf(distance / (σ √2)). The vote counts voxel centres only, which
 * acts like a Gaussian narrower by one voxel's variance; without that correction lines come out 10 % thin.
 */
export function marginToDistance(margin, sigma) {
  const narrower = Math.sqrt(sigma * sigma - VOXEL_VARIANCE);
  return narrower * Math.SQRT2 * inverseErf(Math.min(0.9995, Math.max(0, margin)));
}

/** Return the smooth step from 0 (at or before `low`) to 1 (at or after `high`). */
export function smoothStep(low, high, x) {
  const t = Math.min(1, Math.max(0, (x - low) / (high - low)));
  return t * t * (3 - 2 * t);
}
