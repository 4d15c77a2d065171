/** Names of regions: inside their region, at its middle, on both sides, and only where they fit. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { placeNames } from '../../../../static/js/slices/names/name_places.js';
import { blobs, seeded } from '../../synthetic.js';
import { Smoother } from '../../../../static/js/slices/smoother.js';

const ACRONYMS = ['void', 'root', ...Array.from({ length: 98 }, (_, n) => `R${n + 2}`)];
const measure = (text, size) => text.length * size * 0.6;

/** Return labels of 200 × 120 px given as label(x, y). */
function labelsOf(label, width = 200, height = 120) {
  const winner = Uint16Array.from({ length: width * height }, (_, n) => label(n % width, Math.floor(n / width)));
  return { winner, width, height };
}

function place(labels, options = {}) {
  return placeNames({ labels, ratio: 1, split: Infinity, acronyms: ACRONYMS, measure, ...options });
}

/** Assert that every pixel below a name is of its region and side. */
function assertInside({ winner, width }, { lateral, text, x, y, size }, { ratio, split }) {
  const left = lateral > 1327;
  const half = (measure(text, size) / 2) * ratio;
  for (let py = Math.ceil(y - (size / 2) * ratio); py <= y + (size / 2) * ratio; py++) {
    for (let px = Math.ceil(x - half); px < x + half; px++) {
      assert.equal(winner[py * width + px], left ? lateral - 1327 : lateral, `${text} at ${px}, ${py}`);
      assert.equal(px < split, left, `side of ${text} at ${px}, ${py}`);
    }
  }
}

test('a name stands in the middle of its region', () => {
  const labels = labelsOf((x, y) => (x >= 40 && x < 140 && y >= 20 && y < 100 ? 2 : 0));
  const [name, ...others] = place(labels);
  assert.deepEqual(others, []);
  assert.deepEqual([name.text, name.lateral, name.size], ['R2', 2 + 1327, 12]);
  assert.ok(Math.abs(name.x - 90) <= 5 && Math.abs(name.y - 60) <= 2, `${name.x}, ${name.y}`);
});

test('in an L the name is where there is most room, not at the centre of mass', () => {
  const labels = labelsOf((x, y) => ((x < 50 && y < 110) || (x < 190 && y >= 98 && y < 110) ? 2 : 0));
  const [name] = place(labels);
  assert.ok(name.x < 50 && name.y < 98, `${name.x}, ${name.y}`);
});

test('each side has its name; void and root have none', () => {
  const labels = labelsOf((x, y) => (y < 60 ? 2 : x < 100 ? 1 : 0));
  const names = place(labels, { split: 100 });
  assert.deepEqual(names.map(({ lateral }) => lateral), [2, 2 + 1327]);
  names.forEach((name) => assertInside(labels, name, { ratio: 1, split: 100 }));
});

test('what does not fit is written smaller, and what is smaller still not at all', () => {
  const strip = (height) => labelsOf((x, y) => (y < height ? 2 : 0));
  assert.deepEqual(place(strip(20)).map(({ size }) => size), [12]);
  assert.deepEqual(place(strip(12)).map(({ size }) => size), [10]);
  assert.deepEqual(place(strip(8)), []);
  assert.deepEqual(place(labelsOf((x) => (x < 12 ? 2 : 0))), []);
});

test('nothing is written where something else is', () => {
  const labels = labelsOf(() => 2);
  const [name] = place(labels, { taken: [[0, 0, 120, 120]] });
  assert.ok(name.x > 120);
  assert.deepEqual(place(labels, { taken: [[0, 0, 200, 120]] }), []);
});

for (const [ratio, split] of [[1, 170], [2, 340], [1.5, 255], [1, Infinity], [1, -Infinity]]) {
  test(`at ${ratio} device px per css px, split at ${split}, every name lies in its region`, () => {
    const smoother = new Smoother();
    const [width, height] = [340 * ratio, 300 * ratio];
    smoother.prepare({ width, height, scale: 5 * ratio, originX: -2, originY: -2 });
    const labels = smoother.smooth(blobs(64, 56, 40, seeded(5)));
    const names = place(labels, { ratio, split });
    assert.ok(names.length > 15, `${names.length} names`);
    assert.equal(new Set(names.map(({ lateral }) => lateral)).size, names.length);
    names.forEach((name) => assertInside(labels, name, { ratio, split }));
  });
}
