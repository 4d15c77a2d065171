/** The address bar follows the store, and the store follows Back and Forward. */

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { bindHistory } from '../../../static/js/state/browser_history.js';
import { createStore } from '../../../static/js/state/store.js';
import { VIEWER_STATE } from '../../../static/js/state/viewer_state.js';

/** A window with nothing but a history, a location, and a clock that the test turns. */
class FakePage extends EventTarget {
  entries = ['/'];
  at = 0;
  now = 10_000;
  #timers = new Map();
  #next = 1;

  performance = { now: () => this.now };
  history = {
    pushState: (_, __, url) => { this.entries = [...this.entries.slice(0, ++this.at), url]; },
    replaceState: (_, __, url) => { this.entries[this.at] = url; },
  };

  get location() {
    const { pathname, search, hash } = new URL(this.entries[this.at], 'http://localhost');
    return { pathname, search, hash };
  }

  setTimeout(call, delay) {
    this.#timers.set(this.#next, { call, due: this.now + delay });
    return this.#next++;
  }

  clearTimeout(timer) {
    this.#timers.delete(timer);
  }

  wait(milliseconds) {
    this.now += milliseconds;
    for (const [timer, { call, due }] of [...this.#timers]) {
      if (due > this.now) continue;
      this.#timers.delete(timer);
      call();
    }
  }

  go(steps) {
    this.at += steps;
    this.dispatchEvent(new Event('popstate'));
  }
}

let page;
let store;
let bound;
let restored;

beforeEach(() => {
  page = new FakePage();
  store = createStore(VIEWER_STATE);
  restored = [];
  store.set({ buckets: ['a'], bucket: 'a', feature: 'one' });
  const { signal } = new AbortController();
  bound = bindHistory({ store, page, onRestore: (address) => restored.push(address), signal });
});

test('the first entry says what is shown, without making another', () => {
  assert.deepEqual(page.entries, ['/?buckets=a&bucket=a&feature=one']);
});

test('choices make entries; Back and Forward restore what was shown', () => {
  store.set({ feature: 'two' });
  store.set({ mapping: 'cosmos' });
  page.go(-1);
  assert.deepEqual([store.get('feature'), store.get('mapping')], ['two', 'beryl']);
  page.go(-1);
  assert.equal(store.get('feature'), 'one');
  page.go(2);
  assert.deepEqual([store.get('feature'), store.get('mapping')], ['two', 'cosmos']);
  assert.equal(page.entries.length, 3);
});

test('a slider that moves changes the entry it is in, once it rests', () => {
  for (let index = 0; index < 300; index++) store.set({ coronal: -25 * index });
  assert.equal(page.entries[0].includes('coronal'), false);
  page.wait(300);
  assert.deepEqual(page.entries, ['/?buckets=a&bucket=a&feature=one&coronal=-7475']);
});

test('a choice leaves the position that a slider had in the entry before it', () => {
  store.set({ coronal: 0 });
  store.set({ feature: 'two' });
  assert.deepEqual(page.entries, [
    '/?buckets=a&bucket=a&feature=one&coronal=0', '/?buckets=a&bucket=a&feature=two&coronal=0',
  ]);
});

test('going through a list with the arrow keys is one entry; a pause begins another', () => {
  for (const cmap of ['viridis', 'plasma', 'inferno']) store.set({ cmap });
  page.wait(300);
  assert.equal(page.entries.length, 2);
  page.wait(5000);
  store.set({ cmap: 'cividis' });
  assert.equal(page.entries.length, 3);
  page.go(-1);
  assert.equal(store.get('cmap'), 'inferno');
});

test('the first feature, which the page itself chooses, makes no entry', () => {
  store.set({ buckets: ['a', 'b'], bucket: 'b', feature: null });
  store.set({ feature: 'first' });
  page.wait(300);
  assert.equal(page.entries.length, 2);
  assert.ok(page.entries[1].includes('bucket=b&feature=first'));
});

test('Back does not write what it restores', () => {
  store.set({ feature: 'two' });
  page.go(-1);
  page.wait(1000);
  assert.deepEqual([page.at, page.entries.length], [0, 2]);
  assert.equal(restored.length, 1);
});

test('a jump within the page keeps the position that was not written yet', () => {
  store.set({ coronal: 0 });
  page.entries.push(`${page.entries[page.at]}#main`);
  page.go(1);
  page.wait(300);
  assert.equal(store.get('coronal'), 0);
  assert.ok(page.entries[1].endsWith('coronal=0#main'));
});

test('an entry that holds what cannot be read is told', () => {
  page.entries.push('/?mapping=swanson');
  page.go(1);
  assert.deepEqual(restored[0].refused, [{ name: 'mapping', text: 'swanson' }]);
});

test('flush writes at once, as leaving the page does', () => {
  store.set({ coronal: 0 });
  bound.flush();
  assert.ok(page.entries[0].endsWith('coronal=0'));
  store.set({ coronal: 25 });
  page.dispatchEvent(new Event('pagehide'));
  assert.ok(page.entries[0].endsWith('coronal=25'));
});
