/** The regions with a value as a list of bars: the map for those who do not look at pictures. */

import { unpackColour } from '../core/colour.js';
import { make } from '../core/dom.js';
import { formatNumber } from '../core/scales.js';
import { barExtent, createGrouping, orderBars, SORTS } from './bar_order.js';
import { recall, remember } from './memory.js';
import { createVirtualRows } from './virtual_rows.js';

const ROW_HEIGHT = 22;
const SORT_TEXTS = Object.freeze({ value: 'Value', name: 'Name', anatomy: 'Anatomy' });
const NOTHING_CHOSEN = 'Choose a feature to see its values.';

/**
 * Create the list in `element`, its sorting in `tools`.
 *
 * @param {object} options
 * @param {(lateral: number|null, box: DOMRect|null) => void} options.onPoint a bar is pointed at, by hand or key
 * @param {(lateral: number, add: boolean) => void} options.onChoose
 * @param {(lateral: number) => void} options.onOpen
 * @returns `update(picture)` takes what is drawn, or null
 */
export function createBarList({ element, tools, store, atlas, onPoint, onChoose, onOpen, signal }) {
  const list = make('div', {
    class: 'bars scrolls', role: 'listbox', tabindex: 0, 'aria-label': 'Regions with a value',
    'aria-multiselectable': 'true', dataset: { testid: 'bar-list' },
  });
  const note = make('p', { class: 'note', text: NOTHING_CHOSEN });
  element.append(note, list);
  const groupOf = createGrouping(atlas);
  const order = recallOrder();
  const rows = createVirtualRows({ scroller: list, rowHeight: ROW_HEIGHT, draw: drawEntry, signal });
  let picture = null;
  let entries = [];
  let placeOf = new Map();
  let selected = new Set();
  let active = -1;

  createSorting({ tools, order, onChange: redraw });
  listen();
  store.subscribe(['hovered'], mark, signal);
  store.subscribe(['selected', 'mapping'], select, signal);

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

  function update(next) {
    const same = next !== null && picture !== null && next.values === picture.values && next.table === picture.table;
    picture = next;
    if (!same) redraw();
  }

  function redraw() {
    const values = picture?.values ?? [];
    entries = orderBars({ values, ...order, describe: (row) => atlas.describe(row), groupOf });
    placeOf = new Map(entries.flatMap(({ row }, place) => (row === undefined ? [] : [[row, place]])));
    active = Math.min(active, entries.length - 1);
    note.hidden = entries.length > 0;
    list.hidden = entries.length === 0;
    note.textContent = emptyText(picture);
    select();
  }

  function select() {
    selected = atlas.rowsOf(store.get('selected'), store.get('mapping'));
    rows.reset(entries.length);
    mark();
  }

  function drawEntry(index) {
    const { row, group, count } = entries[index];
    if (group === undefined) return drawBar(row, index);
    return make('div', { class: 'bar-group', role: 'presentation' }, make('strong', { text: group }), ` ${count}`);
  }

  function drawBar(row, index) {
    const { acronym, side, name } = atlas.describe(row);
    const value = picture.values[row];
    const bar = make('div', {
      class: 'bar', role: 'option', id: `bar-${row}`, dataset: { region: acronym, side, row },
      'aria-selected': String(selected.has(row)), 'aria-setsize': entries.length, 'aria-posinset': index + 1,
    },
    make('span', { class: 'key' }, acronym, sideMark(side)),
    make('span', { class: 'track', 'aria-hidden': 'true' }, fillOf(row, value)),
    make('span', { class: 'value' }, spoken(`, ${name}, ${side}: `), formatNumber(value), spoken(unitText())));
    if (row === store.get('hovered')) bar.dataset.hovered = '';
    return bar;
  }

  function unitText() {
    return picture.unit ? ` ${picture.unit}` : '';
  }

  function fillOf(row, value) {
    const fill = make('span', { class: 'fill' });
    const { start, end } = barExtent(value, picture.scale);
    const [red, green, blue] = unpackColour(picture.table.rgba[row]);
    fill.style.left = `${(start * 100).toFixed(1)}%`;
    fill.style.width = `${((end - start) * 100).toFixed(1)}%`;
    fill.style.background = `rgb(${red} ${green} ${blue})`;
    return fill;
  }

  function mark() {
    const hovered = store.get('hovered');
    rows.forEach((bar) => bar.toggleAttribute('data-hovered', hovered !== null && entryRow(bar) === hovered));
    const current = entries[active]?.row;
    if (current !== undefined && rows.at(active)) list.setAttribute('aria-activedescendant', `bar-${current}`);
    else list.removeAttribute('aria-activedescendant');
  }

  return { update };
}

function emptyText(picture) {
  if (picture === null) return NOTHING_CHOSEN;
  return picture.values ? 'No region has a value under this mapping.' : 'This feature has no values by region.';
}

function sideMark(side) {
  return make('small', { 'aria-hidden': 'true', text: side === 'left' ? ' L' : ' R' });
}

/** Return a text for those who hear the list. */
function spoken(text) {
  return make('span', { class: 'visually-hidden', text });
}

/** Return the order chosen last in this browser. */
function recallOrder() {
  const { sort, reversed, grouped } = recall('bars', {});
  return { sort: SORTS.includes(sort) ? sort : 'value', reversed: reversed === true, grouped: grouped === true };
}

/** The buttons that order the list; pressing the active one again turns the order around. */
function createSorting({ tools, order, onChange }) {
  const buttons = SORTS.map((sort) => make('button', {
    type: 'button', class: 'quiet small', dataset: { testid: `sort-${sort}` },
    on: { click: () => change({ sort, reversed: order.sort === sort && !order.reversed }) },
  }));
  const grouped = make('button', {
    type: 'button', class: 'quiet small', text: 'Group', title: 'Group by Cosmos region',
    dataset: { testid: 'bars-grouped' }, on: { click: () => change({ grouped: !order.grouped }) },
  });
  tools.append(make('span', { class: 'segments', role: 'group', 'aria-label': 'Sort regions' }, ...buttons), grouped);
  show();

  function change(changes) {
    Object.assign(order, changes);
    remember('bars', order);
    show();
    onChange();
  }

  function show() {
    buttons.forEach((button, n) => {
      const text = SORT_TEXTS[SORTS[n]];
      const chosen = SORTS[n] === order.sort;
      button.textContent = chosen ? `${text} ${order.reversed ? '↑' : '↓'}` : text;
      button.setAttribute('aria-pressed', String(chosen));
      button.title = chosen ? 'Turn the order around' : `Sort by ${text.toLowerCase()}`;
    });
    grouped.setAttribute('aria-pressed', String(order.grouped));
  }
}
