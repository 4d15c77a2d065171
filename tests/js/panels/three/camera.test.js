/** The eye of the 3-D view. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  dolly, FARTHEST, NEAREST, orbit, pan, presetView, PRESETS,
} from '../../../../static/js/panels/three/camera.js';

const MIDDLE = [-52, -1200, -3500];
const VIEW = { middle: MIDDLE, aspect: 1.4, explode: 0, reach: 20000 };

const offset = (view) => [0, 1, 2].map((n) => view[n] - view[n + 3]);
const distance = (view) => Math.hypot(...offset(view));

test('presets look at the middle from where they say', () => {
  const signs = { dorsal: [2, 1], ventral: [2, -1], left: [0, -1], right: [0, 1], frontal: [1, 1], back: [1, -1] };
  const names = Object.keys(signs);
  assert.equal(names.length, Object.keys(PRESETS).length - 1);
  for (const name of names) {
    const [axis, sign] = signs[name];
    const view = presetView(name, VIEW);
    assert.deepEqual(view.slice(3), MIDDLE);
    assert.ok(sign * offset(view)[axis] > 0.99 * distance(view), name);
  }
});

test('a narrow panel and a brain taken apart are seen from farther away', () => {
  const near = distance(presetView('left', VIEW));
  assert.ok(distance(presetView('left', { ...VIEW, aspect: 0.5 })) > 1.5 * near);
  assert.ok(distance(presetView('left', { ...VIEW, explode: 1 })) > 2.5 * near);
});

test('going round keeps the distance and never goes over the top', () => {
  const view = presetView('oblique', VIEW);
  const turned = orbit(view, 0.5, 0.2);
  assert.ok(Math.abs(distance(turned) - distance(view)) < 3);
  const above = orbit(view, 0, 5);
  assert.ok(offset(above)[2] > 0.999 * distance(above));
  assert.ok(Math.hypot(...offset(above).slice(0, 2)) > 1);
  const below = orbit(view, 0, -5);
  assert.ok(offset(below)[2] < -0.999 * distance(below));
});

test('coming nearer and going away have their ends', () => {
  const view = presetView('oblique', VIEW);
  assert.ok(Math.abs(distance(dolly(view, 0.5)) - distance(view) / 2) < 3);
  assert.ok(Math.abs(distance(dolly(view, 1e-6)) - NEAREST) < 3);
  assert.ok(Math.abs(distance(dolly(view, 1e6)) - FARTHEST) < 3);
});

test('moving sideways moves eye and target alike, across the line of sight', () => {
  const view = presetView('frontal', VIEW);
  const moved = pan(view, 0.1, 0);
  assert.deepEqual(offset(moved), offset(view));
  // From the front, the animal's left is on the right of the screen.
  assert.ok(moved[0] < view[0]);
  assert.equal(moved[2], view[2]);
});
