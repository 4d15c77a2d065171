/**
 * What the viewer's state is made of. One line per key: default, validator, how the address writes it, and what
 * changing it means to the browser's history.
 */

import { MAPPINGS, USUAL_MAPPING } from '../core/mappings.js';
import { AXES, PLANES, indexToMicrometres } from '../core/geometry.js';
import { SCALE_KINDS } from '../core/scales.js';
import { asFlag, asNames, asNumber, asNumbers, asRange, asRegions, asShares, asText, asView } from './codecs.js';
import {
  isBoolean, isListOf, isName, isNameOrNull, isNumber, isNumbersOrNull, isOneOf, isRangeOrNull, isRegion,
  isSharesOrNull, isViewOrNull,
} from './validators.js';

export const HEMISPHERES = Object.freeze(['given', 'left', 'right', 'both']);
export const MISSING_STYLES = Object.freeze(['hatched', 'plain', 'hidden']);
export const DIRECTIONS = Object.freeze(['top', 'bottom', 'left', 'right']);
export const AREAS = Object.freeze(['volume', 'equal']);
export const PLANE_NAMES = Object.freeze(Object.keys(PLANES));
export const PANELS = Object.freeze(['coronal', 'sagittal', 'horizontal', 'top', '3d', 'flatmap', 'ontology']);
/** Features that are shown as a grid, at most. */
export const MOST_SEVERAL = 24;
export const LAYOUTS = Object.freeze(['columns', 'rows', 'big']);

/** Longest names of buckets and of features, as the server allows them. */
const BUCKET = 100;
const FNAME = 200;

/** Another feature, as bucket/feature. */
const isOtherOrNull = (value) => {
  const other = isNameOrNull(BUCKET + 1 + FNAME)(value);
  return other === null || /^[^/]+\/[^/]+$/u.test(other) ? other : undefined;
};

/** What a feature is compared with: another one, or `left_right` for its own hemispheres. */
const isPartnerOrNull = (value) => (value === 'left_right' ? value : isOtherOrNull(value));

/** A choice makes an entry in the browser's history, so that Back undoes it; `adjust` changes the entry it is in. */
const choose = (start, validate, codec) => Object.freeze({ default: start, validate, codec, history: 'push' });
const adjust = (start, validate, codec) => Object.freeze({ default: start, validate, codec, history: 'replace' });

/** A position along the axis a slice moves along, in µm from bregma. */
function isPosition(plane) {
  const axis = PLANES[plane].normal;
  const ends = [0, AXES[axis].count - 1].map((index) => indexToMicrometres(axis, index));
  return isNumber(Math.min(...ends), Math.max(...ends));
}

export const VIEWER_STATE = Object.freeze({
  buckets: choose(Object.freeze([]), isListOf(isName(BUCKET), 50), asNames),
  bucket: choose(null, isNameOrNull(BUCKET), asText),
  feature: choose(null, isNameOrNull(FNAME), asText),
  version: choose(null, isNameOrNull(64), asText),
  mapping: choose(USUAL_MAPPING, isOneOf(MAPPINGS), asText),
  stat: choose('mean', isName(FNAME), asText),
  /** Whether colours that are not chosen are those that the values suggest, see `guessLook`. */
  auto: choose(true, isBoolean, asFlag),
  /** A name of matplotlib's, also with _r; null for the feature's own. */
  cmap: choose(null, isNameOrNull(40), asText),
  reversed: choose(false, isBoolean, asFlag),
  range: adjust(null, isRangeOrNull, asRange),
  scale: choose('linear', isOneOf(SCALE_KINDS), asText),
  centred: choose(false, isBoolean, asFlag),
  hemisphere: choose('given', isOneOf(HEMISPHERES), asText),
  /** Whether only values are shown that were given for the very region. */
  givenOnly: choose(false, isBoolean, asFlag),
  outlines: choose(true, isBoolean, asFlag),
  /** Whether the names of regions are written on slices and surface, where they fit. */
  names: choose(false, isBoolean, asFlag),
  missing: choose('hatched', isOneOf(MISSING_STYLES), asText),
  coronal: adjust(-1200, isPosition('coronal'), asNumber),
  sagittal: adjust(-1514, isPosition('sagittal'), asNumber),
  horizontal: adjust(-3543, isPosition('horizontal'), asNumber),
  coronalView: adjust(null, isViewOrNull, asView),
  sagittalView: adjust(null, isViewOrNull, asView),
  horizontalView: adjust(null, isViewOrNull, asView),
  /** Half of the slab, in µm, whose points are drawn on a slice. */
  thickness: adjust(100, isNumber(0, 6000), asNumber),
  /** What the feature is compared with in the sheet beside the brain, or null. */
  compare: choose(null, isPartnerOrNull, asText),
  /** The feature whose brain is shown beside the first one, or null; whether each has colours of its own. */
  beside: choose(null, isOtherOrNull, asText),
  ownScales: choose(false, isBoolean, asFlag),
  /** Features of the bucket that are shown as a grid, and the slice of each; none: no grid. */
  several: choose(Object.freeze([]), isListOf(isName(FNAME), MOST_SEVERAL), asNames),
  severalPlane: choose('coronal', isOneOf(PLANE_NAMES), asText),
  /** What is chosen in the studio for figures while it is open, as its text; see `readChoices`. */
  figure: adjust(null, isNameOrNull(4000), asText),
  selected: choose(Object.freeze([]), isListOf(isRegion, 500), asRegions),
  /** Panels that are shown; none named: the page's own layout; one: that panel, maximised. */
  panels: choose(Object.freeze([]), isListOf(isOneOf(PANELS), PANELS.length), asNames),
  /** How panels lie, see `arrangePanels`; in `big`, the first of `panels` is large. */
  layout: choose('columns', isOneOf(LAYOUTS), asText),
  /** How their columns and rows share the room, where somebody moved an edge. */
  sizes: adjust(null, isSharesOrNull, asShares),
  /** Where the surface is seen from, and the part of it that is enlarged. */
  seenFrom: choose('top', isOneOf(DIRECTIONS), asText),
  topView: adjust(null, isViewOrNull, asView),
  /** How far the 3-D view is taken apart, 0…1; where its eye is and what it looks at, [x, y, z, x, y, z] in µm. */
  explode: adjust(0, isNumber(0, 1), asNumber),
  camera: adjust(null, isNumbersOrNull(6), asNumbers),
  /** Opacity of regions in 3-D; whether only selected ones are shown, in a shell of glass. */
  opacity: adjust(1, isNumber(0.05, 1), asNumber),
  glass: choose(true, isBoolean, asFlag),
  tracts: choose(false, isBoolean, asFlag),
  ventricles: choose(false, isBoolean, asFlag),
  /** Slices that cut the 3-D view open, and slices that are shown in it. */
  clip: choose(Object.freeze([]), isListOf(isOneOf(PLANE_NAMES), 3), asNames),
  sheets: choose(Object.freeze([]), isListOf(isOneOf(PLANE_NAMES), 3), asNames),
  /** What the areas of the ontology map stand for, and the region it is enlarged to. */
  area: choose('volume', isOneOf(AREAS), asText),
  branch: choose(null, isNameOrNull(40), asText),
  /** Whether the page is shown within another, without its lists. */
  embed: choose(false, isBoolean, asFlag),
});

/** Kept beside the state, never in the address. */
export const PASSING_STATE = Object.freeze({
  /** Where the slices were, by plane, before they were moved to where the data are, or null. */
  movedFrom: { default: null, validate: (value) => value },
  /** What the colours of features shown together cover, while nobody chose a range; null for one feature. */
  joint: { default: null, validate: isRangeOrNull },
  /** What the pointer is over, as a row with side, or null. */
  hovered: { default: null, validate: (value) => (value === null || Number.isInteger(value) ? value : undefined) },
});
