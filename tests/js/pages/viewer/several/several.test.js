import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createLooseFeatures } from '../../../../../static/js/data/loose_features.js';
import { chooseFirst, listFeatures, toggleName } from '../../../../../static/js/pages/viewer/several/names.js';
import { createTileContents } from '../../../../../static/js/pages/viewer/several/tile_contents.js';
import { composeTiles, explainTile, isOfRegions } from '../../../../../static/js/pages/viewer/several/tile_views.js';
import { MOST_SEVERAL, VIEWER_STATE } from '../../../../../static/js/state/viewer_state.js';

const { signal } = new AbortController();
const settle = () => new Promise((resolve) => { setImmediate(resolve); });
const numbered = (count) => Array.from({ length: count }, (_, n) => ({ fname: `f${n}`, label: `Folder › f${n}` }));

function createContents() {
  const waiting = new Map();
  const asked = [];
  const api = {
    readFeatureText: (bucket, fname, { signal: until, onProgress }) => new Promise((resolve, reject) => {
      asked.push(fname);
      until.addEventListener('abort', () => {
        waiting.delete(fname);
        reject(new DOMException('called off', 'AbortError'));
      });
      waiting.set(fname, { onProgress, answer: (text) => {
        waiting.delete(fname);
        resolve(text);
      }, fail: (message) => {
        waiting.delete(fname);
        reject(new Error(message));
      } });
    }),
  };
  const library = { isAtHand: () => false };
  const features = createLooseFeatures({ library, api, local: null });
  const changes = [];
  const contents = createTileContents({ features, onChange: () => changes.push(1), signal });
  return { contents, waiting, asked, changes };
}

test('a grid begins with the first features of the tree, and has the shown one among them', () => {
  const tree = new Map([['Ephys', new Map([['Rate', 'rate']])], ['Depth', 'depth']]);
  const bucket = { status: 'ready', tree, features: new Map([['depth', {}], ['rate', {}]]) };
  assert.deepEqual(listFeatures(bucket), [
    { fname: 'rate', label: 'Ephys › Rate' }, { fname: 'depth', label: 'Depth' },
  ]);
  assert.deepEqual(listFeatures(undefined), []);
  const many = numbered(30);
  assert.equal(chooseFirst(many, 'f0').length, 12);
  assert.deepEqual(chooseFirst(many, 'f29').slice(0, 2), ['f29', 'f0']);
});

test('features are added in the order of the tree, at most 24, and the last one stays', () => {
  const many = numbered(30);
  assert.deepEqual(toggleName(['f3'], 'f1', many), ['f1', 'f3']);
  assert.deepEqual(toggleName(['f1', 'f3'], 'f1', many), ['f3']);
  assert.deepEqual(toggleName(['f3'], 'f3', many), ['f3']);
  const full = many.slice(0, MOST_SEVERAL).map(({ fname }) => fname);
  assert.deepEqual(toggleName(full, 'f29', many), full);
  const { validate } = VIEWER_STATE.several;
  assert.deepEqual(validate(full), full);
  assert.equal(validate([...full, 'f29']), undefined);
});

test('three features are read at a time, each once, and what is not wanted any longer is called off', async () => {
  const { contents, waiting, asked } = createContents();
  contents.want('lab', ['a', 'b', 'c', 'd', 'e'], null);
  assert.deepEqual([...waiting.keys()], ['a', 'b', 'c']);
  waiting.get('b').answer('{"unit":"Hz"}');
  await settle();
  assert.deepEqual([...waiting.keys()], ['a', 'c', 'd']);
  assert.equal(contents.read('b').content.unit, 'Hz');
  assert.equal(contents.read('e').status, 'loading');
  contents.want('lab', ['b', 'c', 'e'], null);
  await settle();
  assert.deepEqual([...waiting.keys()], ['c', 'e']);
  assert.deepEqual(asked, ['a', 'b', 'c', 'd', 'e']);
});

test('what failed is said and read again when somebody asks; what is too long is final', async () => {
  const { contents, waiting } = createContents();
  contents.want('lab', ['a', 'b'], null);
  waiting.get('a').fail('The server cannot be reached.');
  waiting.get('b').onProgress({ loaded: 3 * 1024 * 1024 });
  await settle();
  assert.deepEqual([contents.read('a').message, contents.read('a').final], ['The server cannot be reached.', false]);
  assert.deepEqual([contents.read('b').status, contents.read('b').final], ['failed', true]);
  contents.retry();
  assert.ok(waiting.has('a'));
});

test('another bucket, or the same one loaded again, has its features read anew', async () => {
  const { contents, waiting, asked } = createContents();
  const listing = {};
  contents.want('lab', ['a'], listing);
  waiting.get('a').answer('{}');
  await settle();
  contents.want('lab', ['a'], listing);
  assert.deepEqual(asked, ['a']);
  contents.want('lab', ['a'], {});
  contents.want('other', ['a'], null);
  assert.deepEqual(asked, ['a', 'a', 'a']);
});

test('volumes and points say what they are instead of a picture', () => {
  assert.equal(isOfRegions({ feature_data: { mappings: {} } }), true);
  assert.equal(isOfRegions({ feature_data: { volume: 'x' } }), false);
  assert.equal(isOfRegions({ feature_data: { mappings: {}, xyz: 'x' } }), false);
  assert.match(explainTile({ status: 'ready', content: { feature_data: { volume: 'x' } } }), /Open it/);
});

const RAMP = Uint8Array.from({ length: 768 }, (_, n) => n % 256);
const ATLAS = {
  colours: Array.from({ length: 1328 }, () => [1, 2, 3]), regions: {}, drawn: null, hasColormap: () => true,
  colormap: () => RAMP,
};
const STATE = {
  ...Object.fromEntries(Object.entries(VIEWER_STATE).map(([key, { default: start }]) => [key, start])),
  auto: false, joint: null,
};
const featureOf = (values) => ({
  unit: 'Hz', feature_data: {
    mappings: { beryl: { data: Object.fromEntries(Object.entries(values).map(([row, mean]) => [row, { mean }])) } },
    origins: { beryl: { given: Object.keys(values).map(Number) } },
  },
});

test('all tiles have one scale over all values, and the value of one has the same colour on every other', () => {
  const features = [
    { fname: 'a', content: featureOf({ 10: 0, 20: 1 }) }, { fname: 'b', content: featureOf({ 10: 1, 20: 9 }) },
    { fname: 'v', content: { feature_data: { volume: 'x' } } },
  ];
  const first = { scene: { neutrals: {} }, feature: null, picture: null };
  const { joint, views } = composeTiles({ features, first, state: STATE, atlas: ATLAS });
  assert.deepEqual(joint, [0, 9]);
  assert.deepEqual([...views.keys()], ['a', 'b']);
  const colourOf = (fname, row) => views.get(fname).picture.table.rgba[row];
  assert.equal(colourOf('a', 20), colourOf('b', 10));
  assert.notEqual(colourOf('a', 20), colourOf('b', 20));
  const own = composeTiles({ features, first, state: { ...STATE, ownScales: true }, atlas: ATLAS });
  assert.equal(own.joint, null);
  assert.deepEqual(own.views.get('a').picture.range, [0, 1]);
});
