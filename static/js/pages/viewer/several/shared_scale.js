/** One colour scale for features that are shown together: the range it covers, how the others are drawn, its words. */

import { formatNumber } from '../../../core/numbers.js';
import { chooseColours } from '../../../colours/colour_choice.js';

/** Features with values beyond the colours that are named, at most. */
const MOST_NAMED = 3;

/** Return the range that covers all ranges [low, high]; those that are null have no values. null where none has. */
export function joinRanges(ranges) {
  const found = ranges.filter((range) => range !== null);
  if (found.length === 0) return null;
  return [Math.min(...found.map(([low]) => low)), Math.max(...found.map(([, high]) => high))];
}

/**
 * Return the state under which another feature is drawn in the colours of the first one: same map, range and scale.
 *
 * @param {Picture} picture of the first feature
 * @param {object} state the store's snapshot
 * @param {string} fname of the other feature
 * @param {Atlas} atlas
 */
export function sharedState(picture, state, fname, atlas) {
  const { name, turned } = chooseColours(picture.look, picture.ownMap, atlas);
  const range = picture.range === null ? state.joint : [picture.scale.min, picture.scale.max];
  return {
    ...state, feature: fname, auto: false, joint: null, range, cmap: turned ? `${name}_r` : name,
    reversed: picture.look.reversed, scale: picture.look.scale, centred: picture.look.centred,
    mapping: picture.mapping, stat: picture.statistic ?? state.stat,
  };
}

/** Return the state under which another feature is drawn in colours of its own, as it would be alone. */
export function ownState(picture, state, fname) {
  const { mapping, statistic } = picture ?? {};
  return {
    ...state, feature: fname, range: null, joint: null, mapping: mapping ?? state.mapping,
    stat: statistic ?? state.stat,
  };
}

/** Return how many of the values that count lie outside the colours. */
export function countBeyond({ counted, scale, weights }) {
  if (weights !== undefined) return 0;
  return counted.reduce((count, value) => count + (value < scale.min || value > scale.max ? 1 : 0), 0);
}

/**
 * Return the sentences about the colours of features that are shown together.
 *
 * @param {{name: string, picture: Picture}[]} shown the first one is the one whose scale it is
 * @param {boolean} own whether each has its own colours
 */
export function explainScale(shown, own) {
  if (own) return 'Each has its own colours: equal colours do not mean equal values.';
  const [{ picture }] = shown;
  if (picture.range === null) return 'Nothing here has a value.';
  const ends = [picture.scale.min, picture.scale.max].map((end) => formatNumber(end, 3));
  return [
    `One colour scale: ${ends.join(' to ')}${picture.unit ? ` ${picture.unit}` : ''}.`,
    ...explainUnits(shown), ...explainBeyond(shown),
  ].join(' ');
}

function explainUnits(shown) {
  const units = [...new Set(shown.map(({ picture }) => picture.unit))];
  if (units.length < 2) return [];
  const texts = units.map((unit) => unit ?? 'none');
  return [`The units differ (${texts.join(', ')}): equal colours do not mean equal amounts.`];
}

function explainBeyond(shown) {
  const beyond = shown.map(({ name, picture }) => ({ name, count: countBeyond(picture) }))
    .filter(({ count }) => count > 0);
  if (beyond.length > MOST_NAMED) return [`Values of ${beyond.length} features lie beyond it.`];
  return beyond
    .map(({ name, count }) => `${count} ${count === 1 ? 'value' : 'values'} of “${name}” ${
      count === 1 ? 'lies' : 'lie'} beyond it.`);
}
