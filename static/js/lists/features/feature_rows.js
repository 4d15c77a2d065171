/** The rows of the feature tree: which folders are open, which rows are in view; all are told by their place. */

import { listedTree } from '../../core/tree/tree.js';
import { findByStart, flattenTree, visibleRows } from './tree_rows.js';

/** Create the rows, none at first. */
export function createFeatureRows() {
  let features = new Map();
  let rows = [];
  let closed = new Set();
  let inView = [];

  /** Take a bucket, or null; the folder of what its tree leaves out is closed unless it was open in the same one. */
  function fill(bucket, { other }) {
    const wasOpen = !other && rows.some(({ outside }, place) => outside && !closed.has(place));
    if (other) closed = new Set();
    features = bucket?.features ?? new Map();
    rows = flattenTree(listedTree(bucket?.tree ?? null, features));
    if (!wasOpen) rows.forEach(({ outside }, place) => { if (outside) closed.add(place); });
  }

  /** Open the folder of what the tree leaves out when a feature is only there; return whether it was closed. */
  function reveal(feature) {
    const row = rows.find(({ fname }) => fname !== null && fname === feature);
    return row !== undefined && row.parent >= 0 && rows[row.parent].outside && closed.delete(row.parent);
  }

  function filter(text) {
    inView = visibleRows(rows, closed, text, ({ fname }) => features.get(fname)?.get('short_desc') ?? '');
  }

  function setOpen(place, open) {
    if (open) closed.delete(place);
    else closed.add(place);
  }

  function next(place, direction) {
    let found = place + direction;
    while (found >= 0 && found < rows.length && !inView[found]) found += direction;
    return found >= 0 && found < rows.length ? found : place;
  }

  return Object.freeze({
    fill, reveal, filter, setOpen, next,
    all: () => rows,
    at: (place) => rows[place],
    featureAt: (place) => features.get(rows[place].fname),
    isInView: (place) => inView[place] === true,
    isFolder: (place) => rows[place].hasChildren,
    isOpen: (place) => !closed.has(place),
    parent: (place) => rows[place].parent,
    first: () => inView.indexOf(true),
    last: () => inView.lastIndexOf(true),
    find: (text, after) => findByStart(rows, inView, after, text),
  });
}
