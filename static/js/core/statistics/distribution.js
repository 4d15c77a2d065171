/** How values are distributed: the few numbers that a choice of colours depends on. */

/** Values that are looked at, at most; of more, every n-th. */
const SAMPLE = 20_000;

/** Different values that are told apart, at most. */
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
  const entries = entriesOf(values, weights);
  if (entries.length === 0) return null;
  entries.sort((one, other) => one[0] - other[0]);
  const count = entries.reduce((sum, [, weight]) => sum + weight, 0);
  const distinct = distinctOf(entries);
  return {
    count, min: entries[0][0], max: entries.at(-1)[0],
    low: quantile(entries, count, 0.02), median: quantile(entries, count, 0.5), high: quantile(entries, count, 0.98),
    distinct, integers: entries.every(([value]) => Number.isInteger(value)), commonest: commonestOf(entries, count),
  };
}

/** Return the values that are there as [value, weight]. */
function entriesOf(values, weights) {
  const stride = Math.max(1, Math.ceil(values.length / SAMPLE));
  const entries = [];
  for (let n = 0; n < values.length; n += stride) {
    const weight = weights === undefined ? 1 : weights[n];
    if (Number.isFinite(values[n]) && weight > 0) entries.push([values[n], weight]);
  }
  return entries;
}

/** Return the value below which a share of all lies; `entries` are in order. */
function quantile(entries, count, share) {
  let below = 0;
  for (const [value, weight] of entries) {
    below += weight;
    if (below >= share * count) return value;
  }
  return entries.at(-1)[0];
}

function distinctOf(entries) {
  const found = new Set();
  for (const [value] of entries) {
    found.add(value);
    if (found.size >= DISTINCT) return null;
  }
  return [...found];
}

function commonestOf(entries, count) {
  const sums = new Map();
  for (const [value, weight] of entries) sums.set(value, (sums.get(value) ?? 0) + weight);
  const [value, weight] = [...sums].reduce((best, next) => (next[1] > best[1] ? next : best));
  return { value, share: weight / count };
}
