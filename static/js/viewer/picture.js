/** From the state and a feature to what is drawn: values, scale, colours. */

import { reverseColormap } from '../core/colour.js';
import { createScale } from '../core/scales.js';
import { centreRange, chooseHemisphere, listStatistics, rangeOf, readValues, withoutRoot } from '../core/values.js';
import { lookUpRegions, lookUpValues } from './drawing/lookup_table.js';

/**
 * Return what is drawn of a feature with region values: {values, statistics, unit, range, scale, colormap,
 * table}. `range` is null when no region has a value; all regions then look missing.
 */
export function composePicture({ feature, state, atlas }) {
  const statistics = listStatistics(feature, state.mapping);
  const statistic = statistics.includes(state.stat) ? state.stat : statistics[0];
  const read = readValues(feature, state.mapping, statistic);
  const values = chooseHemisphere(withoutRoot(read, state.mapping), state.hemisphere);
  const found = state.range ?? rangeOf(values);
  const range = found !== null && state.centred ? centreRange(found) : found;
  const [min, max] = range ?? [0, 1];
  const scale = createScale({ kind: state.scale, min, max });
  const forwards = atlas.colormap(state.cmap);
  const colormap = state.reversed ? reverseColormap(forwards) : forwards;
  const table = lookUpValues({ values, scale, colormap });
  return { values, statistics, statistic, unit: feature.unit, range, scale, colormap, table };
}

/** Return the table of colours in which regions are drawn while no feature is chosen. */
export function ontologyTable(atlas) {
  return lookUpRegions(atlas.colours);
}

/** Return the [min, max] that a feature itself states for a statistic, else that of its values; null without any. */
export function fullRange(feature, { mapping, stat }) {
  const stated = feature.feature_data?.mappings?.[mapping]?.statistics?.[stat];
  if (Number.isFinite(stated?.min) && Number.isFinite(stated?.max)) return [stated.min, stated.max];
  return rangeOf(readValues(feature, mapping, stat));
}
