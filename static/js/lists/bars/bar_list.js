/** The regions with a value as a list of bars: the map without pictures. */

import { make } from '../../core/dom.js';
import { createGrouping, orderBars } from './bar_order.js';
import { drawBar, drawGroup } from './bar_row.js';
import { createSorting, recallOrder } from './bar_sorting.js';
import { createBarWalk } from './bar_walk.js';
import { describeOrigin } from '../../data/origins.js';
import { createVirtualRows } from '../virtual_rows.js';

/** Css px of a row, for pointers and for fingers; as in viewer.css. */
const ROW_HEIGHT = 24;
const FINGER_HEIGHT = 44;

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
  const order = recallOrder();
  const listBars = createListing({ order, atlas });
  const rows = createVirtualRows({ scroller: list, rowHeight: rowHeight(), draw: drawEntry, signal });
  let picture = null;
  let entries = [];
  let placeOf = new Map();
  let selected = new Set();

  const rowAt = (event) => entryRow(event.target.closest('.bar'));
  list.addEventListener('pointerover', (event) => point(rowAt(event)), { signal });
  for (const end of ['pointerleave', 'blur']) list.addEventListener(end, () => point(null), { signal });
  const walk = createBarWalk({
    list, rows, rowAt, point, onChoose, onOpen, signal, getEntries: () => entries, placeOf: (row) => placeOf.get(row),
  });
  createSorting({ tools, order, onChange: redraw });
  const reveal = (row) => placeOf.has(row) && rows.reveal(placeOf.get(row));
  const follow = createFollowing({ list, store, reveal });
  store.subscribe(['hovered'], () => {
    mark();
    follow();
  }, signal);
  store.subscribe(['selected', 'mapping'], () => {
    const before = selected;
    select();
    reveal([...selected].find((one) => !before.has(one) && placeOf.has(one)));
  }, signal);

  function point(row) {
    const box = row === null ? null : rows.at(placeOf.get(row))?.getBoundingClientRect() ?? null;
    store.set({ hovered: row });
    onPoint(row, box);
  }

  function update(shown) {
    const former = picture;
    picture = shown?.listed ? { ...shown, ...shown.listed } : shown;
    if (picture === null || picture.values !== former?.values) redraw();
    else if (picture.table !== former.table) select();
  }

  function redraw() {
    const { drawn, added } = listBars(picture);
    fold.update(added.length);
    entries = [...drawn, ...(fold.open() ? added : [])];
    placeOf = new Map(entries.flatMap(({ row }, place) => (row === undefined ? [] : [[row, place]])));
    walk.settle();
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

  function mark() {
    const hovered = store.get('hovered');
    rows.forEach((bar) => bar.toggleAttribute('data-hovered', hovered !== null && entryRow(bar) === hovered));
    walk.mark();
  }

  return { update };
}

/** Return the row with side of a bar, or null. */
function entryRow(bar) {
  return bar === null ? null : Number(bar.dataset.row);
}

/** Scroll to the region pointed at elsewhere once the pointer rests on it. */
function createFollowing({ list, store, reveal }) {
  let resting = 0;
  return () => {
    clearTimeout(resting);
    const row = store.get('hovered');
    const follow = () => store.get('hovered') === row && reveal(row);
    if (!list.matches(':hover, :focus')) resting = setTimeout(follow, RESTING);
  };
}

/** Means that the mapping added on regions that are not drawn: folded away by default. */
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

/** Return the function that lists a picture's entries in order: {drawn, added}, these by the mapping. */
function createListing({ order, atlas }) {
  const groupOf = createGrouping(atlas);
  return (picture) => {
    const values = picture?.values ?? [];
    const isAdded = (row) => picture.folded?.has(row) ?? false;
    const listed = (wanted) => orderBars({
      values: values.map((value, row) => (isAdded(row) === wanted ? value : NaN)), ...order,
      grouped: order.grouped && !wanted, describe: (row) => atlas.describe(row), groupOf,
    });
    return { drawn: listed(false), added: listed(true) };
  };
}

function emptyText(picture) {
  if (picture === null) return NOTHING_CHOSEN;
  const ofRegions = picture.kind === 'regions';
  if (picture.pending) return 'Looking which regions the values lie in …';
  return ofRegions ? 'No region has a value in this mapping.' : 'No region holds any of its values.';
}

function rowHeight() {
  return window.matchMedia('(pointer: coarse)').matches ? FINGER_HEIGHT : ROW_HEIGHT;
}
