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

/** Shares that a grid begins with, by layout and tracks: wide slices get more than the one that is tall. */
const FIRST_SHARES = Object.freeze({
  'columns 2x2': Object.freeze({ columns: [0.54, 0.46] }),
  'big 2x2': Object.freeze({ columns: [0.66, 0.34] }),
  'big 2x3': Object.freeze({ columns: [0.7, 0.3] }),
  'big 3x2': Object.freeze({ columns: [0.5, 0.25, 0.25] }),
  'big 3x3': Object.freeze({ columns: [0.5, 0.25, 0.25] }),
});

/** Return the shares {columns, rows} of a grid's tracks: the sizes that somebody gave them, where they fit. */
export function shareOut({ columns, rows }, layout, sizes) {
  const first = FIRST_SHARES[`${layout} ${columns}x${rows}`];
  return {
    columns: usableShares(sizes?.columns, columns, first?.columns),
    rows: usableShares(sizes?.rows, rows, first?.rows),
  };
}

/** Shares below this are not given to a row or column. */
export const LEAST_SHARE = 0.15;

/** Return the shares when they are `count` numbers that add up to 1, else `otherwise`, else equal ones. */
export function usableShares(shares, count, otherwise) {
  const total = Array.isArray(shares) ? shares.reduce((sum, share) => sum + share, 0) : NaN;
  const whole = shares?.length === count && Math.abs(total - 1) < 1e-6;
  if (whole && shares.every((share) => share >= LEAST_SHARE / 2)) return shares;
  return otherwise ?? Array.from({ length: count }, () => 1 / count);
}
