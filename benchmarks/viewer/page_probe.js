/**
 * Runs in the page before anything else: notes when the first brain in the colours of its values is on a canvas, and
 * offers `measure(act)`: what an action costs the main thread until it is drawn.
 */
/* global window, CanvasRenderingContext2D, requestAnimationFrame, performance, setTimeout */

(() => {
  const put = CanvasRenderingContext2D.prototype.putImageData;
  const VIVID = 60;
  const PART = 0.02;
  const probe = { firstBrain: null, draws: 0 };
  window.probe = probe;

  CanvasRenderingContext2D.prototype.putImageData = function putImageData(...rest) {
    put.apply(this, rest);
    if (!this.canvas.dataset.testid?.startsWith('slice-')) return;
    probe.draws++;
    const drawn = performance.now(); // What the probe itself takes to look is not the page's.
    if (probe.firstBrain === null && isColoured(rest[0].data)) probe.firstBrain = drawn;
  };

  /** Return whether values are painted: everything that is drawn without them is nearly grey. */
  function isColoured(bytes) {
    let coloured = 0;
    for (let at = 0; at < bytes.length; at += 4) {
      const lightest = Math.max(bytes[at], bytes[at + 1], bytes[at + 2]);
      const darkest = Math.min(bytes[at], bytes[at + 1], bytes[at + 2]);
      if (bytes[at + 3] > 0 && lightest - darkest > VIVID) coloured++;
    }
    return coloured > bytes.length / 4 * PART;
  }

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
