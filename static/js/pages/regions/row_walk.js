/** Walking through the rows that are shown: one of them takes the tab key. */

/** Create the walk, which begins at the first of `rows`; all are told by their place, and -1 is nowhere. */
export function createRowWalk(rows) {
  let current = 0;
  for (const row of rows) row.tabIndex = -1;
  rows[0].tabIndex = 0;

  function moveTo(row, { focus = true } = {}) {
    if (row < 0) return;
    rows[current].tabIndex = -1;
    current = row;
    rows[row].tabIndex = 0;
    if (focus) rows[row].focus();
  }

  function step(direction) {
    let row = current + direction;
    while (row >= 0 && row < rows.length && rows[row].hidden) row += direction;
    if (row >= 0 && row < rows.length) moveTo(row);
  }

  return Object.freeze({
    moveTo,
    step,
    first: () => rows.findIndex((row) => !row.hidden),
    last: () => rows.findLastIndex((row) => !row.hidden),
    get current() { return current; },
  });
}
