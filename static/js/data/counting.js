/** Which values count: each given one once, where anything is drawn of it. For statistics, histogram and legend. */

import { LATERAL_ROWS } from '../core/geometry.js';
import { ORIGINS } from './origin_kinds.js';

/**
 * Return which values of a feature count.
 *
 * A given value counts once, whether it is drawn on its own region or on the parts that it was handed down to. One that
 * nothing is drawn of does not count. What was inferred from other values does not count again; under Beryl and Cosmos
 * the mean of what was given inside a region does. A value of unknown origin counts where it is drawn. Mirrored values
 * are not among `values`, so they do not count twice.
 *
 * @param {object} options
 * @param {Float64Array} options.values by row with side, not mirrored; NaN where missing
 * @param {Origins} options.origins
 * @param {string} options.mapping
 * @param {Uint8Array|null} options.drawn by row with side of the annotation; null where all is drawn
 * @returns {{rows: number[], folded: Set<number>, counts: {given: number, parts: number, parent: number,
 *   unknown: number, undrawn: number}}} `rows` count; `folded` are means that no voxel shows; `counts` by origin of
 *   what counts or is drawn; `undrawn` are given and not drawn
 */
export function countDrawn({ values, origins: { kinds, sources }, mapping, drawn }) {
  const isDrawn = (row) => mapping !== 'allen' || drawn === null || drawn[row] === 1;
  const shown = new Uint8Array(LATERAL_ROWS);
  for (let row = 1; row < LATERAL_ROWS; row++) {
    if (Number.isNaN(values[row]) || !isDrawn(row)) continue;
    shown[row] = 1;
    if (kinds[row] === ORIGINS.parent) shown[sources[row]] = 1;
  }
  const rows = [];
  const folded = new Set();
  const counts = { given: 0, parts: 0, parent: 0, unknown: 0, undrawn: 0 };
  for (let row = 1; row < LATERAL_ROWS; row++) {
    if (Number.isNaN(values[row])) continue;
    const kind = kinds[row];
    if (kind === ORIGINS.parent || kind === ORIGINS.parts) {
      if (isDrawn(row)) counts[kind === ORIGINS.parent ? 'parent' : 'parts'] += 1;
      else folded.add(row);
      if (mapping !== 'allen') rows.push(row);
    } else if (!shown[row]) {
      if (kind === ORIGINS.given) counts.undrawn += 1;
    } else {
      counts[kind === ORIGINS.given ? 'given' : 'unknown'] += 1;
      rows.push(row);
    }
  }
  return { rows, folded, counts };
}

/** Return only values that are known to be given. */
export function keepGiven(values, { kinds }) {
  return values.map((value, row) => (kinds[row] === ORIGINS.given ? value : NaN));
}
