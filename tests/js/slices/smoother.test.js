/** Smoothing against a plain vote, pixel by pixel; rough pictures against nearest voxels. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { marginToDistance, VOTE_SIGMA } from '../../../static/js/core/gaussian.js';
import { DISTANCE_STEPS, FAR } from '../../../static/js/slices/drawing/label_picture.js';
import { Smoother, WIDEST_REACH } from '../../../static/js/slices/smoother.js';
import { blobs, seeded, sliceOf, voteAt } from '../synthetic.js';

const VIEWS = {
  'larger than life': { width: 150, height: 120, scale: 3.27, originX: -3.3, originY: -2.9 },
  'smaller than life': { width: 40, height: 35, scale: 0.8, originX: -4, originY: -1 },
  'voxel for pixel': { width: 60, height: 50, scale: 1, originX: 0, originY: 0 },
  'zoomed far in': { width: 130, height: 110, scale: 31.7, originX: 11.1, originY: 7.77 },
  'panned out of the slice': { width: 80, height: 80, scale: 2, originX: -25, originY: 20 },
};

function assertEqualsVote(slice, view, picture) {
  const full = { sigma: VOTE_SIGMA, ...view };
  for (let py = 0, index = 0; py < view.height; py++) {
    for (let px = 0; px < view.width; px++, index++) {
      const [best, second] = voteAt(slice, full, px, py);
      const margin = best[1] - (second?.[1] ?? 0);
      const place = `pixel ${px}, ${py}`;
      if (margin > 1e-5) assert.equal(picture.winner[index], best[0], place);
      if (second) assertDistance(picture.distance[index], margin, full, place);
      else assert.equal(picture.distance[index], FAR, place);
      const near = second && picture.distance[index] !== FAR && margin > 1e-5;
      if (near && second[1] - (voteAt(slice, full, px, py)[2]?.[1] ?? 0) > 1e-5) {
        assert.equal(picture.runnerUp[index], second[0], place);
      }
    }
  }
}

/** The stored distance lies between those of margins one table step lower and higher, give or take its own step. */
function assertDistance(stored, margin, { scale, sigma }, place) {
  const lowest = marginToDistance(margin - 1 / 1024, sigma) * scale - 1 / DISTANCE_STEPS;
  const highest = marginToDistance(margin + 1 / 1024, sigma) * scale + 1 / DISTANCE_STEPS;
  const measured = stored / DISTANCE_STEPS;
  if (stored === FAR) assert.ok(highest >= WIDEST_REACH, `${place}: ${highest} px is not far`);
  else assert.ok(measured >= lowest && measured <= highest, `${place}: ${measured} px, not ${lowest}…${highest}`);
}

for (const [name, view] of Object.entries(VIEWS)) {
  test(`a picture ${name} equals the plain vote`, () => {
    const slice = blobs(52, 44, 25, seeded(7));
    const smoother = new Smoother();
    smoother.prepare(view);
    assertEqualsVote(slice, view, smoother.smooth(slice));
  });
}

test('a slice of single stray voxels equals the plain vote', () => {
  const random = seeded(3);
  const slice = sliceOf(30, 30, () => Math.floor(random() * 6));
  const view = { width: 90, height: 90, scale: 3, originX: 0, originY: 0 };
  const smoother = new Smoother();
  smoother.prepare(view);
  assertEqualsVote(slice, view, smoother.smooth(slice));
});

test('tissue that touches the edge of the volume has a border to the void beyond', () => {
  const slice = sliceOf(20, 20, () => 5);
  const smoother = new Smoother();
  smoother.prepare({ width: 120, height: 100, scale: 5, originX: -2, originY: 0 });
  const picture = smoother.smooth(slice);
  const left = 50 * 120 + 10;
  assert.equal(picture.winner[left], 5);
  assert.equal(picture.runnerUp[left], 0);
  assert.ok(picture.distance[left] <= DISTANCE_STEPS);
});

test('a straight border is measured within a quarter of a pixel as far as lines reach', () => {
  const slice = sliceOf(20, 20, (x) => (x < 10 ? 1 : 2));
  const smoother = new Smoother();
  smoother.prepare({ width: 80, height: 80, scale: 4, originX: 0, originY: 0 });
  const picture = smoother.smooth(slice);
  for (let px = 37; px < 43; px++) {
    const index = 40 * 80 + px;
    assert.ok(Math.abs(picture.distance[index] / DISTANCE_STEPS - Math.abs(px + 0.5 - 40)) < 0.25, `pixel ${px}`);
    assert.equal(picture.winner[index], px < 40 ? 1 : 2);
  }
});

test('the list of edges holds exactly the pixels that are near a border', () => {
  const slice = blobs(52, 44, 25, seeded(9));
  const smoother = new Smoother();
  const view = VIEWS['larger than life'];
  smoother.prepare({ ...view, reach: 2.2 });
  for (const picture of [smoother.smooth(slice), smoother.rough(slice)]) {
    const near = [];
    for (let n = 0; n < view.width * view.height; n++) if (picture.distance[n] !== FAR) near.push(n);
    assert.ok(near.length > 0);
    assert.deepEqual([...picture.edges.subarray(0, picture.edgeCount)].sort((a, b) => a - b), near);
  }
});

test('a shorter reach makes pixels beyond it far', () => {
  const slice = blobs(52, 44, 25, seeded(9));
  const smoother = new Smoother();
  smoother.prepare({ ...VIEWS['larger than life'], reach: 2 });
  const picture = smoother.smooth(slice);
  const stored = picture.edges.subarray(0, picture.edgeCount);
  assert.ok(stored.length > 0);
  assert.ok(stored.every((index) => picture.distance[index] <= 2 * DISTANCE_STEPS));
});

const reused = new Smoother();

for (const [name, view] of Object.entries(VIEWS)) {
  test(`a rough picture ${name} shows the nearest voxels, whatever was drawn before`, () => {
    const slice = blobs(52, 44, 25, seeded(11));
    reused.prepare(view);
    const picture = reused.rough(slice);
    for (let py = 0, index = 0; py < view.height; py++) {
      for (let px = 0; px < view.width; px++, index++) {
        const x = Math.floor((px + 0.5) / view.scale + view.originX) + slice.padding;
        const y = Math.floor((py + 0.5) / view.scale + view.originY) + slice.padding;
        const inside = x >= 0 && y >= 0 && x < slice.width && y < slice.height;
        assert.equal(picture.winner[index], inside ? slice.data[y * slice.width + x] : 0, `pixel ${px}, ${py}`);
      }
    }
  });
}

test('a rough picture measures to the side of the voxel that borders on another label', () => {
  const slice = sliceOf(20, 20, (x) => (x < 10 ? 1 : 2));
  const smoother = new Smoother();
  smoother.prepare({ width: 160, height: 160, scale: 8, originX: 0, originY: 0 });
  const picture = smoother.rough(slice);
  const right = 84 * 160 + 82;
  assert.deepEqual([picture.runnerUp[right], picture.distance[right]], [1, 2.5 * DISTANCE_STEPS]);
  const left = 84 * 160 + 73;
  assert.deepEqual([picture.runnerUp[left], picture.distance[left]], [2, 6.5 * DISTANCE_STEPS]);
});

test('nothing of an earlier, larger picture shines through', () => {
  const slice = blobs(52, 44, 25, seeded(7));
  const used = new Smoother();
  used.prepare(VIEWS['larger than life']);
  used.smooth(slice);
  const view = VIEWS['panned out of the slice'];
  used.prepare(view);
  assertEqualsVote(slice, view, used.smooth(slice));
});

test('the buffers stay the same from picture to picture', () => {
  const slice = blobs(52, 44, 25, seeded(7));
  const smoother = new Smoother();
  smoother.prepare(VIEWS['larger than life']);
  const { winner, distance, edges } = smoother.smooth(slice);
  smoother.prepare({ ...VIEWS['larger than life'], originX: 3 });
  const again = smoother.smooth(slice);
  assert.equal(again.winner, winner);
  assert.equal(again.distance, distance);
  assert.equal(again.edges, edges);
});
