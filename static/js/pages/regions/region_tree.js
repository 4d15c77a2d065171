/** The table of regions as a tree: rows fold, arrow keys walk, a search shows what it found. */

import { findParents, foldText, searchRows, showMatches, showOpen } from './fold_tree.js';
import { createRowLayout } from './row_layout.js';
import { createRowWalk } from './row_walk.js';

/** Characters of a cell are joined by this, so that a word begins at each of them. */
const GAP = ' ';

/**
 * Create the tree in a table whose rows carry `aria-level`.
 *
 * `search(query)` shows what is found and returns how many; '' shows the tree as it was folded.
 * `reveal(acronym)` opens what is above a region and focuses it.
 */
export function createRegionTree({ table, signal }) {
  const rows = [...table.tBodies[0].rows];
  const acronyms = rows.map((row) => row.cells[0].textContent.trim());
  const parents = findParents(rows.map((row) => Number(row.getAttribute('aria-level'))));
  const withChildren = new Set(parents);
  const open = new Set(rows.flatMap((row, n) => (row.getAttribute('aria-expanded') === 'true' ? [n] : [])));
  const texts = rows.map((row) => foldText([0, 1, 2].map((n) => row.cells[n].textContent).join(GAP)));
  const settle = createRowLayout({ rows, signal });
  const walk = createRowWalk(rows);
  const { moveTo } = walk;
  let query = '';
  settle();

  function show() {
    const matches = new Set(searchRows(texts, query));
    const searching = foldText(query) !== '';
    const shown = searching ? showMatches(parents, matches) : showOpen(parents, open);
    rows.forEach((row, n) => {
      row.hidden = !shown[n];
      row.toggleAttribute('data-match', searching && matches.has(n));
      row.toggleAttribute('data-around', searching && !matches.has(n));
      if (withChildren.has(n)) row.setAttribute('aria-expanded', String(searching || open.has(n)));
    });
    if (rows[walk.current].hidden) moveTo(walk.first(), { focus: false });
    settle();
    return matches.size;
  }

  function setOpen(row, wanted) {
    if (!withChildren.has(row) || query !== '') return;
    if (wanted) open.add(row);
    else open.delete(row);
    show();
  }

  const isOpen = () => open.has(walk.current);
  const KEYS = {
    ArrowDown: () => walk.step(1),
    ArrowUp: () => walk.step(-1),
    Home: () => moveTo(walk.first()),
    End: () => moveTo(walk.last()),
    ArrowRight: () => (withChildren.has(walk.current) && !isOpen() ? setOpen(walk.current, true) : walk.step(1)),
    ArrowLeft: () => (isOpen() && query === '' ? setOpen(walk.current, false) : moveTo(parents[walk.current])),
    Enter: () => setOpen(walk.current, !isOpen()),
  };

  table.addEventListener('keydown', (event) => {
    const act = KEYS[event.key];
    if (act === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    act();
  }, { signal });
  table.addEventListener('focusin', (event) => {
    moveTo(rows.indexOf(event.target.closest('tbody tr')), { focus: false });
  }, { signal });
  table.addEventListener('click', (event) => {
    const row = rows.indexOf(event.target.closest('tbody tr'));
    if (row < 0 || window.getSelection()?.isCollapsed === false) return;
    moveTo(row);
    setOpen(row, !open.has(row));
  }, { signal });

  function openOnly(wanted) {
    open.clear();
    for (const row of wanted) open.add(row);
    show();
  }

  return Object.freeze({
    search(text) {
      query = text.trim();
      return show();
    },
    reveal(acronym) {
      const row = acronyms.indexOf(acronym);
      if (row < 0) return;
      query = '';
      for (let above = parents[row]; above >= 0; above = parents[above]) open.add(above);
      show();
      moveTo(row);
      rows[row].scrollIntoView({ block: 'center' });
    },
    openAll: () => openOnly([...withChildren].filter((row) => row >= 0)),
    closeAll: () => openOnly([0]),
  });
}
