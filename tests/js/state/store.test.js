/** The store: valid changes only, told once, in one order to all. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createStore, sameValue } from '../../../static/js/state/store.js';
import { isBoolean, isListOf, isName, isNumber, isRangeOrNull } from '../../../static/js/state/validators.js';

function makeStore() {
  return createStore({
    a: { default: 1, validate: isNumber(0, 10) }, b: { default: false, validate: isBoolean },
    list: { default: [], validate: isListOf(isName(5), 3) },
  });
}

test('subscribers hear once of all keys that changed together', () => {
  const store = makeStore();
  const heard = [];
  store.subscribe(['a', 'b'], (changed) => heard.push([...changed]));
  store.set({ a: 2, b: true, list: ['x'] });
  assert.deepEqual(heard, [['a', 'b', 'list']]);
});

test('nobody hears of a value set to what it is', () => {
  const store = makeStore();
  const heard = [];
  store.subscribe(['a', 'list'], () => heard.push(1));
  store.set({ a: 1, list: [] });
  assert.deepEqual(heard, []);
});

test('a wrong value is refused and named; the others are set', () => {
  const store = makeStore();
  assert.deepEqual(store.set({ a: 'x', b: true }), ['a']);
  assert.deepEqual([store.get('a'), store.get('b')], [1, true]);
});

test('an unknown key is an error of the program', () => {
  assert.throws(() => makeStore().set({ c: 1 }), RangeError);
  assert.throws(() => makeStore().get('c'), RangeError);
});

test('a change made by a listener is heard by all after the first one', () => {
  const store = makeStore();
  const heard = [];
  store.subscribe(['a'], () => store.set({ b: true }));
  store.subscribe(['a', 'b'], (changed) => heard.push([...changed].join()));
  store.set({ a: 5 });
  assert.deepEqual(heard, ['a', 'b']);
});

test('a listener that fails does not silence the store', () => {
  const store = makeStore();
  const heard = [];
  const end = new AbortController();
  store.subscribe(['a'], () => { throw new Error('broken'); }, end.signal);
  store.subscribe(['a'], () => heard.push(store.get('a')));
  assert.throws(() => store.set({ a: 2 }), /broken/);
  end.abort();
  store.set({ a: 3 });
  assert.deepEqual(heard, [3]);
});

test('an aborted subscription hears nothing more', () => {
  const store = makeStore();
  const end = new AbortController();
  const heard = [];
  store.subscribe(['a'], () => heard.push(1), end.signal);
  end.abort();
  store.subscribe(['a'], () => heard.push(2), end.signal);
  store.set({ a: 2 });
  assert.deepEqual(heard, []);
});

test('reset puts keys back to their defaults', () => {
  const store = makeStore();
  store.set({ a: 4, b: true });
  store.reset(['a']);
  assert.deepEqual(store.snapshot(), { a: 1, b: true, list: [] });
});

test('numbers are clamped, minus zero is zero, NaN and texts are refused', () => {
  const validate = isNumber(-1, 1);
  assert.deepEqual([validate(5), validate(-5), validate(NaN), validate('1')], [1, -1, undefined, undefined]);
  assert.ok(Object.is(validate(-0), 0));
});

test('a range may be a point, and may end at zero, but not run backwards', () => {
  assert.deepEqual(isRangeOrNull([0, 0]), [0, 0]);
  assert.deepEqual(isRangeOrNull([-2, 0]), [-2, 0]);
  assert.equal(isRangeOrNull([1, 0]), undefined);
  assert.equal(isRangeOrNull([0, NaN]), undefined);
});

test('a list keeps the first of repeated entries and refuses one that is too long', () => {
  const validate = isListOf(isName(5), 3);
  assert.deepEqual(validate(['a', 'b', 'a']), ['a', 'b']);
  assert.equal(validate(['a', 'b', 'c', 'd']), undefined);
  assert.equal(validate(['']), undefined);
});

test('values are the same by content', () => {
  assert.ok(sameValue({ a: [1, { b: NaN }] }, { a: [1, { b: NaN }] }));
  assert.ok(!sameValue([1], { 0: 1 }));
  assert.ok(!sameValue(null, {}));
});
