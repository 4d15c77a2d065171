/** The tree of features as rows: flattening, filtering and type-ahead, as plain arithmetic. */

import { fold } from '../region_search.js';

/**
 * Return the listed nodes as rows in order: {label, fname|null, level, parent, setsize, posinset, hasChildren,
 * outside}; `parent` is the place of the folder's row, -1 at the top; levels count from 1; `outside` marks the folder
 * of what the tree leaves out.
 *
 * @param {object[]} nodes as `listedTree` returns them
 */
export function flattenTree(nodes, level = 1, parent = -1, rows = []) {
  nodes.forEach(({ label, fname = null, children, outside = false }, n) => {
    const place = rows.length;
    rows.push({
      label, fname, level, parent, setsize: nodes.length, posinset: n + 1, hasChildren: Boolean(children), outside,
    });
    if (children) flattenTree(children, level + 1, place, rows);
  });
  return rows;
}

/**
 * Return which rows are in view, as booleans: those whose folders are all open or, with a filter, those that match
 * it, everything within a folder that matches, and the folders on the way.
 *
 * @param {object[]} rows as `flattenTree` returns them
 * @param {Set<number>} closed places of closed folders; a filter looks into them too
 * @param {string} filter words that must all occur in label, fname or description
 * @param {(row: object) => string} textOf what else to look through
 */
export function visibleRows(rows, closed, filter, textOf) {
  const words = fold(filter).split(' ').filter((word) => word !== '');
  if (words.length === 0) return rows.map(({ parent }) => isOpen(rows, parent, closed));
  const matches = rows.map((row) => {
    const text = fold(`${row.label} ${row.fname ?? ''} ${textOf(row)}`);
    return words.every((word) => text.includes(word));
  });
  const inView = matches.slice();
  rows.forEach(({ parent }, place) => {
    if (parent >= 0 && matches[parent]) matches[place] = true;
    inView[place] = matches[place];
  });
  for (let place = rows.length - 1; place >= 0; place--) {
    if (inView[place] && rows[place].parent >= 0) inView[rows[place].parent] = true;
  }
  return inView;
}

function isOpen(rows, parent, closed) {
  for (let place = parent; place >= 0; place = rows[place].parent) if (closed.has(place)) return false;
  return true;
}

/** Return the place of the next row in view whose label starts with `text`, after `from`, around; -1 without one. */
export function findByStart(rows, inView, from, text) {
  const wanted = text.toLowerCase();
  for (let step = 1; step <= rows.length; step++) {
    const place = (from + step) % rows.length;
    if (inView[place] && rows[place].label.toLowerCase().startsWith(wanted)) return place;
  }
  return -1;
}
