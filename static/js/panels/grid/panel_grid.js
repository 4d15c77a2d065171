/** Where panels lie: rows and columns of the grid for those that are shown, as plain arithmetic. */

/**
 * Return {columns, rows, places}: how many tracks there are, and per panel {column, row, rowSpan}, from 1.
 *
 * Two rows where there are three panels or more; the place that is then left over goes to a tall panel, which
 * stands in the last column.
 *
 * @param {{id: string, tall?: boolean}[]} panels in the order in which they are shown
 */
export function arrangePanels(panels) {
  const count = panels.length;
  if (count <= 2) {
    return { columns: Math.max(1, count), rows: 1, places: placeAll(panels, (n) => ({ column: n + 1, row: 1 })) };
  }
  const columns = Math.ceil(count / 2);
  const spanning = count % 2 === 1 ? lastTall(panels) : -1;
  const places = {};
  panels.filter((_, n) => n !== spanning).forEach(({ id }, n) => {
    places[id] = { column: Math.floor(n / 2) + 1, row: (n % 2) + 1, rowSpan: 1 };
  });
  if (spanning >= 0) places[panels[spanning].id] = { column: columns, row: 1, rowSpan: 2 };
  return { columns, rows: 2, places };
}

function placeAll(panels, place) {
  return Object.fromEntries(panels.map(({ id }, n) => [id, { rowSpan: 1, ...place(n) }]));
}

function lastTall(panels) {
  const tall = panels.findLastIndex((panel) => panel.tall);
  return tall >= 0 ? tall : panels.length - 1;
}

/** Shares below this are not given to a row or column. */
export const LEAST_SHARE = 0.15;

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

/** Return shares that fit: those given when they are `count` positive numbers that add up to 1, else equal ones. */
export function usableShares(shares, count) {
  const sum = Array.isArray(shares) ? shares.reduce((total, share) => total + share, 0) : NaN;
  const whole = shares?.length === count && Math.abs(sum - 1) < 1e-6;
  const usable = whole && shares.every((share) => share >= LEAST_SHARE / 2);
  return usable ? shares : Array.from({ length: count }, () => 1 / count);
}
