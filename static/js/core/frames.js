/** Work for the next frame, which can be done at once instead: printing waits for no frame. */

const waiting = new Map();

/** More rounds than a change needs to reach the pictures through views and panels. */
const MOST_ROUNDS = 5;

/** Call `act` in the next frame. Returns what `cancelFrame` takes, never 0. */
export function nextFrame(act) {
  const frame = requestAnimationFrame(() => {
    waiting.delete(frame);
    act();
  });
  waiting.set(frame, act);
  return frame;
}

export function cancelFrame(frame) {
  cancelAnimationFrame(frame);
  waiting.delete(frame);
}

/** Do all waiting work now, and the work that it causes. */
export function drawNow() {
  for (let round = 0; round < MOST_ROUNDS && waiting.size > 0; round++) {
    for (const [frame, act] of [...waiting]) {
      cancelFrame(frame);
      act();
    }
  }
}
