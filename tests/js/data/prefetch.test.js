/** Features are fetched ahead in the order of the tree, one at a time, and only when nothing else is to do. */

import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { startPrefetching } from '../../../static/js/data/prefetch.js';
import { createStore } from '../../../static/js/state/store.js';
import { VIEWER_STATE } from '../../../static/js/state/viewer_state.js';

const tree = new Map([['Folder', new Map([['D', 'd'], ['A', 'a']])], ['C', 'c'], ['Lost', 'not uploaded'], ['B', 'b']]);
const features = new Map(['a', 'b', 'c', 'd', 'not in the tree'].map((fname) => [fname, new Map()]));
const TURNS = 60;

before(() => {
  globalThis.window = globalThis;
  globalThis.document = { hidden: false };
  globalThis.requestIdleCallback = (call) => setTimeout(call, 0);
});

class FakeLibrary {
  fetched = [];
  atHand = new Set();
  space = Infinity;
  busy = false;
  running = 0;
  bucketEntry = { status: 'ready', tree, features };

  bucket = () => this.bucketEntry;
  isAtHand = (bucket, fname) => this.atHand.has(fname);
  isBusy = () => this.busy;
  room = () => this.space;

  openFeature = async (bucket, fname, { ahead }) => {
    assert.equal(ahead, true);
    assert.equal(++this.running, 1, 'one at a time');
    await new Promise((resolve) => { setTimeout(resolve, 1); });
    this.running--;
    this.fetched.push(fname);
    if (!this.failing?.has(fname)) this.atHand.add(fname);
  };
}

async function prefetch({ feature = 'c', library = new FakeLibrary(), when = Promise.resolve() } = {}) {
  const store = createStore(VIEWER_STATE);
  store.set({ buckets: ['x'], bucket: 'x', feature });
  library.atHand.add(feature);
  const end = new AbortController();
  startPrefetching({ store, library, after: when, signal: end.signal });
  // Turns of the loop, however long each takes: the library and the idle moments above need one each.
  for (let turn = 0; turn < TURNS; turn++) await new Promise((resolve) => { setTimeout(resolve, 1); });
  end.abort();
  return library.fetched;
}

test('from the shown feature on in the order of the list, then from its top', async () => {
  assert.deepEqual(await prefetch(), ['b', 'not in the tree', 'd', 'a']);
});

test('nothing before the first picture', async () => {
  assert.deepEqual(await prefetch({ when: new Promise(() => {}) }), []);
});

test('nothing when the first picture fails', async () => {
  assert.deepEqual(await prefetch({ when: Promise.reject(new Error('no atlas')) }), []);
});

test('nothing while the memory is full', async () => {
  const library = Object.assign(new FakeLibrary(), { space: 1024 });
  assert.deepEqual(await prefetch({ library }), []);
});

test('what fails is not asked for again and again', async () => {
  const library = Object.assign(new FakeLibrary(), { failing: new Set(['b', 'd']) });
  assert.deepEqual(await prefetch({ library }), ['b', 'not in the tree', 'd', 'a']);
});

test('nothing while something that is to be shown is on its way', async () => {
  const library = Object.assign(new FakeLibrary(), { busy: true });
  assert.deepEqual(await prefetch({ library }), []);
});
