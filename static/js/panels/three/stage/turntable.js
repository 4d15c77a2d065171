/** The turntable: the brain turns by itself until somebody touches it. */

import { orbit } from '../camera.js';

/** Seconds of a whole turn. */
const TURN_SECONDS = 16;

/** What turns in one frame at most, in seconds: after a pause the brain does not jump. */
const LONGEST_FRAME = 0.1;

/** Where motion is not wanted, each press turns the brain by this, in radians. */
const STEP = Math.PI / 4;

/** Create it; `toggle()`, `stop()`, `turning`, and `onChange(listener)`, told whether the brain turns. */
export function createTurntable({ stage, store, signal }) {
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)');
  let frame = 0;
  let before = null;
  let listener = () => {};
  let view = null;

  function toggle() {
    if (frame !== 0) stop();
    else if (calm.matches) keep(orbit(stage.view, STEP, 0));
    else start();
  }

  function start() {
    before = null;
    view = stage.view;
    frame = requestAnimationFrame(turn);
    tell();
  }

  function turn(now) {
    const seconds = before === null ? 0 : Math.min(LONGEST_FRAME, (now - before) / 1000);
    before = now;
    view = orbit(view, (2 * Math.PI * seconds) / TURN_SECONDS, 0);
    stage.view = view;
    frame = requestAnimationFrame(turn);
  }

  function stop() {
    if (frame === 0) return;
    cancelAnimationFrame(frame);
    frame = 0;
    keep(stage.view);
    tell();
  }

  function keep(next) {
    stage.view = next;
    store.set({ camera: stage.view });
  }

  function tell() {
    stage.canvas.dataset.turning = String(frame !== 0);
    listener(frame !== 0);
  }

  for (const type of ['pointerdown', 'wheel']) {
    stage.canvas.addEventListener(type, stop, { signal, passive: true });
  }
  calm.addEventListener('change', () => calm.matches && stop(), { signal });
  signal.addEventListener('abort', () => cancelAnimationFrame(frame), { once: true });
  return { toggle, stop, get turning() { return frame !== 0; }, onChange: (react) => { listener = react; } };
}
