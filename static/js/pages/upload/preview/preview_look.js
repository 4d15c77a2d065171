/** How the preview is coloured, and what it says of its values: as the viewer will first show them. */

import { createScale } from '../../../core/scales.js';
import { centreRange, rangeOf, smallestPositive } from '../../../core/values.js';
import { chooseColours } from '../../../colours/colour_choice.js';
import { fillLook, guessLook } from '../../../colours/first_look.js';

/** Nothing is chosen in the preview. */
const NOTHING_CHOSEN = Object.freeze({
  auto: true, cmap: null, reversed: false, scale: 'linear', centred: false, range: null,
});

/** Return the {range, scale, colormap} of values by row with side; `range` is null where there are none. */
export function colourPreview(values, { feature, statistic, fname, atlas }) {
  const own = feature.feature_data?.cmap || null;
  const words = [feature.unit, statistic, fname];
  const look = fillLook(NOTHING_CHOSEN, guessLook({ values, words, own, kind: 'regions' }));
  const found = look.range ?? rangeOf(values);
  const range = found !== null && look.centred ? centreRange(found) : found;
  const [min, max] = range ?? [0, 1];
  const scale = createScale({ kind: look.scale, min, max, smallestPositive: smallestPositive(values) });
  return { range, scale, colormap: chooseColours(look, own, atlas).colours };
}

/** Say how many regions have a value, and how many of them were given it. */
export function sayOrigins(values, feature, mapping) {
  const count = values.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : 1), 0);
  const given = feature.feature_data.origins?.[mapping]?.given?.length;
  const regions = `${count.toLocaleString('en')} regions have values (left and right counted separately)`;
  if (given === undefined || mapping !== 'allen' || given >= count) return `${regions}.`;
  return `${regions}; ${given.toLocaleString('en')} were given, the others are inferred from parents or parts.`;
}
