/** Which rows of an indented list show: what is open, and what a search finds, with all above it. */

/** Return the index of each row's parent (-1 for the first), from levels that begin with 1. */
export function findParents(levels) {
  const above = [];
  return levels.map((level, row) => {
    above.length = level - 1;
    const parent = above.at(-1) ?? -1;
    above.push(row);
    return parent;
  });
}

/** Return which rows show (booleans): those whose ancestors are all open. */
export function showOpen(parents, open) {
  const shown = [];
  parents.forEach((parent, row) => {
    shown[row] = parent < 0 || (shown[parent] && open.has(parent));
  });
  return shown;
}

/** Return which rows show when those in `matches` were found: they and everything above them. */
export function showMatches(parents, matches) {
  const shown = parents.map(() => false);
  for (const match of matches) {
    for (let row = match; row >= 0 && !shown[row]; row = parents[row]) shown[row] = true;
  }
  return shown;
}

/** Return a text for comparison: no case, accents or punctuation, single spaces. */
export function foldText(text) {
  const plain = text.replace(/['’´`]/g, '').normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '');
  return plain.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

/**
 * Return the rows that a query finds: each of its words begins a word of the row.
 *
 * @param {string[]} texts folded, by row
 * @param {string} query as typed
 */
export function searchRows(texts, query) {
  const words = foldText(query).split(' ').filter((word) => word !== '');
  if (words.length === 0) return [];
  const found = [];
  texts.forEach((text, row) => {
    if (words.every((word) => text.startsWith(word) || text.includes(` ${word}`))) found.push(row);
  });
  return found;
}
