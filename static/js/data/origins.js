/** Where the values of a feature came from: given by its author, or inferred from parts or from a parent. */

import { splitLateralRow } from '../core/geometry.js';
import { emptyOrigins, NO_ORIGINS, ORIGIN_WORDS, ORIGINS } from './origin_kinds.js';

/** How payloads name them; Beryl and Cosmos average what was given inside a region. */
const STORED = Object.freeze({ given: ORIGINS.given, children: ORIGINS.parts, inside: ORIGINS.parts });

const kept = new WeakMap();

/**
 * @typedef {object} Origins
 * @property {boolean} stored whether the feature was stored with them; else they are worked out from its values
 * @property {Uint8Array} kinds one of ORIGINS by row with side
 * @property {Uint16Array} sources by row with side, the row with side that a value from a parent came from; else 0
 */

/**
 * Return where the values of a feature came from under a mapping. A feature that the SDK stored does not say it; then
 * it is worked out from the values by the SDK's rule, and unknown where they leave it open.
 *
 * @param {object|null} feature as the API sends it
 * @param {string} mapping
 * @param {object} regions the region table
 * @param {typeof import('./derived_origins.js').deriveOrigins|null} derive works them out; null until it is loaded
 * @returns {Origins|null} null while they can only be worked out, and `derive` is not there
 */
export function readOrigins(feature, mapping, regions, derive) {
  if (feature === null) return NO_ORIGINS;
  if (!kept.has(feature)) kept.set(feature, new Map());
  const known = kept.get(feature);
  if (!known.has(mapping)) {
    const stored = feature.feature_data?.origins?.[mapping];
    if (!stored && derive === null) return null;
    known.set(mapping, stored ? readStored(stored, feature, mapping) : derive(feature, mapping, regions));
  }
  return known.get(mapping);
}

function readStored(stored, feature, mapping) {
  const { kinds, sources } = emptyOrigins();
  for (const row of Object.keys(feature.feature_data?.mappings?.[mapping]?.data ?? {})) kinds[row] = ORIGINS.unknown;
  for (const [name, kind] of Object.entries(STORED)) for (const row of stored[name] ?? []) kinds[row] = kind;
  for (const [ancestor, rows] of Object.entries(stored.spread ?? {})) {
    for (const row of rows) {
      kinds[row] = ORIGINS.parent;
      sources[row] = Number(ancestor);
    }
  }
  return Object.freeze({ stored: true, kinds, sources });
}

/**
 * Return where a value came from, in words: empty where there is none.
 *
 * @param {Origins} origins
 * @param {number} lateral row with side
 * @param {string[]} acronyms by row without side
 */
export function describeOrigin({ stored, kinds, sources }, lateral, acronyms) {
  const kind = kinds[lateral];
  const { row } = splitLateralRow(sources[lateral]);
  const from = kind === ORIGINS.parent && row > 0 ? ` ${acronyms[row]}` : '';
  const sure = stored || kind === ORIGINS.none || kind === ORIGINS.unknown;
  return `${ORIGIN_WORDS[kind]}${from}${sure ? '' : ' (inferred)'}`;
}

/** Return whether a value was inferred from others, not given. */
export function isInferred(kind) {
  return kind === ORIGINS.parts || kind === ORIGINS.parent;
}
