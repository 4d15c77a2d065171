/** What waits for the next frame, and can be done at once instead: before the page is printed there is no frame. */

const waiting = new Map();

/** More rounds than any change needs to arrive in the pictures: a view, its panels, what they draw. */
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

/** Do now what waits, and what then waits for it. */
export function drawNow() {
  for (let round = 0; round < MOST_ROUNDS && waiting.size > 0; round++) {
    for (const [frame, act] of [...waiting]) {
      cancelFrame(frame);
      act();
    }
  }
}
