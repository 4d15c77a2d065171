/** Where the brain stands: canvas, eye, mouse; draws only when something changed, and knows what is under a pixel. */

import { DEPTHS, FARTHEST, FIELD_OF_VIEW, NEAREST } from '../camera.js';
import { DRAFT, FULL } from './detail.js';
import { POINT_MARK } from '../point_cloud.js';
import { roughPart } from './screen.js';

/** Device px per css px beyond which nobody sees a difference in solid bodies. */
const FINEST = 2;

/** Without a GPU, pictures on the way are rough, and refined so many milliseconds after the last. */
const REFINE_AFTER = 150;

/** The first rough picture is refined as soon as it is seen. */
const REFINE_FIRST_AFTER = 30;

/** What picking finds beside the brain. */
const NOTHING = Object.freeze({ lateral: 0, sheet: 0, point: null });

/** Part of a device px that keeps whole numbers whole through division and multiplication. */
const ROUNDING = 0.01;

/**
 * The stage. `element` holds it and gives it its size; it ends with `signal` and leaves its Screen to the next one.
 */
export class Stage {
  canvas;
  /** How many pictures were drawn. */
  frames = 0;
  #three;
  #screen;
  #camera;
  #controls;
  #brain = null;
  #prepare;
  #software;
  #background = [255, 255, 255];
  #size = { width: 0, height: 0, ratio: 1 };
  #frame = 0;
  #timer = 0;
  #rough = false;
  /** What is under the pixels: whether it is drawn for where all stands now, and its bytes once somebody asked. */
  #ids = { drawn: false, bytes: null };
  #lines = null;
  #onDrawn;

  /**
   * @param {object} options
   * @param {object} options.three the module
   * @param {Function} options.OrbitControls
   * @param {Screen} options.screen
   * @param {boolean} options.software whether there is no GPU
   * @param {(eye: number[]) => void} options.prepare called before every picture
   * @param {() => void} options.onResize
   * @param {(view: number[]) => void} options.onView after a person moved the eye
   * @param {(stage: Stage) => void} options.onDrawn after every picture
   */
  constructor({ three, OrbitControls, screen, element, software, prepare, onResize, onView, onDrawn, signal }) {
    this.#onDrawn = onDrawn;
    this.#three = three;
    this.#screen = screen;
    this.#software = software;
    this.#prepare = prepare;
    this.canvas = screen.canvas;
    delete this.canvas.dataset.frames; // Of the stage before.
    delete this.canvas.dataset.quality;
    element.prepend(this.canvas);
    this.#camera = new three.PerspectiveCamera(FIELD_OF_VIEW, 1, ...DEPTHS);
    this.#camera.up.set(0, 0, 1);
    this.#controls = new OrbitControls(this.#camera, this.canvas);
    Object.assign(this.#controls, { minDistance: NEAREST, maxDistance: FARTHEST, zoomToCursor: true });
    this.#controls.addEventListener('change', () => this.invalidate());
    this.#controls.addEventListener('end', () => onView(this.view));
    letPagesScroll(this.canvas, signal);
    this.#watch(element, onResize, signal);
    signal.addEventListener('abort', () => this.#end());
  }

  /**
   * Show a Brain. Without a GPU the first picture is a draft, which the whole brain replaces at once.
   */
  setBrain(brain) {
    this.#brain = brain;
    if (this.#software) this.#beginDraft(REFINE_FIRST_AFTER);
    this.#draw();
  }

  /** Wait until all that was drawn is on the canvas. */
  finish() {
    this.#screen.finish();
  }

  /** Width of the canvas in heights. */
  get aspect() { return this.#size.height === 0 ? 1 : this.#size.width / this.#size.height; }

  get ratio() { return this.#size.ratio; }

  /** Where the eye is and what it looks at: [x, y, z, x, y, z] in µm. */
  get view() {
    return [...this.#camera.position.toArray(), ...this.#controls.target.toArray()].map(Math.round);
  }

  set view([x, y, z, targetX, targetY, targetZ]) {
    this.#camera.position.set(x, y, z);
    this.#controls.target.set(targetX, targetY, targetZ);
    this.#controls.update();
    this.invalidate();
  }

  /** Take the colour behind the brain, [r, g, b]. */
  setBackground(colour) {
    this.#background = colour;
    this.invalidate();
  }

  /** Take the lines around regions, see `makeLay`, without `ratio`. */
  setLines(lines) {
    this.#lines = lines;
    this.invalidate({ moved: false });
  }

  /** Css px of the canvas. */
  get size() { return this.#size; }

  get camera() { return this.#camera; }

  /** Draw in the next frame. `moved` false: all stands where it stood; `reshaped` false: and nothing came or went. */
  invalidate({ moved = true, reshaped = moved } = {}) {
    if (reshaped) this.#forgetIds();
    if (moved && this.#software) this.#beginDraft();
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#draw());
  }

  /** Return {lateral, sheet, point, eye, direction} at css px from the upper left corner; null where no point is. */
  pick(x, y) {
    const { width, height } = this.#pixels;
    const { ratio } = this.#size;
    const column = Math.floor(x * ratio);
    const line = height - 1 - Math.floor(y * ratio);
    if (this.#brain === null || column < 0 || line < 0 || column >= width || line >= height) return NOTHING;
    if (!this.#ids.drawn) this.#drawIds();
    const bytes = this.#ids.bytes ??= this.#screen.readIds();
    const at = (line * width + column) * 4;
    const through = new this.#three.Vector3((2 * x * ratio) / width - 1, 1 - (2 * y * ratio) / height, 0.5)
      .unproject(this.#camera);
    const number = bytes[at] | (bytes[at + 1] << 8);
    if (bytes[at + 2] === POINT_MARK) return { ...NOTHING, point: number | (bytes[at + 3] << 16) };
    return {
      lateral: number, sheet: bytes[at + 2], point: null, eye: this.#camera.position.toArray(),
      direction: through.sub(this.#camera.position).normalize().toArray(),
    };
  }

  /** Device px of the canvas. */
  get #pixels() {
    const { width, height, ratio } = this.#size;
    return { width: Math.floor(width * ratio), height: Math.floor(height * ratio) };
  }

  #draw() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const { width, height } = this.#pixels;
    if (this.#brain === null || width === 0 || height === 0) return;
    const rough = this.#rough;
    this.#prepare(this.#camera.position.toArray());
    const lines = this.#lines && { ...this.#lines, ratio: this.#size.ratio };
    if (!rough && lines !== null && !this.#ids.drawn) this.#drawIds();
    this.#brain.setRatio(rough ? this.#size.ratio * roughPart({ width, height }) : this.#size.ratio);
    this.#brain.setDetail(rough ? DRAFT : FULL);
    const triangles = this.#screen.draw(this.#brain.scene, this.#camera, {
      width, height, rough, background: this.#background, lines,
    });
    this.frames += 1;
    Object.assign(this.canvas.dataset, { frames: this.frames, triangles, quality: rough ? 'rough' : 'smooth' });
    this.#onDrawn(this);
  }

  /** Draw what is under every pixel, once for all lines and all the pointing until something moves. */
  #drawIds() {
    const { width, height } = this.#pixels;
    this.#prepare(this.#camera.position.toArray());
    this.#brain.setRatio(this.#size.ratio);
    this.#brain.setDetail(FULL);
    this.#screen.drawIds(this.#brain.pickScene, this.#camera, width, height);
    this.#ids = { drawn: true, bytes: null };
  }

  #forgetIds() {
    this.#ids = { drawn: false, bytes: null };
  }

  #beginDraft(milliseconds = REFINE_AFTER) {
    this.#rough = this.#brain !== null;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#rough = false;
      this.invalidate({ moved: false });
    }, milliseconds);
  }

  #watch(element, onResize, signal) {
    const fit = (counted) => {
      const before = this.#pixels;
      this.#size = measure(element, counted);
      this.#camera.aspect = this.aspect;
      this.#camera.updateProjectionMatrix();
      return this.#pixels.width !== before.width || this.#pixels.height !== before.height;
    };
    const observer = new ResizeObserver(([entry]) => {
      if (!fit(entry.devicePixelContentBoxSize?.[0])) return;
      onResize();
      this.#forgetIds();
      // Resizing empties the canvas, so the picture comes with it.
      this.#draw();
    });
    fit(undefined); // The first picture does not wait for the observer.
    try {
      observer.observe(element, { box: 'device-pixel-content-box' });
    } catch {
      observer.observe(element); // Safari knows no device-pixel box: sizes are rounded instead.
    }
    signal.addEventListener('abort', () => observer.disconnect());
  }

  #end() {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#controls.dispose();
    this.canvas.remove();
  }
}

/**
 * Let the page be scrolled past the brain: until it is tapped, a finger that moves up or down scrolls the page, and one
 * that moves sideways turns the brain. Once tapped all fingers are the brain's, until something else is tapped.
 */
function letPagesScroll(canvas, signal) {
  const give = (toBrain) => { canvas.style.touchAction = toBrain ? 'none' : 'pan-y'; };
  canvas.addEventListener('click', () => give(true), { signal });
  canvas.ownerDocument.addEventListener('pointerdown', ({ target }) => target !== canvas && give(false), { signal });
  give(false);
}

/** Return css px and ratio that make just the device px the browser counted, so that nothing is stretched. */
function measure(element, counted) {
  const screen = window.devicePixelRatio;
  const width = counted === undefined ? element.clientWidth : (counted.inlineSize + ROUNDING) / screen;
  const height = counted === undefined ? element.clientHeight : (counted.blockSize + ROUNDING) / screen;
  return { width, height, ratio: Math.min(FINEST, screen) };
}
