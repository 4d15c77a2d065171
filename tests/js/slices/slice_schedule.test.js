/** When a slice is drawn, on frames and timers that the test turns itself. */

import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';

import { SliceSchedule, SPOILED } from '../../../static/js/slices/slice_schedule.js';

let frames;
let known;

beforeEach(() => {
  frames = new Map();
  const { requestAnimationFrame, cancelAnimationFrame } = globalThis;
  known = { requestAnimationFrame, cancelAnimationFrame };
  let last = 0;
  globalThis.requestAnimationFrame = (act) => {
    frames.set(++last, act);
    return last;
  };
  globalThis.cancelAnimationFrame = (frame) => frames.delete(frame);
  mock.timers.enable({ apis: ['setTimeout'] });
});

afterEach(() => {
  Object.assign(globalThis, known);
  mock.timers.reset();
});

function turnFrame() {
  const acts = [...frames.values()];
  frames.clear();
  for (const act of acts) act();
}

/** A schedule whose smooth pictures cost so many milliseconds, and the list of what it drew. */
function start({ cost, plain = false }) {
  const drawn = [];
  const controller = new AbortController();
  const work = {
    ready: true, plain,
    isReady: () => work.ready,
    drawPlainly: () => {
      if (work.plain) drawn.push('plain');
      return work.plain;
    },
    draw: ({ spoiled, redraws, smooth }) => {
      drawn.push(redraws ? `${smooth ? 'smooth' : 'rough'} ${spoiled}` : `keep ${spoiled}`);
      return smooth ? cost : 0;
    },
    onDrawn: ({ redrawn }) => drawn.push(redrawn ? 'redrawn' : 'kept'),
  };
  return { schedule: new SliceSchedule(work, controller.signal), work, drawn, controller };
}

test('many changes are one drawing, of all that they spoil', () => {
  const { schedule, drawn } = start({ cost: 100 });
  for (const level of [SPOILED.overlay, SPOILED.cut, SPOILED.paint]) schedule.spoil(level);
  assert.equal(frames.size, 1);
  turnFrame();
  assert.deepEqual(drawn, [`rough ${SPOILED.cut}`, 'redrawn']);
});

test('the first rough picture is refined at once, later ones 50 ms after the last change', () => {
  const { schedule, drawn } = start({ cost: 100 });
  schedule.spoil(SPOILED.cut);
  turnFrame();
  mock.timers.tick(0);
  turnFrame();
  assert.equal(drawn.at(-2), `smooth ${SPOILED.nothing}`);
  schedule.spoil(SPOILED.cut);
  turnFrame();
  mock.timers.tick(49);
  assert.equal(frames.size, 0);
  mock.timers.tick(1);
  turnFrame();
  assert.deepEqual(drawn.slice(-4), [`rough ${SPOILED.cut}`, 'redrawn', `smooth ${SPOILED.nothing}`, 'redrawn']);
});

test('a fast machine draws smoothly right away', () => {
  const { schedule, drawn } = start({ cost: 6 });
  schedule.spoil(SPOILED.cut);
  turnFrame();
  mock.timers.tick(0);
  turnFrame();
  schedule.spoil(SPOILED.labels);
  turnFrame();
  assert.equal(drawn.at(-2), `smooth ${SPOILED.labels}`);
  mock.timers.tick(1000);
  assert.equal(frames.size, 0);
});

test('what spoils only paint keeps the labels', () => {
  const { schedule, drawn } = start({ cost: 6 });
  schedule.spoil(SPOILED.cut);
  turnFrame();
  mock.timers.tick(0);
  turnFrame();
  schedule.spoil(SPOILED.paint);
  turnFrame();
  assert.deepEqual(drawn.slice(-2), [`keep ${SPOILED.paint}`, 'kept']);
});

test('the very first picture is plain, without waiting for a frame, and all of it is drawn next', () => {
  const { schedule, drawn } = start({ cost: 100, plain: true });
  schedule.adoptSize();
  assert.deepEqual(drawn, ['plain', 'kept']);
  mock.timers.tick(0);
  turnFrame();
  assert.equal(drawn[2], `smooth ${SPOILED.cut}`);
});

test('nothing is drawn before there is something, and nothing after the end', () => {
  const { schedule, work, drawn, controller } = start({ cost: 100 });
  work.ready = false;
  schedule.spoil(SPOILED.cut);
  turnFrame();
  assert.deepEqual(drawn, []);
  work.ready = true;
  schedule.spoil(SPOILED.overlay);
  turnFrame();
  assert.deepEqual(drawn, [`rough ${SPOILED.cut}`, 'redrawn']);
  schedule.spoil(SPOILED.cut);
  controller.abort();
  mock.timers.tick(1000);
  assert.equal(frames.size, 0);
});
