/** How values are distributed: the few numbers that a choice of colours depends on. */

/** At most this many values are examined; of more, every n-th. */
const SAMPLE = 20_000;

/** From this many different values on, they are not listed. */
const DISTINCT = 21;

/**
 * @typedef {object} Distribution
 * @property {number} count values that are there; of weighted ones, the sum of their weights
 * @property {number} min
 * @property {number} max
 * @property {number} low 2nd percentile
 * @property {number} median
 * @property {number} high 98th percentile
 * @property {number[]|null} distinct the different values in order; null when there are more than 20
 * @property {boolean} integers whether all are whole numbers
 * @property {{value: number, share: number}} commonest the value that occurs most often among `distinct`, and its
 *   share of all; of a weighted distribution among all
 */

/**
 * Return the distribution of values, or null when there is none; NaN is missing, zero is a value.
 *
 * @param {ArrayLike<number>} values
 * @param {ArrayLike<number>} [weights] how often each occurs; once without
 * @returns {Distribution|null}
 */
export function describeValues(values, weights) {
  const { sorted, weightOf } = sortValues(values, weights);
  if (sorted.length === 0) return null;
  let count = 0;
  for (let n = 0; n < sorted.length; n++) count += weightOf(n);
  const quantile = (share) => quantileOf(sorted, weightOf, share * count);
  return {
    count, min: sorted[0], max: sorted.at(-1), low: quantile(0.02), median: quantile(0.5), high: quantile(0.98),
    distinct: distinctOf(sorted), integers: sorted.every(Number.isInteger),
    commonest: commonestOf(sorted, weightOf, count),
  };
}

/** Return the values that are there in order, and the function from a place among them to how often it occurs. */
function sortValues(values, weights) {
  const stride = Math.max(1, Math.ceil(values.length / SAMPLE));
  const isThere = (n) => Number.isFinite(values[n]) && (weights === undefined || weights[n] > 0);
  const places = new Uint32Array(Math.ceil(values.length / stride));
  let found = 0;
  for (let n = 0; n < values.length; n += stride) if (isThere(n)) places[found++] = n;
  const there = places.subarray(0, found);
  if (weights === undefined) {
    return { sorted: Float64Array.from(there, (n) => values[n]).sort(), weightOf: () => 1 };
  }
  there.sort((one, other) => values[one] - values[other]);
  return { sorted: Float64Array.from(there, (n) => values[n]), weightOf: (n) => weights[there[n]] };
}

/** Return the first value at which the weights add up to `wanted`. */
function quantileOf(sorted, weightOf, wanted) {
  let below = 0;
  for (let n = 0; n < sorted.length; n++) {
    below += weightOf(n);
    if (below >= wanted) return sorted[n];
  }
  return sorted.at(-1);
}

function distinctOf(sorted) {
  const found = [];
  for (const value of sorted) {
    if (value !== found.at(-1)) found.push(value);
    if (found.length >= DISTINCT) return null;
  }
  return found;
}

function commonestOf(sorted, weightOf, count) {
  let best = { value: sorted[0], weight: 0 };
  let weight = 0;
  for (let n = 0; n < sorted.length; n++) {
    weight = (sorted[n] === sorted[n - 1] ? weight : 0) + weightOf(n);
    if (weight > best.weight) best = { value: sorted[n], weight };
  }
  return { value: best.value, share: best.weight / count };
}
