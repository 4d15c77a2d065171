/** The colours that a feature is first shown in, guessed from its values and its words; each guess with its reason. */

import { describeValues } from '../core/statistics/distribution.js';
import { formatNumber } from '../core/numbers.js';

/** With fewer values than this, percentiles and skew say nothing. */
const FEWEST = 8;

/** The smaller side of zero counts if it reaches this share of the larger. */
const BOTH_SIDES = 0.05;

/** Values are skewed when half of them lie within this share of the range. */
const CROWDED = 0.1;

/** Outliers stretch the range when all but 4 % of the values fill less than this share of it. */
const STRETCHED = 0.4;

/** Ratio of the largest to the smallest value from which a logarithm shows more. */
const DECADES = 30;

/** p-values below this look alike. */
const SMALLEST_P = 1e-6;

/** A value that this share of the voxels has is their background. */
const BACKGROUND = 0.5;

/** Words in the unit, statistic or name that say what values are; `^…$` must be the whole text. */
const P_WORDS = /^[pq]$|(^|[^a-z])([pq][\s_-]?val(ue)?s?|fdr)([^a-z]|$)/i;
const COUNT_WORDS = /^n$|^n[\s_]|(^|[^a-z])(counts?|number|cells?|neurons?|spikes?|voxels?|synapses|events)([^a-z]|$)/i;
const CATEGORY_WORDS =
  /(^|[^a-z])(clusters?|category|categories|class|classes|labels?|group|module|community|type)([^a-z]|$)/i;

/** Maps that draw each category in a colour of its own: how many they have. */
const QUALITATIVE = Object.freeze([['tab10', 10], ['tab20', 20]]);

/** Diverging maps; a feature that asks for one of them is centred at zero. */
const DIVERGING = new RegExp(`^(${[
  'coolwarm', 'RdBu', 'PuOr', 'BrBG', 'PRGn', 'PiYG', 'RdYlBu', 'RdYlGn', 'RdGy', 'Spectral', 'seismic', 'bwr',
  'berlin', 'managua', 'vanimo',
].join('|')})(_r)?$`);

/**
 * @typedef {object} Look
 * @property {string} reason one sentence for people
 * @property {string|null} cmap null for the usual map
 * @property {boolean} reversed
 * @property {'linear'|'log'|'symlog'} scale
 * @property {boolean} centred
 * @property {number[]|null} range null for all values
 * @property {number|null} empty the value of a volume's empty voxels, which have no colour; null where there is none
 */

const PLAIN = Object.freeze({ cmap: null, reversed: false, scale: 'linear', centred: false, range: null, empty: null });

/**
 * Return the look that shows a feature's values best, or null where the usual one does: magma, linear, all values.
 *
 * @param {object} options
 * @param {ArrayLike<number>} options.values those that count
 * @param {ArrayLike<number>} [options.weights] how often each occurs
 * @param {'regions'|'voxels'|'points'} options.kind
 * @param {Array<string|null>} options.words what says what the values are: unit, statistic, name
 * @param {string|null} [options.own] the colour map that the feature asks for; a guess never takes its place
 * @returns {Look|null}
 */
export function guessLook({ values, weights, kind, words, own = null }) {
  const all = describeValues(values, weights);
  if (all === null || all.min === all.max) return null;
  const empty = kind === 'voxels' && all.commonest.share >= BACKGROUND ? all.commonest : null;
  const shown = empty === null ? all : describeValues(without(values, empty.value), weights);
  // Of two values, as in a mask, neither is empty: both are shown, plainly.
  if (shown === null || shown.min === shown.max) return null;
  const says = (pattern) => words.some((word) => pattern.test((word ?? '').trim()));
  const guess = RULES.map((rule) => rule({ ...shown, says })).find((found) => found !== null) ?? null;
  const look = empty === null ? guess : withoutEmpty(guess, shown, empty);
  return look === null ? null : keepOwn({ ...PLAIN, ...look }, own);
}

/**
 * Return the state with what is guessed filled in, where nothing was chosen: a choice always wins.
 *
 * @param {object} state the store's snapshot
 * @param {Look|null} look
 */
export function fillLook(state, look) {
  if (look === null || !state.auto) return state;
  const ownMap = state.cmap !== null;
  const sameScale = state.scale === 'linear';
  return {
    ...state,
    cmap: state.cmap ?? look.cmap,
    reversed: ownMap ? state.reversed : state.reversed !== look.reversed,
    scale: sameScale ? look.scale : state.scale,
    centred: state.centred || (look.centred && sameScale && state.range === null),
    range: state.range ?? (sameScale && !state.centred ? look.range : null),
    empty: state.range === null ? look.empty : null,
  };
}

function without(values, value) {
  return Float64Array.from(values, (one) => (one === value ? NaN : one));
}

/** Return how a volume is shown whose commonest value is left out of its range. */
function withoutEmpty(look, { min, max }, { value, share }) {
  const left = `${Math.round(share * 100)} % of the voxels are ${formatNumber(value)} and left out of the range. `
    + 'They are grey.';
  if (look === null) return { range: [min, max], empty: value, reason: left };
  const range = look.range ?? (look.centred ? null : [min, max]);
  return { ...look, range, empty: value, reason: `${look.reason} ${left}` };
}

/** A map that the feature asks for stays; its zero is in the middle only where that map has one. */
function keepOwn(look, own) {
  if (own === null) return look;
  const kept = { ...look, cmap: null, reversed: false, centred: look.centred && DIVERGING.test(own) };
  const plain = kept.scale === 'linear' && !kept.centred && kept.range === null;
  return plain || look.cmap === 'tab10' || look.cmap === 'tab20' ? null : kept;
}

/** Each rule takes a Distribution and `says(pattern)`, and returns a look or null; the first that fits counts. */
const RULES = Object.freeze([categories, probabilities, signed, counts, skewed]);

function categories({ distinct, integers, min, max, says }) {
  if (distinct === null || !integers || !says(CATEGORY_WORDS)) return null;
  const [cmap, most] = QUALITATIVE.find(([, colours]) => max - min < colours) ?? [];
  if (cmap === undefined) return null;
  return {
    cmap, range: [min - 0.5, min - 0.5 + most],
    reason: `${distinct.length} categories: one colour each.`,
  };
}

function probabilities({ min, max, says }) {
  if (min < 0 || max > 1 || !says(P_WORDS)) return null;
  const range = min < SMALLEST_P && max > SMALLEST_P ? [SMALLEST_P, max] : null;
  const alike = range === null ? '' : ` All below ${formatNumber(SMALLEST_P)} look alike.`;
  return { scale: 'log', reversed: true, range, reason: `p-values: logarithmic, small ones bright.${alike}` };
}

function signed({ count, min, max, low, high }) {
  if (!reachesBothSides(min, max) && !(count >= FEWEST && reachesBothSides(low, high))) return null;
  const widest = Math.max(-min, max);
  const most = Math.max(-low, high);
  const stretched = count >= FEWEST && most > 0 && most < STRETCHED * widest;
  return {
    cmap: 'RdBu', reversed: true, centred: true, range: stretched ? [-most, most] : null,
    reason: `Values below and above zero: zero is in the middle, red above, blue below.${
      stretched ? ' Outliers beyond percentiles 2–98 are clipped.' : ''}`,
  };
}

function reachesBothSides(low, high) {
  return low < 0 && high > 0 && Math.min(-low, high) >= BOTH_SIDES * Math.max(-low, high);
}

function counts({ count, min, max, integers, median, says }) {
  if (min < 0 || !integers || !says(COUNT_WORDS)) return null;
  const crowded = count >= FEWEST && median < CROWDED * max;
  if (crowded) {
    return { scale: 'symlog', range: [0, max], reason: 'Counts, a few of them very large: from zero, symmetric log.' };
  }
  return { range: [0, max], reason: 'Counts: from zero.' };
}

function skewed({ count, min, max, low, median, high }) {
  if (count < FEWEST) return null;
  const share = (median - min) / (max - min);
  const crowded = share < CROWDED || share > 1 - CROWDED;
  const stretched = high - low < STRETCHED * (max - min);
  if (!crowded && !stretched) return null;
  if (min > 0 && max / min >= DECADES && share < 0.5) {
    return { scale: 'log', reason: 'Half of the values crowd at the low end: logarithmic.' };
  }
  if (low === high) return null;
  return { range: [low, high], reason: 'A few values lie far from the others: colours cover percentiles 2–98.' };
}
