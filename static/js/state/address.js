/** The view in the address: readable parameters, only where a key differs from its default. */

import { sameValue } from './store.js';
import { VIEWER_STATE } from './viewer_state.js';

/** Characters that a query may hold as they are, which `encodeURIComponent` writes as %XX all the same. */
const READABLE = Object.freeze({ '%2C': ',', '%3A': ':', '%2F': '/', '%40': '@', '%20': '+' });

/** What an address of ours says as an older link. */
const NOT_OLD = Object.freeze({ values: {}, refused: [], rows: [], percent: null });

/** Keys of the colours. A link that says one of them and nothing of `auto` chose all of them. */
const COLOUR_KEYS = Object.freeze(['cmap', 'reversed', 'range', 'scale', 'centred']);

/** Longest part of an unreadable value that a message repeats. */
const SHOWN = 60;

/**
 * @typedef {object} Address
 * @property {object} state every key of the state; defaults where the query says nothing or nothing readable
 * @property {{name: string, text: string}[]} refused parameters that could not be read
 * @property {{name: string, text: string, kept: string}[]} moved numbers beyond what there is, and those taken instead
 * @property {string[]} unknown names of parameters that mean nothing here
 * @property {{rows: number[], percent: number[]|null, feature: string|null}} waiting what an old link says that needs
 *   the region table or the feature to be understood; see `applyOldLink`
 */

/** Return the query (without '?') of a state; keys at their default are left out, `auto` where the colours say it. */
export function writeAddress(state) {
  const isSaid = ([key, { default: start }]) => !sameValue(state[key], start);
  const coloured = Object.entries(VIEWER_STATE).some((entry) => COLOUR_KEYS.includes(entry[0]) && isSaid(entry));
  return Object.entries(VIEWER_STATE)
    .filter((entry) => (entry[0] === 'auto' ? state.auto === coloured : isSaid(entry)))
    .map(([key, { codec }]) => `${key}=${encode(codec.write(state[key]))}`)
    .join('&');
}

/** Return whether a query is a link of the older site, which `readOldLink` reads. */
export function isOldLink(query) {
  const parameters = new URLSearchParams(query);
  return parameters.has('state') || parameters.has('alias');
}

/**
 * Return what a query means.
 *
 * @param {string} query
 * @param {(parameters: URLSearchParams) => object} [readOldLink] of `old_links.js`, for a link of the older site
 * @returns {Address}
 */
export function readAddress(query, readOldLink = () => NOT_OLD) {
  const parameters = new URLSearchParams(query);
  const old = isOldLink(query) ? readOldLink(parameters) : NOT_OLD;
  const state = {};
  const refused = [...old.refused];
  const moved = [];
  for (const [key, definition] of Object.entries(VIEWER_STATE)) {
    state[key] = valueOf(key, definition, { parameters, old, refused, moved });
  }
  if (!parameters.has('auto')) {
    const isRead = (key) => parameters.has(key) && !refused.some(({ name }) => name === key);
    state.auto = old === NOT_OLD && !COLOUR_KEYS.some(isRead);
  }
  const known = [...Object.keys(VIEWER_STATE), 'state', 'alias'];
  const unknown = [...new Set(parameters.keys())].filter((name) => !known.includes(name));
  const waiting = { rows: old.rows, percent: old.percent, feature: old.values.feature ?? null };
  return { state: withBucketOpened(state), refused, moved, unknown, waiting };
}

/** Return the sentence that names what could not be read, or '' when all could. */
export function explainAddress({ refused, moved, unknown }) {
  const unreadable = refused.map(({ name, text }) => `“${name}=${shorten(text)}”`);
  const sentences = [];
  if (unreadable.length > 0) {
    sentences.push(`The address contains ${listed(unreadable)}, which cannot be read and was ignored.`);
  }
  for (const { name, text, kept } of moved) {
    sentences.push(`“${name}=${shorten(text)}” is out of range; showing ${kept}.`);
  }
  if (unknown.length > 0) {
    const names = unknown.map((name) => `“${shorten(name)}”`);
    sentences.push(`The address contains ${listed(names)}, which the viewer does not know.`);
  }
  return sentences.join(' ');
}

function valueOf(key, { default: start, validate, codec }, { parameters, old, refused, moved }) {
  const texts = parameters.getAll(key);
  if (texts.length === 0) {
    if (!Object.hasOwn(old.values, key)) return start;
    const value = validate(old.values[key]);
    const text = String(old.values[key]);
    if (value === undefined) refused.push({ name: key, text });
    else if (isMoved(old.values[key], value)) moved.push({ name: key, text, kept: codec.write(value) });
    return value ?? start;
  }
  const read = codec.read(texts[0]);
  const value = validate(read);
  if (value === undefined) refused.push({ name: key, text: texts[0] });
  else if (isMoved(read, value)) moved.push({ name: key, text: texts[0], kept: describeKept(value, codec) });
  for (const again of texts.slice(1)) refused.push({ name: key, text: again });
  return value === undefined ? start : value;
}

/** Return a value as the address writes it; a view that is none is a whole slice. */
function describeKept(value, codec) {
  return value === null ? 'all' : codec.write(value);
}

/** Return whether a number, or the zoom of a view, was moved to the end of what there is. */
function isMoved(read, value) {
  const [wish, kept] = typeof read === 'number' ? [read, value] : [read?.zoom, value?.zoom ?? 1];
  return typeof wish === 'number' && Math.abs(wish - kept) > 1e-3;
}

/**
 * Return the sentence that names what an address calls a region and the atlas does not know, or ''.
 *
 * @param {Address} address
 * @param {(acronym: string) => boolean} isRegion
 * @param {(lateral: number) => boolean} isRow whether a row with side of an old link is there
 */
export function explainRegions({ state: { selected, branch }, waiting: { rows } }, isRegion, isRow) {
  const acronyms = [...selected.map(({ acronym }) => acronym), ...(branch === null ? [] : [branch])];
  const strangers = [
    ...acronyms.filter((acronym) => !isRegion(acronym)).map((acronym) => `“${shorten(acronym)}”`),
    ...rows.filter((row) => !isRow(row)).map((row) => `number ${row}`),
  ];
  return strangers.length === 0 ? '' : `This atlas has no region ${listed([...new Set(strangers)])}.`;
}

/** A bucket that is shown is among those that are open; the first of these is shown unless one is named. */
function withBucketOpened(state) {
  const bucket = state.bucket ?? state.buckets[0] ?? null;
  const buckets = bucket === null || state.buckets.includes(bucket) ? state.buckets : [...state.buckets, bucket];
  return { ...state, bucket, buckets };
}

function encode(text) {
  return encodeURIComponent(text).replaceAll(/%2C|%3A|%2F|%40|%20/g, (escaped) => READABLE[escaped]);
}

function shorten(text) {
  const characters = [...text];
  return characters.length > SHOWN ? `${characters.slice(0, SHOWN).join('')}…` : text;
}

function listed(texts) {
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;
}
