/** Where the edges between rows and columns of panels are, and what moving one does, as plain arithmetic. */

import { LEAST_SHARE, usableShares } from './panel_grid.js';

/**
 * Return the edges between the tracks of a grid, each {kind: 'columns'|'rows', place, from, to}: behind track `place`,
 * from 0, and along the other tracks from…to, without those that a panel spans.
 */
export function listEdges({ columns, rows, places }) {
  const along = (kind, count, others, reaches) => Array.from({ length: count - 1 }, (_, place) => {
    const crossed = Object.values(places).filter((one) => reaches(one, place + 1)).flatMap((one) =>
      (kind === 'columns' ? listTracks(one.row, one.rowSpan) : listTracks(one.column, one.columnSpan)));
    const free = Array.from({ length: others }, (__, n) => n).filter((n) => !crossed.includes(n));
    return { kind, place, from: free[0], to: free.at(-1) + 1 };
  });
  return [
    ...along('columns', columns, rows, (one, track) => one.column <= track && one.column + one.columnSpan - 1 > track),
    ...along('rows', rows, columns, (one, track) => one.row <= track && one.row + one.rowSpan - 1 > track),
  ];
}

function listTracks(first, span) {
  return Array.from({ length: span }, (_, n) => first - 1 + n);
}

/**
 * Return shares (of `count` tracks, adding up to 1) after the edge behind track `edge` moved by `delta`.
 *
 * @param {number[]|undefined} shares former ones; equal ones when there are none or another number
 */
export function moveEdge(shares, count, edge, delta) {
  const next = usableShares(shares, count).slice();
  const both = next[edge] + next[edge + 1];
  const least = Math.min(LEAST_SHARE, both / 2);
  next[edge] = Math.min(both - least, Math.max(least, next[edge] + delta));
  next[edge + 1] = both - next[edge];
  return next;
}
