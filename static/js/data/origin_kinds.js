/** Where a value came from: given, from parts, from the parent, unknown. */

import { LATERAL_ROWS } from '../core/geometry.js';

/** What a value is, by row with side. */
export const ORIGINS = Object.freeze({ none: 0, given: 1, parts: 2, parent: 3, unknown: 4 });

/** The same in words, by number: in the legend, tooltip, card, bars and files. */
export const ORIGIN_WORDS = Object.freeze(['', 'given', 'from parts', 'from the parent', 'origin unknown']);

/** Return empty origins, to be filled. */
export function emptyOrigins() {
  return { kinds: new Uint8Array(LATERAL_ROWS), sources: new Uint16Array(LATERAL_ROWS) };
}

/** Origins of nothing. */
export const NO_ORIGINS = Object.freeze({ stored: true, ...emptyOrigins() });
