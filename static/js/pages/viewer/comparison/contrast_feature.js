/** What is different between two features, as a feature of its own: on the brain, zero in the middle of the colours. */

import { SIDE_ROWS } from '../../../core/geometry.js';

/** Longest part of a feature's name within the name of their difference. */
const LONGEST = 80;

/** Kind → column of the comparison, statistic, name, words. */
export const CONTRASTS = Object.freeze({
  difference: Object.freeze({
    label: 'Difference', column: 'difference', statistic: 'difference', sameUnit: true,
    name: (one, other) => `${one} − ${other}`, words: (one, other) => `${one} minus ${other}`,
  }),
  ratio: Object.freeze({
    label: 'Ratio', column: 'log2_ratio', statistic: 'log2 ratio', sameUnit: false,
    name: (one, other) => `log2(${one} ∶ ${other})`,
    words: (one, other) => `Base-2 logarithm of ${one} over ${other}: 1 is twice, −1 is half`,
  }),
  z: Object.freeze({
    label: 'z-difference', column: 'z_difference', statistic: 'z-difference', sameUnit: false,
    name: (one, other) => `z(${one}) − z(${other})`,
    words: (one, other) => `z-score of ${one} minus z-score of ${other}, over the regions that have both`,
  }),
});

/**
 * Return the feature that shows a contrast: {fname, content} as the local bucket keeps it, and the {mapping, stat,
 * hemisphere} to show it under. Left against right lies on the left, and is shown mirrored.
 *
 * @param {object} comparison as the API answers
 * @param {'difference'|'ratio'|'z'} kind
 */
export function contrastFeature(comparison, kind) {
  const { label, column, statistic, sameUnit, name, words } = CONTRASTS[kind];
  const { regions, mapping, sides, names, feature, with: other } = comparison;
  const leftRight = sides === 'left_right';
  const data = {};
  regions[column].forEach((value, n) => {
    if (value !== null) data[regions.row[n] + (leftRight ? SIDE_ROWS : 0)] = { [statistic]: value };
  });
  const shown = Object.keys(data).length;
  const sources = [feature, other].map((one) => `${one.bucket}/${one.fname} (${one.statistic})`).join(' and ');
  return {
    fname: name(...names.map(shorten)),
    content: {
      feature_data: { mappings: { [mapping]: { data } }, cmap: 'RdBu_r' },
      short_desc: `${label}: ${words(...names)}. From ${sources}. ${regions.row.length} regions have both values, `
        + `${shown} of these a ${statistic}.`,
      unit: sameUnit && feature.unit === other.unit ? feature.unit : null,
    },
    shown: { mapping, stat: statistic, hemisphere: leftRight ? 'both' : 'given' },
  };
}

function shorten(name) {
  const characters = [...name];
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join('')}…` : name;
}
