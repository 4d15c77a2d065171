/** Where the values of a feature came from: given by its author, or inferred from a parent or from children. */

import { splitLateralRow } from '../core/geometry.js';

/**
 * Return {known, of}: `of(lateral)` is {kind, from}; kind is 'given', 'children', 'inside', 'spread' or null, and
 * `from` the row without side that a spread value came from.
 *
 * `known` is false for a feature that was stored without its origins, as the SDK stores them.
 *
 * @param {object|null} feature as the API sends it
 * @param {string} mapping
 */
export function readOrigins(feature, mapping) {
  const origins = feature?.feature_data?.origins?.[mapping];
  if (!origins) return { known: false, of: () => NOTHING };
  const found = new Map();
  for (const kind of ['given', 'children', 'inside']) {
    for (const row of origins[kind] ?? []) found.set(row, { kind, from: null });
  }
  for (const [ancestor, rows] of Object.entries(origins.spread ?? {})) {
    const from = splitLateralRow(Number(ancestor)).row;
    for (const row of rows) found.set(row, { kind: 'spread', from });
  }
  return { known: true, of: (lateral) => found.get(lateral) ?? NOTHING };
}

const NOTHING = Object.freeze({ kind: null, from: null });

/** Return an origin in words, or an empty text when nothing is known of it. */
export function describeOrigin({ kind, from }, acronyms) {
  if (kind === 'spread') return `inferred: spread from ${acronyms[from] ?? 'a parent'}`;
  return WORDS[kind] ?? '';
}

const WORDS = Object.freeze({
  given: 'given',
  children: 'inferred: mean of its children',
  inside: 'inferred: mean of the given regions inside it',
});
