/** Finds regions by what people type: acronym, any of the names, or id; the best match first. */

/** Ranks, best first; equal ones keep the order of the ontology. */
const RANKS = Object.freeze({
  acronym: 0, acronymFolded: 1, id: 2, name: 3, acronymStart: 4, nameStart: 5, wordStart: 6, inside: 7,
});

/**
 * Return the index of a region table, for `findRegions`.
 *
 * @param {object} regions columns `acronym`, `name`, `official_name`, `id`
 */
export function indexRegions(regions) {
  const entries = [];
  for (let row = 1; row < regions.acronym.length; row++) {
    const names = [regions.name[row], regions.official_name[row]].filter((name) => name !== null);
    entries.push({
      row, acronym: regions.acronym[row], folded: fold(regions.acronym[row]), id: regions.id[row],
      names, foldedNames: names.map(fold),
    });
  }
  return entries;
}

/**
 * Return the best matches of a query: {row, side, name}; `side` is 'left' for a negative id, else null;
 * `name` is the name that matched, or null.
 */
export function findRegions(query, index, limit = 30) {
  const wanted = query.trim();
  if (wanted === '') return [];
  const folded = fold(wanted);
  const id = /^[-−+]?\d+$/.test(wanted) ? Number(wanted.replace('−', '-')) : NaN;
  const found = [];
  for (const entry of index) {
    const ranked = rank(entry, wanted, folded, id);
    if (ranked !== null) found.push({ ...ranked, row: entry.row });
  }
  found.sort((one, other) => one.rank - other.rank || one.row - other.row);
  return found.slice(0, limit).map(({ row, side, name }) => ({ row, side, name }));
}

function rank(entry, wanted, folded, id) {
  if (entry.acronym === wanted) return match(RANKS.acronym);
  if (entry.folded === folded) return match(RANKS.acronymFolded);
  if (!Number.isNaN(id)) return Math.abs(id) === entry.id ? match(RANKS.id, null, id < 0 ? 'left' : null) : null;
  const named = rankName(entry, folded);
  if (named !== null && named.rank === RANKS.name) return named;
  if (entry.folded.startsWith(folded)) return match(RANKS.acronymStart);
  return named;
}

function rankName({ names, foldedNames }, folded) {
  let best = null;
  foldedNames.forEach((name, n) => {
    const place = name.indexOf(folded);
    if (place < 0) return;
    let level = RANKS.inside;
    if (name === folded) level = RANKS.name;
    else if (place === 0) level = RANKS.nameStart;
    else if (name.includes(` ${folded}`)) level = RANKS.wordStart;
    if (best === null || level < best.rank) best = match(level, names[n]);
  });
  return best;
}

function match(level, name = null, side = null) {
  return { rank: level, name, side };
}

/** Return a text as it is compared: no case, no accents, no punctuation between words. */
export function fold(text) {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.replace(/[\s,;:()/_-]+/g, ' ').trim();
}
