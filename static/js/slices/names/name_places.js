/** Where the names of regions fit on a drawn slice. */

import { LATERAL_ROWS, lateralRow } from '../../core/geometry.js';
import { ROOT } from '../../core/values.js';

/** Cells of the grid that centres are looked for on, in css px: as wide for their height as a short name is. */
const CELL_WIDTH = 5;
const CELL_HEIGHT = 2;

/** Sizes of the writing in css px: the first that fits is taken. */
export const SIZES = Object.freeze([12, 10]);

/** Height of a line of writing, as a share of its size, and the css px that stay free beside it. */
const LINE = 1;
const MARGIN = 2;

/**
 * @typedef {object} NamePlace
 * @property {number} lateral row with side
 * @property {string} text
 * @property {number} x middle of the writing, in device px
 * @property {number} y
 * @property {number} size of the writing, in css px
 */

/**
 * Return where names go: at most one for each side of a region, with all of its box inside the region, at the point
 * around which a box of a name's shape can be largest. As no box leaves its region, no two overlap.
 *
 * @param {object} options
 * @param {LabelPicture} options.labels rows without side by device px
 * @param {number} options.ratio device px per css px
 * @param {number} options.split device px from which the right side begins
 * @param {string[]} options.acronyms by row without side
 * @param {(text: string, size: number) => number} options.measure width of a text in css px
 * @param {number[][]} [options.taken] boxes [left, top, right, bottom] in css px where something else is written
 * @returns {NamePlace[]}
 */
export function placeNames({ labels, ratio, split, acronyms, measure, taken = [] }) {
  const grid = readGrid({ labels, ratio, split, taken });
  measureRoom(grid);
  return findCentres(grid).flatMap(({ lateral, row, column, line, room }) => {
    const text = acronyms[row];
    const x = (column + 0.5) * CELL_WIDTH;
    const y = (line + 0.5) * CELL_HEIGHT;
    for (const size of SIZES) {
      if ((2 * room + 1) * CELL_HEIGHT < LINE * size) continue;
      const middle = fitAcross({ labels, ratio, split, x, y, size, width: measure(text, size) + 2 * MARGIN });
      if (middle !== null) return [{ lateral, text, x: middle * ratio, y: y * ratio, size }];
    }
    return [];
  });
}

/** Return the rows with side on the grid; 0 where there is nothing to name. */
function readGrid({ labels: { winner, width, height }, ratio, split, taken }) {
  const columns = Math.floor(width / ratio / CELL_WIDTH);
  const lines = Math.floor(height / ratio / CELL_HEIGHT);
  const rows = new Uint16Array(columns * lines);
  for (let line = 0; line < lines; line++) {
    const start = Math.floor((line + 0.5) * CELL_HEIGHT * ratio) * width;
    for (let column = 0; column < columns; column++) {
      const pixel = Math.floor((column + 0.5) * CELL_WIDTH * ratio);
      const row = winner[start + pixel];
      if (row > ROOT) rows[line * columns + column] = lateralRow(row, pixel < split ? 'left' : 'right');
    }
  }
  for (const box of taken) clearBox(rows, { columns, lines }, box);
  return { rows, columns, lines, room: new Uint16Array(rows.length) };
}

function clearBox(rows, { columns, lines }, [left, top, right, bottom]) {
  const first = Math.max(0, Math.floor(left / CELL_WIDTH));
  const end = Math.min(columns, Math.ceil(right / CELL_WIDTH));
  for (let line = Math.max(0, Math.floor(top / CELL_HEIGHT)); line < Math.min(lines, bottom / CELL_HEIGHT); line++) {
    if (first < end) rows.fill(0, line * columns + first, line * columns + end);
  }
}

/** Find for each cell how many cells in every direction, corners included, are of its region. */
function measureRoom({ rows, columns, lines, room }) {
  const reach = (cell, row, column, line) => {
    const inside = column >= 0 && column < columns && line >= 0 && line < lines;
    return inside && rows[cell] === row ? room[cell] : -1;
  };
  const least = (cell, column, line, back) => Math.min(
    reach(cell - back, rows[cell], column - back, line),
    reach(cell - back * columns, rows[cell], column, line - back),
    reach(cell - back * (columns + 1), rows[cell], column - back, line - back),
    reach(cell - back * (columns - 1), rows[cell], column + back, line - back),
  );
  for (let line = 0, cell = 0; line < lines; line++) {
    for (let column = 0; column < columns; column++, cell++) {
      if (rows[cell] !== 0) room[cell] = least(cell, column, line, 1) + 1;
    }
  }
  for (let line = lines - 1, cell = rows.length - 1; line >= 0; line--) {
    for (let column = columns - 1; column >= 0; column--, cell--) {
      if (rows[cell] !== 0) room[cell] = Math.min(room[cell], least(cell, column, line, -1) + 1);
    }
  }
}

/** Return the roomiest cell of each row with side; of several, the one nearest to their middle. */
function findCentres({ rows, columns, room }) {
  const best = new Array(LATERAL_ROWS);
  forEachCell(rows, columns, (lateral, column, line, cell) => {
    const known = best[lateral];
    if (known === undefined || room[cell] > known.room) {
      best[lateral] = { room: room[cell], count: 1, columns: column, lines: line, distance: Infinity };
    } else if (room[cell] === known.room) {
      known.count += 1;
      known.columns += column;
      known.lines += line;
    }
  });
  forEachCell(rows, columns, (lateral, column, line, cell) => {
    const known = best[lateral];
    if (room[cell] !== known.room) return;
    const distance = Math.hypot(
      (column - known.columns / known.count) * CELL_WIDTH, (line - known.lines / known.count) * CELL_HEIGHT,
    );
    if (distance < known.distance) Object.assign(known, { distance, column, line });
  });
  return best.flatMap((known, lateral) => (known === undefined ? [] : [{ ...known, lateral, row: rowOf(lateral) }]));
}

function rowOf(lateral) {
  return lateral >= LATERAL_ROWS / 2 ? lateral - (LATERAL_ROWS - 1) / 2 : lateral;
}

function forEachCell(rows, columns, use) {
  for (let cell = 0; cell < rows.length; cell++) {
    if (rows[cell] !== 0) use(rows[cell], cell % columns, Math.floor(cell / columns), cell);
  }
}

/** Return the middle, in css px, of a box of this width near x whose pixels are all of the region there; or null. */
function fitAcross({ labels: { winner, width, height }, ratio, split, x, y, size, width: wanted }) {
  const pixel = Math.floor(x * ratio);
  const row = winner[Math.floor(y * ratio) * width + pixel];
  const [from, until] = pixel < split ? [0, Math.min(width, split)] : [Math.max(0, split), width];
  const half = (LINE * size) / 2;
  let left = from;
  let right = until;
  for (let at = Math.floor((y - half) * ratio); at <= Math.floor((y + half) * ratio); at++) {
    if (at < 0 || at >= height || winner[at * width + pixel] !== row) return null;
    for (let place = pixel; place >= left; place--) if (winner[at * width + place] !== row) left = place + 1;
    for (let place = pixel; place < right; place++) if (winner[at * width + place] !== row) right = place;
  }
  const room = (right - left) / ratio;
  if (room < wanted) return null;
  return Math.min(right / ratio - wanted / 2, Math.max(left / ratio + wanted / 2, x));
}
