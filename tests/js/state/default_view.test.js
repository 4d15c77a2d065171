/** The view that an owner set fills what nobody chose. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createDefaultView, isWholeView, readView } from '../../../static/js/state/default_view.js';
import { createStore } from '../../../static/js/state/store.js';
import { VIEWER_STATE } from '../../../static/js/state/viewer_state.js';

const create = (state = {}) => {
  const store = createStore(VIEWER_STATE);
  store.set(state);
  return { store, view: createDefaultView({ store }) };
};
const shown = (store) => ['cmap', 'mapping', 'range', 'auto'].map(store.get);

test('a view fills what is at its default; the feature goes before its bucket', () => {
  const { store, view } = create();
  view.apply('a', [{ cmap: 'viridis', mapping: 'allen' }, { cmap: 'RdBu', range: '-1..1' }]);
  assert.deepEqual(shown(store), ['RdBu', 'allen', [-1, 1], false]);
});

test('what was chosen stays', () => {
  const { store, view } = create({ cmap: 'magma' });
  view.apply('a', [{ cmap: 'viridis', mapping: 'allen' }]);
  assert.deepEqual(shown(store).slice(0, 2), ['magma', 'allen']);
});

test('the next feature does not keep the view of the one before, but what a person chose in it', () => {
  const { store, view } = create();
  view.apply('a', [{ cmap: 'viridis', mapping: 'allen' }]);
  store.set({ mapping: 'cosmos' });
  view.apply('b', [null, undefined]);
  assert.deepEqual(shown(store), [null, 'cosmos', null, true]);
});

test('it acts once, so that a person may go back to a default', () => {
  const { store, view } = create();
  view.apply('a', [{ cmap: 'viridis' }]);
  store.set({ cmap: null });
  view.apply('a', [{ cmap: 'viridis' }]);
  assert.equal(store.get('cmap'), null);
  view.again();
  view.apply('a', [{ cmap: 'viridis' }]);
  assert.equal(store.get('cmap'), 'viridis');
});

test('a view of positions alone leaves the suggested colours on', () => {
  assert.deepEqual(readView({ coronal: '0' }), { coronal: 0, auto: true });
  assert.deepEqual(readView({ scale: 'log' }), { scale: 'log', auto: false });
  assert.deepEqual(readView({ colour: 'red' }), {});
});

test('an address that says how to look is a whole view', () => {
  assert.deepEqual(['', 'buckets=a&bucket=a&feature=b&version=1&embed=1'].map(isWholeView), [false, false]);
  assert.deepEqual(['auto=0', 'bucket=a&coronal=0', 'state=e30'].map(isWholeView), [true, true, true]);
});
