/** The library: fetched once, kept within bounds, newest answer wins, failures explained. */

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { createFeatureMemory } from '../../../static/js/data/feature_memory.js';
import { createLibrary } from '../../../static/js/data/library.js';

/** An API whose answers the test gives when it likes. */
class FakeApi {
  requests = [];
  features = new Map([['one', new Map()], ['two', new Map()], ['three', new Map()]]);

  readBucket = async (name) => {
    this.requests.push(name);
    if (this.gone) throw Object.assign(new Error('There is no bucket.'), { status: 404 });
    return { features: this.features, tree: null, metadata: { uuid: name } };
  };

  readFeatureText = (bucket, fname, { signal, onProgress }) => new Promise((resolve, reject) => {
    const request = {
      fname, onProgress, answer: (content) => resolve(JSON.stringify(content)),
      fail: (message, status) => reject(Object.assign(new Error(message), { status })), aborted: false,
    };
    this.requests.push(request);
    signal.addEventListener('abort', () => {
      request.aborted = true;
      if (!this.deaf) reject(new DOMException('called off', 'AbortError'));
    });
  });

  last() {
    return this.requests.at(-1);
  }
}

let api;
let library;
let changes;
const settle = () => new Promise((resolve) => { setTimeout(resolve, 0); });

beforeEach(async () => {
  api = new FakeApi();
  changes = 0;
  library = createLibrary({ api, onChange: () => { changes++; }, signal: new AbortController().signal });
  await library.openBucket('b');
});

async function open(fname, content = { of: fname }) {
  library.openFeature('b', fname);
  api.last().answer(content);
  await settle();
}

test('a feature is loading, then ready, and is the same object each time', async () => {
  library.openFeature('b', 'one');
  assert.equal(library.feature('b', 'one').status, 'loading');
  api.last().answer({ unit: 'Hz' });
  await settle();
  const entry = library.feature('b', 'one');
  assert.deepEqual(entry, { status: 'ready', content: { unit: 'Hz' } });
  assert.equal(library.feature('b', 'one'), entry);
});

test('what was fetched is not fetched again', async () => {
  await open('one');
  const before = api.requests.length;
  await library.openFeature('b', 'one');
  await library.openBucket('b');
  assert.equal(api.requests.length, before);
});

test('moving on calls off what is still on its way, and its answer is dropped', async () => {
  library.openFeature('b', 'one');
  const slow = api.last();
  await open('two');
  assert.equal(slow.aborted, true);
  assert.equal(library.feature('b', 'one'), undefined);
  assert.deepEqual(library.feature('b', 'two').content, { of: 'two' });
});

test('coming back to a feature whose request was called off asks again', async () => {
  library.openFeature('b', 'one');
  library.openFeature('b', 'two');
  await open('one');
  assert.equal(library.feature('b', 'one').status, 'ready');
});

test('an answer that was called off and comes all the same is dropped', async () => {
  api.deaf = true;
  library.openFeature('b', 'one');
  const late = api.last();
  library.openFeature('b', 'two');
  library.openFeature('b', 'one');
  late.answer({ version: 'old' });
  await settle();
  assert.equal(library.feature('b', 'one').status, 'loading');
  api.last().answer({ version: 'new' });
  await settle();
  assert.deepEqual(library.feature('b', 'one').content, { version: 'new' });
});

test('a failure is told with its sentence, and a retry can succeed', async () => {
  library.openFeature('b', 'one');
  api.last().fail('The server cannot be reached.', 0);
  await settle();
  assert.deepEqual({ ...library.feature('b', 'one') },
    { status: 'failed', message: 'The server cannot be reached.', gone: false });
  await open('one');
  assert.equal(library.feature('b', 'one').status, 'ready');
});

test('a feature deleted since the bucket was loaded says so', async () => {
  library.openFeature('b', 'one');
  api.last().fail('There is no feature.', 404);
  await settle();
  const { gone, message } = library.feature('b', 'one');
  assert.equal(gone, true);
  assert.match(message, /“one” was deleted/);
});

test('a feature that was never listed keeps the server\'s sentence', async () => {
  library.openFeature('b', 'other');
  api.last().fail('There is no feature.', 404);
  await settle();
  assert.equal(library.feature('b', 'other').message, 'There is no feature.');
});

test('a bucket deleted since it was loaded says so', async () => {
  api.gone = true;
  await library.refresh('b');
  assert.match(library.bucket('b').message, /was deleted/);
});

test('refresh keeps what is shown until the new answer is there', async () => {
  await open('one', { version: 1 });
  library.refresh('b');
  library.openFeature('b', 'one');
  assert.deepEqual(library.feature('b', 'one').content, { version: 1 });
  api.last().answer({ version: 2 });
  await settle();
  assert.deepEqual(library.feature('b', 'one').content, { version: 2 });
});

test('refresh makes other features be asked for again, of this bucket only', async () => {
  await open('one');
  await library.openBucket('b2');
  library.openFeature('b2', 'one');
  api.last().answer({});
  await settle();
  await library.refresh('b');
  assert.deepEqual([library.isAtHand('b', 'one'), library.isAtHand('b2', 'one')], [false, true]);
});

test('what is fetched ahead is shown without a request', async () => {
  library.openFeature('b', 'two', { ahead: true });
  api.last().answer({ of: 'two' });
  await settle();
  const before = api.requests.length;
  library.openFeature('b', 'two');
  assert.deepEqual(library.feature('b', 'two').content, { of: 'two' });
  assert.equal(api.requests.length, before);
});

test('what is fetched ahead makes room for what is shown', () => {
  library.openFeature('b', 'two', { ahead: true });
  const ahead = api.last();
  library.openFeature('b', 'one');
  assert.equal(ahead.aborted, true);
});

test('choosing what is being fetched ahead joins that request', async () => {
  library.openFeature('b', 'two', { ahead: true });
  const before = api.requests.length;
  library.openFeature('b', 'two');
  assert.equal(api.requests.length, before);
  assert.deepEqual([library.isBusy(), library.feature('b', 'two').status], [true, 'loading']);
});

test('a feature too long to fetch ahead is left, and comes when it is chosen', async () => {
  library.openFeature('b', 'two', { ahead: true, longest: 100 });
  api.last().onProgress({ loaded: 101, total: null });
  await settle();
  assert.equal(api.last().aborted, true);
  await open('two');
  assert.equal(library.feature('b', 'two').status, 'ready');
});

test('progress is shown for what is slow, not at once', (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  let now = 1000;
  context.mock.method(performance, 'now', () => now);
  library.openFeature('b', 'one');
  api.last().onProgress({ loaded: 10, total: 100 });
  assert.equal(library.feature('b', 'one').progress, null);
  now += 420;
  context.mock.timers.tick(420);
  const before = changes;
  api.last().onProgress({ loaded: 50, total: 100 });
  assert.deepEqual(library.feature('b', 'one').progress, { loaded: 50, total: 100 });
  assert.ok(changes > before);
});

test('the memory drops what was not looked at for longest, never what came last', () => {
  const memory = createFeatureMemory({ budget: 30 });
  for (const key of ['a', 'b', 'c']) memory.put(key, '{"n":12345}');
  assert.deepEqual(memory.keys(), ['b', 'c']);
  memory.read('b');
  memory.put('d', '{"n":12345}');
  assert.deepEqual(memory.keys(), ['b', 'd']);
  memory.put('e', JSON.stringify('x'.repeat(100)));
  assert.deepEqual(memory.keys(), ['e']);
  assert.equal(memory.room(), 0);
});

test('the memory gives back the text as it came', () => {
  const memory = createFeatureMemory({ budget: 100 });
  memory.put('a', '{ "n": 1.50 }');
  memory.read('a');
  assert.equal(memory.text('a'), '{ "n": 1.50 }');
});

test('three hundred features later the memory is within its budget and holds those looked at last', () => {
  const text = (n) => JSON.stringify({ n, filling: 'x'.repeat(80) });
  const budget = 10 * text(999).length;
  const memory = createFeatureMemory({ budget });
  const used = () => memory.keys().reduce((sum, key) => sum + memory.text(key).length, 0);
  memory.put('favourite', text('favourite'));
  for (let n = 0; n < 300; n++) {
    memory.put(`f${n}`, text(n));
    assert.equal(memory.read(`f${n}`).n, n);
    assert.equal(memory.read('favourite').n, 'favourite');
    assert.ok(used() <= budget, `after ${n}: ${used()}`);
    assert.equal(memory.room(), budget - used());
  }
  const kept = memory.keys();
  assert.deepEqual(kept.slice(-2), ['f299', 'favourite']);
  assert.deepEqual(kept.slice(0, -1), kept.slice(0, -1).map((_, n) => `f${300 - kept.length + 1 + n}`));
  assert.ok(kept.length >= 8);
  assert.equal(memory.read('f100'), undefined);
  assert.equal(memory.text('f100'), undefined);
  assert.equal(memory.has('f100'), false);
});

test('a feature put again, larger or smaller, or dropped, is counted once', () => {
  const memory = createFeatureMemory({ budget: 40 });
  memory.put('a', JSON.stringify('x'.repeat(20)));
  memory.put('a', '1');
  assert.equal(memory.room(), 39);
  memory.drop('a');
  memory.drop('a');
  assert.equal(memory.room(), 40);
});

test('the same parsed object comes back until three others were looked at', () => {
  const memory = createFeatureMemory({ budget: 1000 });
  for (const key of ['a', 'b', 'c', 'd']) memory.put(key, '{}');
  const first = memory.read('a');
  memory.read('b');
  memory.read('c');
  assert.equal(memory.read('a'), first);
  for (const key of ['b', 'c', 'd']) memory.read(key);
  assert.notEqual(memory.read('a'), first);
});

test('a refresh that fails keeps the bucket and the picture, and says why', async () => {
  await open('one', { version: 1 });
  api.readBucket = async () => { throw new Error('The server cannot be reached.'); };
  assert.equal(await library.refresh('b'), 'The server cannot be reached.');
  assert.equal(library.bucket('b').status, 'ready');
  assert.deepEqual([...library.bucket('b').features.keys()], ['one', 'two', 'three']);
  const before = api.requests.length;
  library.openFeature('b', 'one');
  assert.equal(api.requests.length, before);
  assert.deepEqual(library.feature('b', 'one').content, { version: 1 });
});

test('a feature that cannot be loaded again stays as it was; one that is gone does not', async () => {
  const kept = [];
  const { signal } = new AbortController();
  library = createLibrary({ api, onChange: () => {}, onKept: (message) => kept.push(message), signal });
  await library.openBucket('b');
  await open('one', { version: 1 });
  library.openFeature('b', 'one', { again: true });
  api.last().fail('The server cannot be reached.', undefined);
  await settle();
  assert.deepEqual(library.feature('b', 'one').content, { version: 1 });
  assert.deepEqual(kept, ['The server cannot be reached.']);
  library.openFeature('b', 'one', { again: true });
  api.last().fail('There is no feature.', 404);
  await settle();
  assert.equal(library.feature('b', 'one').status, 'failed');
});
