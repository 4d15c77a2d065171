/** From a feature to the value of every region, and to the values that are shown. */

import { LATERAL_ROWS, SIDE_ROWS } from './geometry.js';
import { NEAREST_MAPPINGS } from './mappings.js';

export const ROOT = 1;

/** Statistics that stand in, in this order, for one that a feature lacks. */
const USUAL = Object.freeze(['mean', 'median', 'value', 'count']);

/** Counts of a region's own histogram, kept among its statistics: h_000, h_001 … */
const HISTOGRAM_COUNT = /^h_\d+$/;

/** Return the names of the statistics that a feature has under a mapping, in the order they first occur. */
export function listStatistics(feature, mapping) {
  const regions = regionsOf(feature, mapping);
  const names = new Set();
  for (let row = 0; row < LATERAL_ROWS; row++) {
    for (const name in regions[row]) if (!names.has(name) && !HISTOGRAM_COUNT.test(name)) names.add(name);
  }
  return [...names];
}

/** Return the statistic to show: the one wanted, else a usual one, else the first; undefined when there is none. */
export function chooseStatistic(names, wanted) {
  return [wanted, ...USUAL].find((name) => names.includes(name)) ?? names[0];
}

/** Return the mappings for which a feature has values. */
export function listMappings(feature) {
  const mappings = Object.keys(feature?.feature_data?.mappings ?? {});
  return mappings.filter((mapping) => hasRows(regionsOf(feature, mapping)));
}

/** Return the mapping to show: the one wanted, or the nearest to it that has values where it has none itself. */
export function chooseMapping(mappings, wanted) {
  return [wanted, ...NEAREST_MAPPINGS].find((mapping) => mappings.includes(mapping)) ?? wanted;
}

/**
 * Return the value of every row with side (Float64Array of 2655); NaN where there is none.
 *
 * Zero is a value; null and absent are missing.
 */
export function readValues(feature, mapping, statistic) {
  const regions = regionsOf(feature, mapping);
  const values = new Float64Array(LATERAL_ROWS).fill(NaN);
  for (let row = 0; row < LATERAL_ROWS; row++) {
    const value = regions[row]?.[statistic] ?? NaN;
    if (Number.isFinite(value)) values[row] = value;
  }
  return values;
}

/** Return all statistics of a row with side as [name, value or null], without its histogram's counts. */
export function readStatistics(feature, mapping, lateral) {
  const statistics = regionsOf(feature, mapping)[lateral] ?? {};
  return Object.entries(statistics).filter(([name]) => !HISTOGRAM_COUNT.test(name));
}

/** Whether a mapping has any region. Its keys are not listed: that takes longer than drawing. */
function hasRows(regions) {
  for (let row = 0; row < LATERAL_ROWS; row++) if (regions[row] !== undefined) return true;
  return false;
}

function regionsOf(feature, mapping) {
  return feature?.feature_data?.mappings?.[mapping]?.data ?? {};
}

/**
 * Return the values to show for a choice of hemispheres.
 *
 * 'given' keeps both sides as they are; 'left' and 'right' drop the other side; 'both' shows a side that
 * has no value of its own with its mirror's.
 */
export function chooseHemisphere(values, hemisphere) {
  const chosen = values.slice();
  for (let row = 1; row <= SIDE_ROWS; row++) {
    const left = row + SIDE_ROWS;
    if (hemisphere === 'left') chosen[row] = NaN;
    else if (hemisphere === 'right') chosen[left] = NaN;
    else if (hemisphere === 'both') {
      if (Number.isNaN(values[row])) chosen[row] = values[left];
      if (Number.isNaN(values[left])) chosen[left] = values[row];
    }
  }
  return chosen;
}

/** Return the row of the same region on the other side; that of void is its own. */
export function mirrorRow(lateral) {
  if (lateral === 0) return 0;
  return lateral > SIDE_ROWS ? lateral - SIDE_ROWS : lateral + SIDE_ROWS;
}

/** Return [min, max] of the values that are there, or null when there is none. */
export function rangeOf(values) {
  let min = Infinity;
  let max = -Infinity;
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return min <= max ? [min, max] : null;
}

/** Return the smallest value above zero, or undefined when there is none. */
export function smallestPositive(values) {
  let smallest = Infinity;
  for (const value of values) if (value > 0 && value < smallest) smallest = value;
  return smallest < Infinity ? smallest : undefined;
}

/** Return the range widened so that zero lies in its middle. */
export function centreRange([min, max]) {
  const widest = Math.max(Math.abs(min), Math.abs(max));
  return [0 - widest, widest];
}

/**
 * Return the values without those of root where root is no region: under Beryl and Cosmos it stands for all
 * that the parcellation leaves out, which is drawn in one light grey, whatever was averaged into it.
 */
export function withoutRoot(values, mapping) {
  if (mapping === 'allen') return values;
  const kept = values.slice();
  kept[ROOT] = NaN;
  kept[ROOT + SIDE_ROWS] = NaN;
  return kept;
}
