/** What is chosen of the preview: the feature, the mapping and, where there are several, the statistic. */

import { MAPPING_TEXTS, NEAREST_MAPPINGS } from '../../../core/mappings.js';
import { field, select } from '../controls.js';

const MAPPING_OPTIONS = NEAREST_MAPPINGS.map((name) => [name, MAPPING_TEXTS[name]]);

/**
 * Return the controls, which write into `chosen`: {fname, mapping, byHand, statistic}.
 *
 * @param {object} options
 * @param {string[]} options.fnames
 * @param {object} options.chosen
 * @param {{fname: string, statistic: string}[]} options.features the columns, as understood
 * @param {() => void} options.onFeature another feature was chosen
 * @param {() => void} options.onLook the same feature is to be shown in another way
 */
export function previewControls({ fnames, chosen, features, onFeature, onLook }) {
  const choose = (changes, then) => {
    Object.assign(chosen, changes);
    then();
  };
  const names = [...new Set(features.filter(({ fname }) => fname === chosen.fname).map((part) => part.statistic))];
  const statistic = names.length < 2 ? [] : [field('Statistic', select({
    key: 'preview-statistic', value: chosen.statistic ?? names[0], options: names.map((name) => [name, name]),
    onChange: (value) => choose({ statistic: value }, onLook),
  }))];
  return [
    field(`Feature (${fnames.length})`, select({
      key: 'preview-feature', value: chosen.fname, options: fnames.map((fname) => [fname, fname]),
      'data-testid': 'preview-feature', onChange: (fname) => choose({ fname }, onFeature),
    })),
    field('Mapping', select({
      key: 'preview-mapping', value: chosen.mapping, options: MAPPING_OPTIONS, 'data-testid': 'preview-mapping',
      onChange: (mapping) => choose({ mapping, byHand: true }, onLook),
    })),
    ...statistic,
  ];
}
