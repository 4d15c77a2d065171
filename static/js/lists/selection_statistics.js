/** Numbers about the selected regions beside all regions, as plain arithmetic. */

/**
 * Return {count, mean, sd, median, min, max} of the values that are there; nulls when there is none. `sd` is the sample
 * standard deviation, null for fewer than two values.
 *
 * @param {Iterable<number>} values NaN where missing
 */
export function summarise(values) {
  const sorted = sortKnown(values);
  const count = sorted.length;
  if (count === 0) return { count: 0, mean: null, sd: null, median: null, min: null, max: null };
  const middle = (count - 1) / 2;
  const mean = sorted.reduce((sum, value) => sum + value, 0) / count;
  const squares = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    count, mean, sd: count > 1 ? Math.sqrt(squares / (count - 1)) : null,
    median: (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2, min: sorted[0], max: sorted[count - 1],
  };
}

/** Return the known values, lowest first. */
export function sortKnown(values) {
  return Float64Array.from([...values].filter((value) => !Number.isNaN(value))).sort();
}

/** Return the share (0…1) of `sorted` values that are not above `value`; NaN for a missing value or no values. */
export function shareUpTo(sorted, value) {
  if (Number.isNaN(value) || sorted.length === 0) return NaN;
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low / sorted.length;
}
