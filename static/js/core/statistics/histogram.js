/** How many values lie where on a scale: the histogram beside the colour bar. */

/** Bars unless asked otherwise: each then covers eight of a colour map's 256 steps. */
const BINS = 32;

/**
 * Count values by their place on a scale, so that the bars line up with the colours of a colour bar.
 *
 * @param {ArrayLike<number|null>} values missing as NaN or null
 * @param {object} scale made by `createScale`
 * @param {object} [options]
 * @param {number} [options.bins] bars of equal width on the scale
 * @param {ArrayLike<number>} [options.weights] how often each value occurs; once unless given
 * @returns {{counts: Float64Array, largest: number, below: number, above: number, undefined: number,
 *   missing: number, total: number}} `counts` holds what lies inside the range, both ends included; the others
 *   what does not; `undefined` is what a logarithm has no place for; `total` is all but the missing
 */
export function countValues(values, scale, { bins = BINS, weights } = {}) {
  const counts = new Float64Array(bins);
  const found = { below: 0, above: 0, undefined: 0, missing: 0 };
  let total = 0;
  for (let n = 0; n < values.length; n++) {
    const weight = weights === undefined ? 1 : weights[n];
    const state = scale.classify(values[n]);
    if (state === 'inside') counts[Math.min(bins - 1, Math.floor(scale.normalise(values[n]) * bins))] += weight;
    else found[state] += weight;
    if (state !== 'missing') total += weight;
  }
  return { counts, largest: counts.reduce((one, other) => Math.max(one, other), 0), ...found, total };
}
