/** The compass of the 3-D view: left stays left, and letters point where the animal's sides are. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { PRESETS, orbit, presetView } from '../../../../static/js/panels/three/camera.js';
import { compassLetters } from '../../../../static/js/panels/three/furniture/compass.js';

const at = (name) => presetView(name, { middle: [0, -2500, -3500], aspect: 1, explode: 0 });

/** Return letter → [x, y] of a view, rounded; y grows downwards. */
function lettersOf(view) {
  return Object.fromEntries(compassLetters(view).map(({ letter, x, y }) => [letter, [x, y].map((part) => {
    const rounded = Math.round(part * 100) / 100;
    return rounded === 0 ? 0 : rounded;
  })]));
}

test('from each side the letters are those of the slices, and the two along the line of sight are left out', () => {
  assert.deepEqual(lettersOf(at('dorsal')), { A: [0, -1], P: [0, 1], L: [-1, 0], R: [1, 0] });
  assert.deepEqual(lettersOf(at('frontal')), { L: [1, 0], R: [-1, 0], D: [0, -1], V: [0, 1] });
  assert.deepEqual(lettersOf(at('back')), { L: [-1, 0], R: [1, 0], D: [0, -1], V: [0, 1] });
  assert.deepEqual(lettersOf(at('left')), { A: [-1, 0], P: [1, 0], D: [0, -1], V: [0, 1] });
  assert.deepEqual(lettersOf(at('right')), { A: [1, 0], P: [-1, 0], D: [0, -1], V: [0, 1] });
});

test('from below the front is where it is on the screen', () => {
  const { A, P, L, R } = lettersOf(at('ventral'));
  assert.deepEqual([A, P], [[0, 1], [0, -1]]);
  assert.deepEqual([L, R], [[-1, 0], [1, 0]]);
});

test('opposite letters lie opposite, whatever the view, and the farther one is drawn first', () => {
  const views = Object.keys(PRESETS).map(at).flatMap((view) => [view, orbit(view, 0.7, 0.3)]);
  assert.equal(views.length, 14);
  for (const view of views) {
    const letters = compassLetters(view);
    assert.ok(letters.length >= 4);
    const places = new Map(letters.map((one) => [one.letter, one]));
    for (const [one, other] of ['AP', 'LR', 'DV']) {
      if (!places.has(one)) continue;
      assert.ok(Math.abs(places.get(one).x + places.get(other).x) < 1e-9);
      assert.ok(Math.abs(places.get(one).y + places.get(other).y) < 1e-9);
    }
    const towards = letters.map((one) => one.towards);
    assert.deepEqual(towards, [...towards].sort((a, b) => a - b));
  }
});
