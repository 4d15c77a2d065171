/** Two stacked canvases, picture and overlay, that keep as many pixels as the screen gives them. */

/** A picture canvas, its overlay, and the pixels in between. */
export class Surface {
  /** Device px. */
  width = 0;
  height = 0;
  /** Device px per css px. */
  ratio = 1;
  #image = null;
  #pixels = new Uint32Array(0);
  #pictureContext;

  /**
   * @param {HTMLElement} element holds the canvases; it gets its size, and a position that is not static, from the
   *   page's style sheet (asking for its style here would lay out the whole page)
   * @param {() => void} onResize called after the number of pixels or the ratio changed; draw in the next frame
   * @param {AbortSignal} signal
   */
  constructor(element, onResize, signal) {
    this.canvas = addCanvas(element, { position: 'absolute' });
    this.overlay = addCanvas(element, { position: 'absolute', pointerEvents: 'none' });
    this.overlay.setAttribute('aria-hidden', 'true');
    this.#pictureContext = this.canvas.getContext('2d');
    this.overlayContext = this.overlay.getContext('2d');
    this.#watch(element, onResize, signal);
  }

  /** Whether there is nothing to draw on. */
  get empty() { return this.width === 0 || this.height === 0; }

  /** Give the canvases their size. Resizing empties them, so this is done only right before drawing. */
  fit() {
    const { width, height } = this;
    if (this.canvas.width === width && this.canvas.height === height) return;
    for (const canvas of [this.canvas, this.overlay]) Object.assign(canvas, { width, height });
    this.#image = null;
  }

  /** The picture as packed RGBA, width · height of them; show them with `flush`. */
  get pixels() {
    if (this.#image === null) {
      this.#image = this.#pictureContext.createImageData(this.width, this.height);
      this.#pixels = new Uint32Array(this.#image.data.buffer);
    }
    return this.#pixels;
  }

  /** Put the pixels on the screen. */
  flush() {
    this.#pictureContext.putImageData(this.#image, 0, 0);
  }

  #watch(element, onResize, signal) {
    const observer = new ResizeObserver(([entry]) => {
      if (this.#adopt(entry)) onResize();
    });
    const observe = () => {
      try {
        observer.observe(element, { box: 'device-pixel-content-box' });
      } catch {
        observer.observe(element); // Safari knows no device-pixel box: sizes are rounded instead.
      }
    };
    observe();
    watchRatio(() => {
      observer.unobserve(element);
      observe();
    }, signal);
    signal.addEventListener('abort', () => {
      observer.disconnect();
      this.canvas.remove();
      this.overlay.remove();
    });
  }

  #adopt(entry) {
    const ratio = window.devicePixelRatio;
    const exact = entry.devicePixelContentBoxSize?.[0];
    const width = devicePixels(entry.contentRect.width * ratio, exact?.inlineSize);
    const height = devicePixels(entry.contentRect.height * ratio, exact?.blockSize);
    if (width === this.width && height === this.height && ratio === this.ratio) return false;
    Object.assign(this, { width, height, ratio });
    return true;
  }
}

/** Return the pixels the browser counted, unless it did so for another ratio (as emulated screens do). */
function devicePixels(computed, counted) {
  return counted !== undefined && Math.abs(counted - computed) <= 1 ? counted : Math.round(computed);
}

function addCanvas(element, style) {
  const canvas = element.ownerDocument.createElement('canvas');
  Object.assign(canvas.style, { inset: '0', width: '100%', height: '100%', ...style });
  element.append(canvas);
  return canvas;
}

/** Call `onChange` whenever the device-pixel ratio changes (browser zoom, another screen). */
function watchRatio(onChange, signal) {
  const query = window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
  query.addEventListener('change', () => {
    onChange();
    watchRatio(onChange, signal);
  }, { once: true, signal });
}
