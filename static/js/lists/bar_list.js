/** The regions with a value as a list of bars: the map for those who do not look at pictures. */

import { make } from '../core/dom.js';
import { createGrouping, orderBars } from './bar_order.js';
import { drawBar, drawGroup } from './bar_row.js';
import { createSorting, recallOrder } from './bar_sorting.js';
import { describeOrigin } from '../data/origins.js';
import { createVirtualRows } from './virtual_rows.js';

const ROW_HEIGHT = 22;

/** Milliseconds that the pointer rests on a region before the list follows. */
const RESTING = 400;
const NOTHING_CHOSEN = 'Choose a feature to see its values.';

/**
 * Create the list in `element`, its sorting in `tools`.
 *
 * @param {object} options
 * @param {(lateral: number|null, box: DOMRect|null) => void} options.onPoint a bar is pointed at, by hand or key
 * @param {(lateral: number, add: boolean) => void} options.onChoose
 * @param {(lateral: number) => void} options.onOpen
 * @param {() => {origins: Origins}} options.getView
 * @returns `update(picture)` takes what is drawn, or null
 */
export function createBarList({ element, tools, store, atlas, getView, onPoint, onChoose, onOpen, signal }) {
  const list = make('div', {
    class: 'bars scrolls', role: 'listbox', tabindex: 0, 'aria-label': 'Regions with a value',
    'aria-multiselectable': 'true', dataset: { testid: 'bar-list' },
  });
  const note = make('p', { class: 'note', text: NOTHING_CHOSEN });
  const fold = createFold({ onChange: redraw });
  element.append(note, list, fold.element);
  const groupOf = createGrouping(atlas);
  const order = recallOrder();
  const rows = createVirtualRows({ scroller: list, rowHeight: ROW_HEIGHT, draw: drawEntry, signal });
  let picture = null;
  let entries = [];
  let placeOf = new Map();
  let selected = new Set();
  let [active, resting] = [-1, 0];

  createSorting({ tools, order, onChange: redraw });
  listen();
  store.subscribe(['hovered'], hover, signal);
  store.subscribe(['selected', 'mapping'], () => {
    const before = selected;
    select();
    reveal([...selected].find((one) => !before.has(one) && placeOf.has(one)));
  }, signal);

  function listen() {
    const rowAt = (event) => entryRow(event.target.closest('.bar'));
    list.addEventListener('pointerover', (event) => point(rowAt(event)), { signal });
    list.addEventListener('pointerleave', () => point(null), { signal });
    list.addEventListener('click', (event) => {
      const row = rowAt(event);
      if (row === null) return;
      active = placeOf.get(row);
      if (event.detail < 2) onChoose(row, event.ctrlKey || event.metaKey || event.shiftKey);
      else onOpen(row);
    }, { signal });
    list.addEventListener('keydown', press, { signal });
    list.addEventListener('focus', () => {
      if (list.matches(':focus-visible')) activate(Math.max(active, 0), 1);
    }, { signal });
    list.addEventListener('blur', () => point(null), { signal });
  }

  function entryRow(bar) {
    return bar === null ? null : Number(bar.dataset.row);
  }

  function point(row) {
    const box = row === null ? null : rows.at(placeOf.get(row))?.getBoundingClientRect() ?? null;
    store.set({ hovered: row });
    onPoint(row, box);
  }

  function press(event) {
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
    let next = Math.min(entries.length - 1, Math.max(0, index));
    while (entries[next]?.group !== undefined) next += direction;
    if (entries[next] === undefined) next = entries.findIndex(({ row }) => row !== undefined);
    if (next < 0) return;
    active = next;
    rows.reveal(active);
    point(entries[active].row);
  }

  function update(shown) {
    const next = shown?.listed ? { ...shown, ...shown.listed } : shown;
    const same = next !== null && picture !== null && next.values === picture.values && next.table === picture.table;
    picture = next;
    if (!same) redraw();
  }

  function redraw() {
    const values = picture?.values ?? [];
    const isFolded = (row) => picture.folded?.has(row) ?? false;
    const listed = (wanted) => orderBars({
      values: values.map((value, row) => (isFolded(row) === wanted ? value : NaN)), ...order,
      grouped: order.grouped && !wanted, describe: (row) => atlas.describe(row), groupOf,
    });
    const added = listed(true);
    fold.update(added.length);
    entries = [...listed(false), ...(fold.open() ? added : [])];
    placeOf = new Map(entries.flatMap(({ row }, place) => (row === undefined ? [] : [[row, place]])));
    active = Math.min(active, entries.length - 1);
    list.hidden = entries.length === 0;
    note.textContent = entries.length > 0 ? picture.listed?.note ?? '' : emptyText(picture);
    note.hidden = note.textContent === '';
    select();
  }

  function select() {
    selected = atlas.rowsOf(store.get('selected'), picture?.mapping ?? store.get('mapping'));
    rows.reset(entries.length);
    mark();
  }

  function drawEntry(index) {
    const { row, group, count } = entries[index];
    if (group !== undefined) return drawGroup(group, count);
    const bar = drawBar({
      row, region: atlas.describe(row), picture, origin: originOf(row), place: index, of: entries.length,
    });
    bar.setAttribute('aria-selected', String(selected.has(row)));
    if (row === store.get('hovered')) bar.dataset.hovered = '';
    return bar;
  }

  function originOf(row) {
    return describeOrigin(getView().origins, picture.sourceOf(row), atlas.regions.acronym);
  }

  /** What is pointed at elsewhere comes into view when the pointer rests on it. */
  function hover() {
    mark();
    clearTimeout(resting);
    const row = store.get('hovered');
    const follow = () => store.get('hovered') === row && reveal(row);
    if (!list.matches(':hover, :focus')) resting = setTimeout(follow, RESTING);
  }

  const reveal = (row) => placeOf.has(row) && rows.reveal(placeOf.get(row));
  function mark() {
    const hovered = store.get('hovered');
    rows.forEach((bar) => bar.toggleAttribute('data-hovered', hovered !== null && entryRow(bar) === hovered));
    const current = entries[active]?.row;
    if (current !== undefined && rows.at(active)) list.setAttribute('aria-activedescendant', `bar-${current}`);
    else list.removeAttribute('aria-activedescendant');
  }

  return { update };
}

/** Means on regions that are not drawn, which the mapping added: folded away until asked for. */
function createFold({ onChange }) {
  const element = make('button', {
    type: 'button', class: 'quiet small fold', 'aria-pressed': 'false', hidden: true, dataset: { testid: 'bars-fold' },
    on: { click: () => {
      element.setAttribute('aria-pressed', String(!open()));
      onChange();
    } },
  });
  const open = () => element.getAttribute('aria-pressed') === 'true';

  function update(count) {
    element.hidden = count === 0;
    const parents = count === 1 ? '1 parent' : `${count} parents`;
    element.textContent = `${open() ? 'Hide' : 'Show'} ${parents} added by the mapping (from parts, not drawn)`;
  }

  return { element, open, update };
}

function emptyText(picture) {
  if (picture === null) return NOTHING_CHOSEN;
  const ofRegions = picture.kind === 'regions';
  if (picture.pending) return 'Looking which regions the values lie in …';
  return ofRegions ? 'No region has a value in this mapping.' : 'No region holds any of its values.';
}
