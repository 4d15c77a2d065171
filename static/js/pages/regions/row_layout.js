/** Rows that were just unfolded are laid out near the screen only; the others follow bit by bit, in idle moments. */

/** Rows laid out in one go: some 8 ms. */
const AT_ONCE = 60;

/**
 * Return a function to be called after rows were shown or hidden. Rows with the class `settled` are laid out wherever
 * they are, and so can be read by assistive software; without it, only near the screen.
 *
 * @param {{rows: HTMLTableRowElement[], signal: AbortSignal}} options
 * @param {(step: () => void) => void} [later] calls a function when there is time
 */
export function createRowLayout({ rows, signal }, later = whenIdle) {
  let round = 0;

  function settle() {
    round += 1;
    const own = round;
    for (const row of rows) if (row.hidden) row.classList.remove('settled');
    const waiting = rows.filter((row) => !row.hidden && !row.classList.contains('settled'));
    const step = () => {
      if (own !== round || signal.aborted) return;
      for (const row of waiting.splice(0, AT_ONCE)) row.classList.add('settled');
      if (waiting.length > 0) later(step);
    };
    later(step);
  }

  return settle;
}

function whenIdle(step) {
  if ('requestIdleCallback' in window) window.requestIdleCallback(step, { timeout: 200 });
  else setTimeout(step, 20);
}
