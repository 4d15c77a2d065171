/** The features of the shown bucket, in the order, groups and names of its tree; walked by mouse or keys. */

import { make } from '../../core/dom.js';
import { listedTree } from '../../core/tree/tree.js';
import { createFeatureItems } from './feature_items.js';
import { createFeatureKeys } from './feature_keys.js';
import { createFeatureRows } from './feature_rows.js';
import { createFeatureTip } from './feature_tip.js';

const FILTER_FROM = 8;

/**
 * Create the tree in `element`; choosing a feature sets it in the store. `update()` after the library changed,
 * `step(by)` shows the feature before or after, `focusFilter()`.
 */
export function createFeatureTree({ element, store, library, signal }) {
  const filter = createFilter({ onInput: applyFilter, onDown: () => items.focus(rows.first()), signal });
  const list = make('div', {
    class: 'tree scrolls', role: 'tree', 'aria-label': 'Features', dataset: { testid: 'feature-tree' },
  });
  const state = make('div', { class: 'state' });
  element.append(filter, state, list);
  const tip = createFeatureTip({ element });
  const rows = createFeatureRows();
  const items = createFeatureItems({ list, rows, getShown: () => store.get('feature') });
  const { placeOf } = items;
  let drawn = null;

  list.addEventListener('click', (event) => act(placeOf(event)), { signal });
  createFeatureKeys({ list, tree: { ...rows, active: items.active, focus: items.focus, setOpen, act }, signal });
  list.addEventListener('pointerover', (event) => describe(placeOf(event)), { signal });
  list.addEventListener('pointerleave', tip.hide, { signal });
  list.addEventListener('focusin', (event) => {
    items.moveTabStop(placeOf(event));
    describe(placeOf(event));
  }, { signal });
  list.addEventListener('focusout', tip.hide, { signal });
  list.addEventListener('scroll', tip.hide, { passive: true, signal });
  store.subscribe(['feature'], () => {
    if (rows.reveal(store.get('feature'))) applyFilter();
    items.markChosen();
  }, signal);

  function update() {
    const name = store.get('bucket');
    const bucket = name === null ? null : library.bucket(name);
    if (bucket === drawn && drawn !== null) return;
    const other = drawn === null || bucket === null || bucket?.metadata?.uuid !== drawn?.metadata?.uuid;
    drawn = bucket;
    state.replaceChildren(...stateOf(name, bucket, () => library.openBucket(name, { again: true })));
    rows.fill(bucket, { other });
    rows.reveal(store.get('feature'));
    draw();
  }

  function draw() {
    items.draw();
    filter.hidden = rows.all().length < FILTER_FROM;
    applyFilter();
    items.markChosen();
  }

  function applyFilter() {
    rows.filter(filter.value);
    const any = rows.all().length > 0;
    const none = any && rows.first() < 0;
    list.hidden = !any || none;
    if (none) state.replaceChildren(note('No feature matches this filter.'));
    else if (any) state.replaceChildren();
    items.follow({ filtered: filter.value.trim() !== '' });
  }

  function act(place) {
    if (place < 0) return;
    items.focus(place);
    const { fname, hasChildren } = rows.at(place);
    if (hasChildren) setOpen(place, !rows.isOpen(place));
    else show(fname);
  }

  function show(fname) {
    const present = fname === store.get('feature') && store.get('version') === null;
    if (!present) store.set({ feature: fname, version: null, range: null });
  }

  function setOpen(place, open) {
    rows.setOpen(place, open);
    applyFilter();
  }

  function describe(place) {
    if (place < 0 || rows.at(place).fname === null) tip.hide();
    else tip.show(items.at(place), rows.at(place), rows.featureAt(place));
  }

  /** Show the feature `by` places after the one shown, in display order. */
  function step(by) {
    const names = rows.all().filter(({ fname }) => fname !== null).map(({ fname }) => fname);
    const next = names[names.indexOf(store.get('feature')) + by];
    if (next !== undefined) show(next);
    items.at(rows.all().findIndex(({ fname }) => fname === next))?.scrollIntoView({ block: 'nearest' });
  }

  return { update, step, focusFilter: () => (filter.hidden ? items.at(items.active())?.focus() : filter.focus()) };
}

/** Return the field that filters; Escape empties it, `onDown` leaves it. */
function createFilter({ onInput, onDown, signal }) {
  const filter = make('input', {
    type: 'search', 'aria-label': 'Filter features', placeholder: 'Filter features', spellcheck: 'false',
    autocomplete: 'off', hidden: true, dataset: { testid: 'feature-filter' },
  });
  filter.addEventListener('input', onInput, { signal });
  filter.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') onDown();
    else if (event.key === 'Escape' && filter.value !== '') { filter.value = ''; onInput(); }
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, { signal });
  return filter;
}

/** Shown instead of the tree: how to begin, that it is loading, or why it failed. */
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
