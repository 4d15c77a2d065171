/** Finds regions as the upload and `/regions/` do: the server says what a name means. */

import { findRegions, indexRegions } from './region_search.js';

/** Milliseconds without typing after which the server is asked. */
const REST = 120;

/** Matches that are listed, at most. */
const MOST = 30;

/**
 * Return `find(query, show, signal)` for `createSearch`; a found region's entry has `row` and `side` too.
 *
 * @param {object} options
 * @param {Atlas} options.atlas
 * @param {(key: string, options: {signal: AbortSignal}) => Promise<object>} options.resolve what the server says a key
 *   means, see `/api/regions/resolve`
 */
export function createRegionFinder({ atlas, resolve }) {
  const index = indexRegions(atlas.regions);
  const local = (query) => findRegions(query, index, MOST)
    .map(({ row, side, name }) => entryOf(atlas, { row, side, name, note: '' }));

  return function find(query, show, signal) {
    const known = local(query);
    show(known);
    const timer = setTimeout(async () => {
      try {
        const answer = await resolve(query, { signal });
        if (!signal.aborted) show(mergeMeant(answer, known, atlas));
      } catch (error) {
        // Without the server, regions that begin with the query are still found.
        if (error.name !== 'AbortError' && error.name !== 'ApiError') throw error;
      }
    }, REST);
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  };
}

/**
 * Return what the server says a key means, then what else begins or is named so. What is merely near to the key is
 * listed only when nothing else was found.
 */
export function mergeMeant({ outcome, row, side, suggestions }, known, atlas) {
  const exact = row === null ? [] : [{ row, side, name: null, note: '' }];
  const near = outcome === 'unknown';
  const suggested = suggestions.map((one) => ({ row: one.row, side: one.side, name: one.name, note: one.reason }));
  const meant = [...exact, ...(near ? [] : suggested)].map((match) => entryOf(atlas, match));
  const last = near ? suggested.map((match) => entryOf(atlas, match)) : [];
  const entries = new Map();
  for (const entry of [...meant, ...known, ...(known.length === 0 ? last : [])]) {
    if (!entries.has(entry.row)) entries.set(entry.row, entry);
  }
  return [...entries.values()].slice(0, MOST);
}

function entryOf({ regions, colours }, { row, side, name, note }) {
  const plain = name ?? regions.official_name[row] ?? regions.name[row];
  return {
    row, side, note, title: regions.acronym[row], region: regions.acronym[row], colour: colours[row],
    text: side === null ? plain : `${plain}, ${side}`,
  };
}
