/** Walking through the bars with keys: one bar is active. */

/**
 * Create it; `settle()` after the entries changed, `mark()` after others are in the document.
 *
 * @param {object} options
 * @param {HTMLElement} options.list
 * @param {object} options.rows made by `createVirtualRows`
 * @param {() => object[]} options.getEntries bars {row} and headings {group}
 * @param {(event: Event) => number|null} options.rowAt row with side of the bar that an event is about
 * @param {(row: number) => number} options.placeOf
 * @param {(row: number) => void} options.point
 * @param {(row: number, add: boolean) => void} options.onChoose
 * @param {(row: number) => void} options.onOpen
 */
export function createBarWalk({ list, rows, getEntries, rowAt, placeOf, point, onChoose, onOpen, signal }) {
  let active = -1;

  list.addEventListener('click', (event) => {
    const row = rowAt(event);
    if (row === null) return;
    active = placeOf(row);
    if (event.detail < 2) onChoose(row, event.ctrlKey || event.metaKey || event.shiftKey);
    else onOpen(row);
  }, { signal });
  list.addEventListener('keydown', press, { signal });
  list.addEventListener('focus', () => {
    if (list.matches(':focus-visible')) activate(Math.max(active, 0), 1);
  }, { signal });

  function press(event) {
    const entries = getEntries();
    const moves = {
      ArrowDown: [active + 1, 1], ArrowUp: [active - 1, -1], Home: [0, 1], End: [entries.length - 1, -1],
      PageDown: [active + rows.pageSize(), 1], PageUp: [active - rows.pageSize(), -1],
    };
    const add = event.ctrlKey || event.metaKey || event.shiftKey;
    const row = entries[active]?.row;
    if (event.key in moves) activate(...moves[event.key]);
    else if (event.key === ' ' && row !== undefined) onChoose(row, add);
    else if (event.key === 'Enter' && row !== undefined) onOpen(row);
    else return;
    event.preventDefault();
  }

  /** Make the entry at `index` the one that keys act on; a heading is passed in the direction of travel. */
  function activate(index, direction) {
    const entries = getEntries();
    let next = Math.min(entries.length - 1, Math.max(0, index));
    while (entries[next]?.group !== undefined) next += direction;
    if (entries[next] === undefined) next = entries.findIndex(({ row }) => row !== undefined);
    if (next < 0) return;
    active = next;
    rows.reveal(active);
    point(entries[active].row);
  }

  /** Tell screen readers which bar is active, if it is in the document. */
  function mark() {
    const row = getEntries()[active]?.row;
    if (row !== undefined && rows.at(active)) list.setAttribute('aria-activedescendant', `bar-${row}`);
    else list.removeAttribute('aria-activedescendant');
  }

  return { mark, settle: () => { active = Math.min(active, getEntries().length - 1); } };
}
