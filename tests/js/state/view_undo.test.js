/** Undo in the viewer: choices are a step each, a gesture is one, what the page does by itself is none. */

import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';

import { createStore } from '../../../static/js/state/store.js';
import { createViewUndo } from '../../../static/js/state/view_undo.js';
import { VIEWER_STATE } from '../../../static/js/state/viewer_state.js';

let store;
let steps;
let page;
let own;
let now;

beforeEach((context) => {
  mock.restoreAll();
  now = 1000;
  mock.method(performance, 'now', () => now);
  store = createStore(VIEWER_STATE);
  store.set({ buckets: ['a'], bucket: 'a', feature: 'one' });
  page = new EventTarget();
  own = false;
  steps = createViewUndo({ store, isOwn: () => own, onChange: () => {}, page, signal: context.signal });
});

test('choices go back one by one, and forth again, by their names', () => {
  store.set({ mapping: 'cosmos', range: null });
  store.set({ auto: false, cmap: 'viridis' });
  store.set({ selected: [{ acronym: 'MOs', side: 'left' }] });
  assert.equal(steps.undo(), 'selection');
  assert.deepEqual(store.get('selected'), []);
  assert.equal(steps.undo(), 'colours');
  assert.deepEqual([store.get('auto'), store.get('cmap')], [true, null]);
  assert.equal(steps.undo(), 'mapping');
  assert.equal(store.get('mapping'), 'beryl');
  assert.equal(steps.undo(), null);
  assert.deepEqual([steps.redo(), steps.redo()], ['mapping', 'colours']);
  assert.deepEqual([store.get('mapping'), store.get('cmap')], ['cosmos', 'viridis']);
});

test('a drag is one step from pointer down to pointer up, however long it rests', () => {
  const start = store.get('coronal');
  for (const coronal of [0, -25, -50]) {
    page.dispatchEvent(new Event('pointerdown'));
    for (let move = 0; move < 3; move++) {
      now += 5000;
      store.set({ coronal: coronal - 300 * move });
    }
    page.dispatchEvent(new Event('pointerup'));
  }
  const seen = [];
  while (steps.canUndo()) {
    steps.undo();
    seen.push(store.get('coronal'));
  }
  assert.deepEqual(seen, [-625, -600, start]);
});

test('turning the wheel is one step until it rests', () => {
  for (const coronal of [0, -25, -50]) {
    now += 100;
    store.set({ coronal });
  }
  now += 1000;
  store.set({ coronal: -75 });
  steps.undo();
  assert.equal(store.get('coronal'), -50);
  steps.undo();
  assert.equal(store.get('coronal'), -1200);
  assert.equal(steps.canUndo(), false);
});

test('an adjustment after an undo is a step of its own, and what was undone is gone', () => {
  store.set({ coronal: 0 });
  steps.undo();
  store.set({ coronal: -500 });
  assert.equal(steps.canRedo(), false);
  steps.undo();
  assert.equal(store.get('coronal'), -1200);
});

test('what the page does by itself is no step, and stays when a step is undone after it', () => {
  own = true;
  store.set({ coronal: 0, feature: 'first' });
  own = false;
  assert.equal(steps.canUndo(), false);
  store.set({ outlines: false });
  assert.equal(steps.undo(), 'display');
  assert.deepEqual([store.get('coronal'), store.get('feature'), store.get('outlines')], [0, 'first', true]);
});
