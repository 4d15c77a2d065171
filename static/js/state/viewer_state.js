/** What the viewer's state is made of: per key its default, its validator, and how the address writes it. */

import { AXES, PLANES, indexToMicrometres } from '../core/geometry.js';
import { SCALE_KINDS } from '../core/scales.js';
import { isBoolean, isListOf, isNumber, isOneOf, isRangeOrNull, isText, isTextOrNull } from './validators.js';

export const MAPPINGS = Object.freeze(['allen', 'beryl', 'cosmos']);
export const HEMISPHERES = Object.freeze(['given', 'left', 'right', 'both']);

const NAME = 200;

/** A selected region: acronym and side, 'left', 'right' or 'both'. */
function isSelected(value) {
  const good = typeof value?.acronym === 'string' && value.acronym.length <= 40;
  const side = isOneOf(['left', 'right', 'both'])(value?.side);
  return good && side ? { acronym: value.acronym, side } : undefined;
}

/** A position along the axis a slice moves along, in µm from bregma. */
function isPosition(plane) {
  const axis = PLANES[plane].normal;
  const ends = [0, AXES[axis].count - 1].map((index) => indexToMicrometres(axis, index));
  return isNumber(Math.min(...ends), Math.max(...ends));
}

export const VIEWER_STATE = Object.freeze({
  buckets: { default: [], validate: isListOf(isText(100), 50) },
  bucket: { default: null, validate: isTextOrNull(100) },
  feature: { default: null, validate: isTextOrNull(NAME) },
  mapping: { default: 'beryl', validate: isOneOf(MAPPINGS) },
  stat: { default: 'mean', validate: isText(NAME) },
  cmap: { default: 'magma', validate: isText(40) },
  reversed: { default: false, validate: isBoolean },
  range: { default: null, validate: isRangeOrNull },
  scale: { default: 'linear', validate: isOneOf(SCALE_KINDS) },
  centred: { default: false, validate: isBoolean },
  hemisphere: { default: 'given', validate: isOneOf(HEMISPHERES) },
  outlines: { default: true, validate: isBoolean },
  coronal: { default: -1200, validate: isPosition('coronal') },
  sagittal: { default: -1514, validate: isPosition('sagittal') },
  horizontal: { default: -3543, validate: isPosition('horizontal') },
  selected: { default: [], validate: isListOf(isSelected, 500) },
});

/** Kept beside the state, never in the address: what the pointer is over, as a row with side, or null. */
export const PASSING_STATE = Object.freeze({
  hovered: { default: null, validate: (value) => (value === null || Number.isInteger(value) ? value : undefined) },
});
