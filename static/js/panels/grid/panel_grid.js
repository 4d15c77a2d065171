/** Where panels lie: rows and columns of the grid for those that are shown, as plain arithmetic. */

/** How panels may lie: filled column by column or row by row, or one that is large beside the others. */
const ARRANGE = Object.freeze({ columns: byColumns, rows: byRows, big: besideBig });

/**
 * Return {columns, rows, places}: how many tracks there are, and per panel {column, row, columnSpan, rowSpan}, from 1.
 * No cell is empty: where one is left over, a panel spans two.
 *
 * @param {{id: string, tall?: boolean}[]} panels in the order in which they are shown
 * @param {'columns'|'rows'|'big'} [layout] `big`: the first one is large
 */
export function arrangePanels(panels, layout = 'columns') {
  const count = panels.length;
  if (count > 2) return ARRANGE[layout](panels);
  return { columns: Math.max(1, count), rows: 1, places: placeAll(panels, (n) => ({ column: n + 1 })) };
}

/** Two rows; the cell that is left over goes to a tall panel, which stands in the last column. */
function byColumns(panels) {
  const columns = Math.ceil(panels.length / 2);
  const spanning = panels.length % 2 === 1 ? panels[lastTall(panels)] : null;
  const others = panels.filter((panel) => panel !== spanning);
  const places = placeAll(others, (n) => ({ column: Math.floor(n / 2) + 1, row: (n % 2) + 1 }));
  if (spanning !== null) places[spanning.id] = { column: columns, row: 1, columnSpan: 1, rowSpan: 2 };
  return { columns, rows: 2, places };
}

/** Two rows; the cell that is left over goes to the last panel. */
function byRows(panels) {
  const columns = Math.ceil(panels.length / 2);
  const places = placeAll(panels, (n) => ({ column: (n % columns) + 1, row: Math.floor(n / columns) + 1 }));
  if (panels.length % 2 === 1) places[panels.at(-1).id].columnSpan = 2;
  return { columns, rows: 2, places };
}

/** The first one as high as all; the others beside it in one column, more than three in two. */
function besideBig([big, ...others]) {
  const strips = others.length > 3 ? 2 : 1;
  const rows = Math.ceil(others.length / strips);
  const places = placeAll(others, (n) => ({ column: 2 + (n % strips), row: Math.floor(n / strips) + 1 }));
  places[big.id] = { column: 1, row: 1, columnSpan: 1, rowSpan: rows };
  if (others.length % strips === 1) places[others.at(-1).id].columnSpan = 2;
  return { columns: 1 + strips, rows, places };
}

function placeAll(panels, place) {
  return Object.fromEntries(panels.map(({ id }, n) => [id, { row: 1, columnSpan: 1, rowSpan: 1, ...place(n) }]));
}

function lastTall(panels) {
  const tall = panels.findLastIndex((panel) => panel.tall);
  return tall >= 0 ? tall : panels.length - 1;
}

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

/** Return the shares when they are `count` numbers that add up to 1, else `otherwise`, else equal ones. */
export function usableShares(shares, count, otherwise) {
  const total = Array.isArray(shares) ? shares.reduce((sum, share) => sum + share, 0) : NaN;
  const whole = shares?.length === count && Math.abs(total - 1) < 1e-6;
  if (whole && shares.every((share) => share >= LEAST_SHARE / 2)) return shares;
  return otherwise ?? Array.from({ length: count }, () => 1 / count);
}
