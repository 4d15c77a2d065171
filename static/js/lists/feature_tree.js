/** The features of the shown bucket, in the order, groups and names of its tree; walked by mouse or keys. */

import { make } from '../core/dom.js';
import { listedTree } from '../core/tree.js';
import { createFeatureKeys } from './feature_keys.js';
import { createFeatureTip } from './feature_tip.js';
import { findByStart, flattenTree, visibleRows } from './tree_rows.js';

const FILTER_FROM = 8;

/**
 * Create the tree in `element`; choosing a feature sets it in the store. `update()` after the library changed,
 * `step(by)` shows the feature before or after, `focusFilter()`.
 */
export function createFeatureTree({ element, store, library, signal }) {
  const filter = make('input', {
    type: 'search', 'aria-label': 'Filter features', placeholder: 'Filter features', spellcheck: 'false',
    autocomplete: 'off', hidden: true, dataset: { testid: 'feature-filter' },
  });
  const list = make('div', {
    class: 'tree scrolls', role: 'tree', 'aria-label': 'Features', dataset: { testid: 'feature-tree' },
  });
  const state = make('div', { class: 'state' });
  element.append(filter, state, list);
  const tip = createFeatureTip({ element });
  let drawn = null;
  let rows = [];
  let items = [];
  let inView = [];
  let closed = new Set();
  let features = new Map();
  let active = -1;

  filter.addEventListener('input', applyFilter, { signal });
  filter.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') focusRow(inView.indexOf(true));
    else if (event.key === 'Escape' && filter.value !== '') { filter.value = ''; applyFilter(); }
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, { signal });
  list.addEventListener('click', (event) => act(placeOf(event)), { signal });
  createFeatureKeys({ list, tree: walkable(), signal });
  list.addEventListener('pointerover', (event) => describe(placeOf(event)), { signal });
  list.addEventListener('pointerleave', tip.hide, { signal });
  list.addEventListener('focusin', (event) => {
    moveTabStop(placeOf(event));
    describe(placeOf(event));
  }, { signal });
  list.addEventListener('focusout', tip.hide, { signal });
  list.addEventListener('scroll', tip.hide, { passive: true, signal });
  store.subscribe(['feature'], () => {
    if (revealShown()) applyFilter();
    markChosen();
  }, signal);

  function update() {
    const name = store.get('bucket');
    const bucket = name === null ? null : library.bucket(name);
    if (bucket === drawn && drawn !== null) return;
    const other = drawn === null || bucket === null || bucket?.metadata?.uuid !== drawn?.metadata?.uuid;
    drawn = bucket;
    const wasOpen = !other && rows.some(({ outside }, place) => outside && !closed.has(place));
    if (other) closed = new Set();
    showState(name, bucket);
    features = bucket?.features ?? new Map();
    rows = flattenTree(listedTree(bucket?.tree ?? null, features));
    if (!wasOpen) rows.forEach(({ outside }, place) => { if (outside) closed.add(place); });
    revealShown();
    draw();
  }

  /** Open the folder of what the tree leaves out when the shown feature is only there; return whether it was closed. */
  function revealShown() {
    const row = rows.find(({ fname }) => fname !== null && fname === store.get('feature'));
    return row !== undefined && row.parent >= 0 && rows[row.parent].outside && closed.delete(row.parent);
  }

  function showState(name, bucket) {
    state.replaceChildren(...stateOf(name, bucket, () => library.openBucket(name, { again: true })));
  }

  function draw() {
    items = rows.map(itemOf);
    list.replaceChildren(...items);
    list.hidden = rows.length === 0;
    filter.hidden = rows.length < FILTER_FROM;
    applyFilter();
    markChosen();
  }

  function itemOf({ label, fname, level, setsize, posinset, hasChildren }, place) {
    const item = make('div', {
      role: 'treeitem', tabindex: -1, class: hasChildren ? 'folder' : 'leaf', 'aria-level': level,
      'aria-setsize': setsize, 'aria-posinset': posinset, dataset: { place },
    }, make('span', { class: 'label', text: label }));
    item.style.setProperty('--level', String(level - 1));
    if (fname !== null) item.dataset.fname = fname;
    return item;
  }

  function applyFilter() {
    inView = visibleRows(rows, closed, filter.value, ({ fname }) => features.get(fname)?.get('short_desc') ?? '');
    const filtered = filter.value.trim() !== '';
    items.forEach((item, place) => {
      item.hidden = !inView[place];
      if (rows[place].hasChildren) item.setAttribute('aria-expanded', String(filtered || !closed.has(place)));
    });
    const none = rows.length > 0 && !inView.includes(true);
    list.hidden = rows.length === 0 || none;
    if (none) state.replaceChildren(make('p', { class: 'note', text: 'No feature matches this filter.' }));
    else if (rows.length > 0) state.replaceChildren();
    keepOneTabStop();
  }

  /** One row takes the tab key: the one last walked to, else the feature shown, else the first. */
  function keepOneTabStop() {
    if (!inView[active]) active = rows.findIndex(({ fname }, place) => inView[place] && fname === store.get('feature'));
    if (!inView[active]) active = inView.indexOf(true);
    items.forEach((item, place) => { item.tabIndex = place === active ? 0 : -1; });
  }

  function placeOf(event) {
    const item = event.target.closest('[role=treeitem]');
    return item === null ? -1 : Number(item.dataset.place);
  }

  function act(place) {
    if (place < 0) return;
    focusRow(place);
    const { fname, hasChildren } = rows[place];
    if (hasChildren) setOpen(place, closed.has(place));
    else show(fname);
  }

  function show(fname) {
    const present = fname === store.get('feature') && store.get('version') === null;
    if (!present) store.set({ feature: fname, version: null, range: null });
  }

  function setOpen(place, open) {
    if (open) closed.delete(place);
    else closed.add(place);
    applyFilter();
  }

  /** What keys need to know and do, by place of a row. */
  function walkable() {
    return {
      active: () => active,
      isFolder: (place) => rows[place].hasChildren,
      isOpen: (place) => !closed.has(place),
      parent: (place) => rows[place].parent,
      next: nextInView,
      first: () => inView.indexOf(true),
      last: () => inView.lastIndexOf(true),
      find: (text, after) => findByStart(rows, inView, after, text),
      focus: focusRow, setOpen, act,
    };
  }

  function nextInView(place, direction) {
    let next = place + direction;
    while (next >= 0 && next < rows.length && !inView[next]) next += direction;
    return next >= 0 && next < rows.length ? next : place;
  }

  function focusRow(place) {
    if (place < 0) return;
    moveTabStop(place);
    items[active].focus();
    items[active].scrollIntoView({ block: 'nearest' });
  }

  function moveTabStop(place) {
    items[active]?.setAttribute('tabindex', '-1');
    active = place;
    items[active].tabIndex = 0;
  }

  function markChosen() {
    items.forEach((item, place) => {
      const chosen = rows[place].fname !== null && rows[place].fname === store.get('feature');
      if (chosen) item.setAttribute('aria-current', 'true');
      else item.removeAttribute('aria-current');
      if (rows[place].fname !== null) item.setAttribute('aria-selected', String(chosen));
    });
  }

  function describe(place) {
    if (place < 0 || rows[place].fname === null) tip.hide();
    else tip.show(items[place], rows[place], features.get(rows[place].fname));
  }

  /** Show the feature `by` places after the one shown, in display order. */
  function step(by) {
    const names = rows.filter(({ fname }) => fname !== null).map(({ fname }) => fname);
    const next = names[names.indexOf(store.get('feature')) + by];
    if (next !== undefined) show(next);
    items[rows.findIndex(({ fname }) => fname === next)]?.scrollIntoView({ block: 'nearest' });
  }

  return { update, step, focusFilter: () => (filter.hidden ? items[active]?.focus() : filter.focus()) };
}

/** What stands in place of the tree: how to begin, that it is coming, or why it is not. */
function stateOf(name, bucket, retry) {
  if (name === null) return [note('No bucket is open. Open one by name with +.')];
  if (!bucket) return [];
  if (bucket.status === 'failed') {
    const again = make('button', { type: 'button', text: 'Try again', dataset: { testid: 'retry-bucket' } });
    again.addEventListener('click', retry);
    return [make('div', { class: 'alert', role: 'alert', dataset: { testid: 'bucket-failed' } },
      make('p', { text: bucket.message }), again)];
  }
  if (bucket.status === 'loading' && bucket.features.size === 0) return [note('Loading features …')];
  if (listedTree(bucket.tree, bucket.features).length === 0) return [note('This bucket has no features yet.')];
  return [];
}

function note(text) {
  return make('p', { class: 'note', text });
}
