/** The view in the address: readable parameters, only where a key differs from its default. */

import { VIEWER_STATE } from './viewer_state.js';

const LIST_SEPARATOR = ',';
const SIDE_MARKS = Object.freeze({ left: 'L', right: 'R', both: 'LR' });
const SIDES = Object.freeze({ L: 'left', R: 'right', LR: 'both' });

const asText = { write: (value) => value, read: (text) => text };
const asFlag = { write: (value) => (value ? '1' : '0'), read: (text) => text === '1' };
const asNumber = { write: String, read: readNumber };
const asNames = {
  write: (names) => names.map(escapeName).join(LIST_SEPARATOR),
  read: (text) => text.split(LIST_SEPARATOR).filter((name) => name !== '').map(unescapeName),
};
const asRange = {
  write: (range) => range.join('…'),
  read: (text) => text.split('…').map(readNumber),
};
const asRegions = {
  write: (regions) =>
    regions.map(({ acronym, side }) => `${escapeName(acronym)}:${SIDE_MARKS[side]}`).join(LIST_SEPARATOR),
  read: (text) => text.split(LIST_SEPARATOR).map(readRegion),
};

const CODECS = Object.freeze({
  buckets: asNames, bucket: asText, feature: asText, mapping: asText, stat: asText, cmap: asText,
  reversed: asFlag, range: asRange, scale: asText, centred: asFlag, hemisphere: asText, outlines: asFlag,
  coronal: asNumber, sagittal: asNumber, horizontal: asNumber, selected: asRegions,
});

/** Return the query (without '?') of a state; keys at their default are left out. */
export function writeAddress(state) {
  const parameters = new URLSearchParams();
  for (const [key, codec] of Object.entries(CODECS)) {
    if (JSON.stringify(state[key]) === JSON.stringify(VIEWER_STATE[key].default)) continue;
    parameters.set(key, codec.write(state[key]));
  }
  return parameters.toString();
}

/**
 * Return {state, refused}: every key of the state, defaults where the query says nothing, and the names
 * of the parameters that could not be read.
 */
export function readAddress(query) {
  const parameters = new URLSearchParams(query);
  const state = {};
  const refused = [];
  for (const [key, { default: start, validate }] of Object.entries(VIEWER_STATE)) {
    state[key] = start;
    const text = parameters.get(key);
    if (text === null) continue;
    const value = validate(CODECS[key].read(text));
    if (value === undefined) refused.push(key);
    else state[key] = value;
  }
  return { state: withBucketOpened(state), refused };
}

/** A bucket that is shown is among those that are open; the first of these is shown unless one is named. */
function withBucketOpened(state) {
  const bucket = state.bucket ?? state.buckets[0] ?? null;
  const buckets = bucket === null || state.buckets.includes(bucket) ? state.buckets : [...state.buckets, bucket];
  return { ...state, bucket, buckets };
}

function readNumber(text) {
  return text.trim() === '' ? NaN : Number(text);
}

function readRegion(text) {
  const [, name, mark] = /^(.*):(LR|L|R)$/.exec(text) ?? [];
  return name === undefined ? undefined : { acronym: unescapeName(name), side: SIDES[mark] };
}

/** A comma separates names, so one inside a name ("CUL4, 5") is written otherwise. */
function escapeName(name) {
  return name.replaceAll('~', '~0').replaceAll(',', '~1');
}

function unescapeName(text) {
  return text.replaceAll('~1', ',').replaceAll('~0', '~');
}
