/** Links made by the older site, opened as the same view: `state=` holds base64 of JSON, `alias=` a name for one. */

import { legacySliceIndex, sliceCount, slicePosition } from '../core/geometry.js';
import { MAPPINGS } from '../core/mappings.js';

/** Views that the older site gave a name; its four oldest links used the first four. */
const ALIASES = Object.freeze({
  bwm_choice: effect('choice_decoding_effect', 'YlOrRd'),
  bwm_block: effect('block_decoding_effect', 'Purples'),
  bwm_feedback: effect('feedback_decoding_effect', 'Reds'),
  bwm_stimulus: effect('stimulus_decoding_effect', 'YlGn'),
  bwm_wheel_speed: effect('wheel_speed_decoding_effect', 'Blues'),
  bwm_wheel_velocity: effect('wheel_velocity_decoding_effect', 'Blues'),
  bwm: Object.freeze({ bucket: 'bwm', mapping: 'allen' }),
});

/** Slices of the older site, of 10 µm, in one of ours. */
const SLICES_PER_OURS = 2.5;

/** What the older site showed where a link says nothing of it. */
const START = Object.freeze({
  mapping: 'allen', ...positionOf('coronal', 660), ...positionOf('sagittal', 550), ...positionOf('horizontal', 400),
});
const WHOLE = Object.freeze([0, 100]);

/** Keys of the older state that are nothing of the view, or that its own site ignored. */
const IDLE = new Set(['isVolume', 'highlighted', 'panelOpen', 'top', 'swanson', 'search', 'buckets', '_toggle']);

/** Where the older site's keys go: each returns changes of our state, or null when it cannot read the value. */
const READERS = Object.freeze({
  cmap: (value) => ({ cmap: value }),
  logScale: (value) => (typeof value === 'boolean' ? { scale: value ? 'root4' : 'linear' } : null),
  bucket: (value) => ({ bucket: value }),
  fname: (value) => ({ feature: value }),
  stat: (value) => ({ stat: value }),
  mapping: (value) => (MAPPINGS.includes(value) ? { mapping: value } : null),
  coronal: (value) => positionOf('coronal', value),
  sagittal: (value) => positionOf('sagittal', value),
  horizontal: (value) => positionOf('horizontal', value),
  exploded: readExploded,
});

function effect(feature, cmap) {
  return Object.freeze({ bucket: 'bwm', feature, cmap, mapping: 'beryl' });
}

/**
 * Return what an older link says: `values` by our key, not validated; `refused` parameters; `rows` selected, as
 * rows with side; `percent`, the colour range as two percentages of the feature's own.
 *
 * An empty state is what the older site's "reset view" left in the address: all at its start.
 */
export function readOldLink(parameters) {
  const alias = parameters.get('alias');
  if (alias !== null) {
    const known = Object.hasOwn(ALIASES, alias);
    const refused = known ? [] : [{ name: 'alias', text: alias }];
    return { values: known ? { ...START, ...ALIASES[alias] } : {}, refused, rows: [], percent: known ? WHOLE : null };
  }
  const text = parameters.get('state');
  const state = text === '' ? {} : decodeState(text);
  if (state === null) return { values: {}, refused: [{ name: 'state', text }], rows: [], percent: null };
  return readState(state);
}

function readState(state) {
  const values = { ...START };
  const refused = [];
  const refuse = (key) => refused.push({ name: `state.${key}`, text: JSON.stringify(state[key]) });
  for (const [key, value] of Object.entries(state)) {
    if (IDLE.has(key) || value === null || value === '' || ['cmapmin', 'cmapmax', 'selected'].includes(key)) continue;
    const changes = Object.hasOwn(READERS, key) ? READERS[key](value) : null;
    if (changes === null) refuse(key);
    else Object.assign(values, changes);
  }
  const rows = readRows(state.selected ?? []);
  if (rows === null) refuse('selected');
  const percent = readPercent(state.cmapmin || WHOLE[0], state.cmapmax || WHOLE[1]);
  if (percent === null) ['cmapmin', 'cmapmax'].filter((key) => key in state).forEach(refuse);
  return { values, refused, rows: rows ?? [], percent: percent ?? WHOLE };
}

/** Return the object inside base64 (also URL-safe, with or without padding) of JSON, or null. */
function decodeState(text) {
  try {
    const packed = text.replaceAll('-', '+').replaceAll('_', '/').replaceAll(' ', '+').replace(/=+$/, '');
    const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
    const state = JSON.parse(decodeText(bytes));
    return typeof state === 'object' && state !== null && !Array.isArray(state) ? state : null;
  } catch {
    return null;
  }
}

/** The older site wrote Latin-1, because that is all `btoa` takes; other programs write UTF-8. */
function decodeText(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
}

function positionOf(plane, value) {
  const index = Number.parseInt(value, 10);
  const exists = index >= 0 && index <= sliceCount(plane) * SLICES_PER_OURS;
  return exists ? { [plane]: slicePosition(plane, legacySliceIndex(plane, index)) } : null;
}

/** The older slider ran from 0 to 1; a link with more holds percent. */
function readExploded(value) {
  const amount = Number.parseFloat(value);
  if (!Number.isFinite(amount)) return null;
  return { explode: amount > 1 ? amount / 100 : amount };
}

function readRows(selected) {
  if (!Array.isArray(selected)) return null;
  const rows = selected.map(Number);
  return rows.every((row) => Number.isInteger(row) && row > 0) ? rows : null;
}

function readPercent(low, high) {
  const percent = [low, high].map(Number);
  return percent.every(Number.isFinite) && percent[0] <= percent[1] ? percent : null;
}

/**
 * Put what waited into the store, as far as it can be understood now; returns what still waits. The percentages are
 * those of the feature that the link names: once another one is chosen they mean nothing.
 *
 * @param {{rows: number[], percent: number[]|null, feature: string|null}} waiting as `readAddress` returns it
 * @param {object} options
 * @param {object} options.store
 * @param {(lateral: number) => {acronym: string|undefined, side: string|null}} options.describe of a row with side
 * @param {string|null} options.feature the one that is shown
 * @param {{ends: number[], full: number[], linear: boolean}|null} options.known its colours, from
 *   `findPercentEnds`; null while they are not known
 */
export function applyOldLink({ rows, percent, feature: named }, { store, describe, feature, known }) {
  const changes = {};
  if (rows.length > 0) {
    const regions = rows.map(describe).filter(({ acronym }) => acronym !== undefined);
    changes.selected = regions.map(({ acronym, side }) => ({ acronym, side }));
  }
  const another = named !== null && feature !== named;
  if (percent !== null && known !== null && !another) {
    const [low, high] = known.ends;
    const range = percent.map((part) => low + ((high - low) * part) / 100);
    // The whole range is none of ours, so that it follows the feature.
    if (range.some((end, n) => end !== known.full[n])) changes.range = range;
    if (known.linear && store.get('scale') === 'root4') changes.scale = 'linear';
  }
  if (Object.keys(changes).length > 0) store.set(changes);
  return { rows: [], percent: known === null && !another ? percent : null, feature: named };
}
