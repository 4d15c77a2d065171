/** The range that the percentages in an older link refer to. */

import {
  chooseMapping, chooseStatistic, listMappings, listStatistics, rangeOf, readValues, withoutRoot,
} from '../core/values.js';

/** Statistics whose colours the older site spread over the range of the feature's histogram, where it has one. */
const OF_HISTOGRAM = new Set(['mean', 'median', 'min', 'max', 'count']);

/**
 * Return {ends, full, linear}: what 0 and 100 per cent are, in units, the range that is shown unless one is chosen, and
 * whether the older site knew no other scale for it; null while they are not known, or where nothing has a value.
 *
 * - Volumes, and points that come with one: what its lowest and highest byte stand for.
 * - Regions: the ends of the feature's histogram; else of what the feature states of the statistic; else of the values.
 *
 * @param {object} feature as the API sends it
 * @param {object} state the store's snapshot
 * @param {object|null} content what `createArrays` reads of the feature; null without it
 */
export function findPercentEnds(feature, state, content = null) {
  if (content !== null && content.kind !== 'regions') {
    return content.bounds === null ? null : { ends: content.bounds, full: rangeOf(content.values), linear: true };
  }
  const mapping = chooseMapping(listMappings(feature), state.mapping);
  const stat = chooseStatistic(listStatistics(feature, mapping), state.stat);
  const full = rangeOf(withoutRoot(readValues(feature, mapping, stat), mapping));
  if (full === null) return null;
  const { histogram, mappings } = feature.feature_data;
  const { vmin, vmax } = (OF_HISTOGRAM.has(stat) ? histogram : null) ?? {};
  const { min, max } = mappings[mapping].statistics?.[stat] ?? {};
  return { ends: [vmin ?? min ?? full[0], vmax ?? max ?? full[1]], full, linear: false };
}
