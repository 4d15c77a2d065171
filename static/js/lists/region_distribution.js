/** The distribution of what was measured within a region, which some features carry as counts h_000, h_001 …. */

/** Statistics on whose axis the bins of such a histogram lie. */
const ON_THE_AXIS = new Set(['mean', 'median', 'min', 'max']);

const COUNT = /^h_(\d+)$/;

/**
 * Return the bins of a region as [{from, to, share}], share of its largest; [] where the feature has none, or where
 * they are of something else than the statistic (a standard deviation, a count).
 *
 * The feature says what the bins span: `histogram` {vmin, vmax, counts} of the mapping or of the whole feature.
 *
 * @param {object} feature as the API sends it
 * @param {string} mapping
 * @param {string} statistic
 * @param {number} lateral row with side
 */
export function readDistribution(feature, mapping, statistic, lateral) {
  const { histogram: whole, mappings } = feature.feature_data;
  const { data = {}, histogram = whole } = mappings?.[mapping] ?? {};
  const bins = histogram?.counts?.length ?? 0;
  if (!ON_THE_AXIS.has(statistic) || bins === 0 || !(histogram.vmin < histogram.vmax)) return [];
  const counts = new Array(bins).fill(0);
  for (const [name, count] of Object.entries(data[lateral] ?? {})) {
    const [, place] = COUNT.exec(name) ?? [];
    if (place !== undefined && Number(place) < bins && count > 0) counts[Number(place)] = count;
  }
  const largest = Math.max(...counts);
  const edge = (n) => histogram.vmin + ((histogram.vmax - histogram.vmin) * n) / bins;
  return counts.flatMap((count, n) => (count > 0 ? [{ from: edge(n), to: edge(n + 1), share: count / largest }] : []));
}
