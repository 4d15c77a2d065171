/**
 * Runs in the page before anything else: notes when the first brain in the colours of its values is on a canvas, and
 * offers `measure(act)`: what an action costs the main thread until it is drawn.
 */
/* global window, document, CanvasRenderingContext2D, requestAnimationFrame, performance, setTimeout */

(() => {
  const put = CanvasRenderingContext2D.prototype.putImageData;
  const probe = { firstBrain: null, draws: 0 };
  window.probe = probe;

  CanvasRenderingContext2D.prototype.putImageData = function putImageData(...rest) {
    put.apply(this, rest);
    if (!this.canvas.dataset.testid?.startsWith('slice-')) return;
    probe.draws++;
    // The range is written in the same breath in which the slices get the colours of the values.
    const range = document.querySelector('[data-testid=range-max]')?.value ?? '';
    if (probe.firstBrain === null && range !== '') probe.firstBrain = performance.now();
  };

  const frame = () => new Promise(requestAnimationFrame);

  /** Return {milliseconds, frames}: main-thread time of the action and of the frames until it was drawn. */
  probe.measure = async (act, mostFrames = 6) => {
    await frame();
    await new Promise((resolve) => { setTimeout(resolve, 0); });
    const before = probe.draws;
    const started = performance.now();
    let start = 0;
    requestAnimationFrame(() => { start = performance.now(); });
    act();
    let milliseconds = performance.now() - started;
    let frames = 0;
    while (probe.draws === before && frames < mostFrames) {
      await frame(); // Runs after what the action asked for in this frame.
      milliseconds += performance.now() - start;
      frames++;
      requestAnimationFrame(() => { start = performance.now(); });
    }
    return { milliseconds, frames };
  };
})();
