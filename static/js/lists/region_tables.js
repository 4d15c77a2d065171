/** The tables of a region's card: facts, and the values of both sides. */

import { make } from '../core/dom.js';
import { lateralRow } from '../core/geometry.js';
import { formatNumber } from '../core/numbers.js';
import { describeOrigin } from '../data/origins.js';
import { volumeOf } from '../data/region_facts.js';
import { tableOf } from './value_table.js';

/** Number of statistics that fit beside each other. */
const MOST_STATISTICS = 4;

/** Return the id, the volumes and the coarser regions of a row. */
export function factsOf(row, atlas) {
  const { regions } = atlas;
  const volume = volumeOf(row, regions);
  const facts = [
    ['Allen id', `${regions.id[row]} right, −${regions.id[row]} left`],
    ['Volume', `${formatNumber(volume.left)} mm³ left, ${formatNumber(volume.right)} mm³ right`],
    ['Beryl', mapped('beryl', row, atlas)],
    ['Cosmos', mapped('cosmos', row, atlas)],
  ];
  return make('dl', { class: 'facts' },
    ...facts.flatMap(([term, text]) => [make('dt', { text: term }), make('dd', { text })]));
}

function mapped(mapping, row, { tables, regions }) {
  const target = tables[mapping][row];
  return target <= 1 ? 'in none' : `${regions.acronym[target]}, ${regions.name[target]}`;
}

/** Return the values of both sides under the mapping shown; of the region that the mapping puts it in. */
export function valuesOf(row, { picture, feature, mapping, origins }, { tables, regions }) {
  if (picture === null || picture.kind !== 'regions') {
    return make('p', { class: 'note', text: 'No region values are shown.' });
  }
  const target = tables[mapping][row];
  const data = feature.feature_data.mappings?.[mapping]?.data ?? {};
  const lines = ['left', 'right'].map((side) => {
    const lateral = lateralRow(target, side);
    const numbers = numbersOf(picture, data[lateral] ?? {});
    return [side, ...numbers, describeOrigin(origins, lateral, regions.acronym)];
  });
  const head = ['Side', ...picture.statistics.slice(0, MOST_STATISTICS), 'Origin'];
  const caption = target === row ? 'Values' : `Values of ${regions.acronym[target]}, the region that contains it`;
  return tableOf(picture.unit ? `${caption}, ${picture.unit}` : caption, head, lines);
}

function numbersOf(picture, statistics) {
  const names = picture.statistics.slice(0, MOST_STATISTICS);
  const digitsOf = (name) => (name === picture.statistic ? picture.digits : undefined);
  return names.map((name) => formatNumber(statistics[name] ?? NaN, digitsOf(name)) || 'no value');
}
