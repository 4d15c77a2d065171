/** Which colour map is drawn, and what is said when it is another than the one asked for. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { reverseColormap } from '../../../static/js/core/colour.js';
import { chooseColours } from '../../../static/js/colours/colour_choice.js';

const MAPS = Object.freeze(Object.fromEntries(['magma', 'RdBu', 'tab10'].map((name, n) =>
  [name, Uint8Array.from({ length: 768 }, (_, place) => (Math.floor(place / 3) + n) % 256)])));
const atlas = { hasColormap: (name) => Object.hasOwn(MAPS, name), colormap: (name) => MAPS[name] };
const choose = (cmap, { reversed = false, own = null } = {}) => chooseColours({ cmap, reversed }, own, atlas);

test('a map is drawn as its name says, _r from high to low', () => {
  assert.deepEqual(choose('RdBu').colours, MAPS.RdBu);
  assert.deepEqual(choose('RdBu_r').colours, reverseColormap(MAPS.RdBu));
});

test('_r and the switch agree: one turns the map around, both leave it', () => {
  assert.deepEqual(choose('RdBu_r').colours, choose('RdBu', { reversed: true }).colours);
  assert.deepEqual(choose('RdBu_r', { reversed: true }).colours, MAPS.RdBu);
  const seen = [choose('RdBu_r'), choose('RdBu', { reversed: true }), choose('RdBu_r', { reversed: true })];
  const names = seen.map(({ name, reversed }) => [name, reversed]);
  assert.deepEqual(names, [['RdBu', true], ['RdBu', true], ['RdBu', false]]);
});

test('without a choice the feature’s own map is drawn, else magma', () => {
  assert.deepEqual([choose(null).name, choose(null, { own: 'tab10' }).name], ['magma', 'tab10']);
  assert.deepEqual(choose(null, { own: 'RdBu_r' }).colours, reverseColormap(MAPS.RdBu));
  assert.equal(choose('magma', { own: 'RdBu' }).name, 'magma');
  assert.deepEqual(choose(null, { own: 'tab10' }).notes, []);
});

for (const [cmap, own, shown, note] of [
  ['nonsense', null, 'magma', 'Colour map “nonsense” does not exist; showing “magma”.'],
  ['rdbu', null, 'magma', 'Colour map “rdbu” does not exist; showing “magma”.'],
  ['RdBu_r_r', null, 'magma', 'Colour map “RdBu_r_r” does not exist; showing “magma”.'],
  ['_r', null, 'magma', 'Colour map “_r” does not exist; showing “magma”.'],
  ['constructor', null, 'magma', 'Colour map “constructor” does not exist; showing “magma”.'],
  ['nonsense', 'RdBu_r', 'RdBu', 'Colour map “nonsense” does not exist; showing “RdBu_r”.'],
  [null, 'parula', 'magma',
    'This feature’s colour map “parula” does not exist; showing “magma”.'],
]) {
  test(`a name that is none falls back and is said: ${cmap ?? own}`, () => {
    const { name, colours, reversed, notes } = choose(cmap, { own });
    assert.deepEqual([name, notes], [shown, [note]]);
    assert.deepEqual(colours, reversed ? reverseColormap(MAPS[shown]) : MAPS[shown]);
  });
}
