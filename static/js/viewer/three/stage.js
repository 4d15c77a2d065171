/** Where the brain stands: canvas, eye, mouse; draws only when something changed, and knows what is under a pixel. */

import { FARTHEST, FIELD_OF_VIEW, NEAREST } from './camera.js';

/** Nearest and farthest that is drawn, in µm. */
const DEPTHS = Object.freeze([300, 130_000]);

/** Device px per css px beyond which nobody sees a difference in solid bodies. */
const FINEST = 2;

/** Without a GPU, pictures on the way are this much coarser, and refined so many milliseconds after the last. */
const DRAFT = 0.5;
const REFINE_AFTER = 150;

/** Part of a device px that keeps whole numbers whole through division and multiplication. */
const ROUNDING = 0.01;

/**
 * The stage. `element` holds it and gives it its size; it ends with `signal`.
 */
export class Stage {
  canvas;
  /** How many pictures were drawn. */
  frames = 0;
  #three;
  #renderer;
  #camera;
  #controls;
  #brain = null;
  #prepare;
  #software;
  #background = [255, 255, 255];
  #size = { width: 0, height: 0, ratio: 1 };
  #frame = 0;
  #timer = 0;
  #draft = false;
  #ids = null;

  /**
   * @param {object} options
   * @param {object} options.three the module
   * @param {Function} options.OrbitControls
   * @param {boolean} options.software whether there is no GPU
   * @param {(eye: number[]) => void} options.prepare called before every picture
   * @param {() => void} options.onResize
   * @param {(view: number[]) => void} options.onView after a person moved the eye
   */
  constructor({ three, OrbitControls, element, software, prepare, onResize, onView, signal }) {
    this.#three = three;
    this.#software = software;
    this.#prepare = prepare;
    this.#renderer = new three.WebGLRenderer({ antialias: true, powerPreference: 'high-performance' });
    this.#renderer.outputColorSpace = three.LinearSRGBColorSpace; // Colours are those of the look-up table, untouched.
    this.canvas = this.#renderer.domElement;
    element.prepend(this.canvas);
    this.#camera = new three.PerspectiveCamera(FIELD_OF_VIEW, 1, ...DEPTHS);
    this.#camera.up.set(0, 0, 1);
    this.#controls = new OrbitControls(this.#camera, this.canvas);
    Object.assign(this.#controls, { minDistance: NEAREST, maxDistance: FARTHEST, zoomToCursor: true });
    this.#controls.addEventListener('change', () => this.invalidate());
    this.#controls.addEventListener('end', () => onView(this.view));
    this.#watch(element, onResize, signal);
    signal.addEventListener('abort', () => this.#end());
  }

  /** Show a Brain; returns the milliseconds that its first picture took. */
  setBrain(brain) {
    this.#brain = brain;
    const started = performance.now();
    this.#draw();
    // Reading a pixel waits until the GPU is done.
    const gl = this.#renderer.getContext();
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
    return performance.now() - started;
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

  /** Draw in the next frame. `moved` false: all stands where it stood; `reshaped` false: and nothing came or went. */
  invalidate({ moved = true, reshaped = moved } = {}) {
    if (reshaped) this.#ids = null;
    if (moved && this.#software) this.#beginDraft();
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#draw());
  }

  /** Return {lateral, sheet, eye, direction} at css px from the upper left corner. */
  pick(x, y) {
    this.#ids ??= this.#drawIds();
    const { bytes, width, height } = this.#ids;
    const column = Math.floor(x);
    const line = height - 1 - Math.floor(y);
    if (column < 0 || line < 0 || column >= width || line >= height) return { lateral: 0, sheet: 0 };
    const at = (line * width + column) * 4;
    const through = new this.#three.Vector3((2 * x) / width - 1, 1 - (2 * y) / height, 0.5).unproject(this.#camera);
    return {
      lateral: bytes[at] | (bytes[at + 1] << 8), sheet: bytes[at + 2], eye: this.#camera.position.toArray(),
      direction: through.sub(this.#camera.position).normalize().toArray(),
    };
  }

  /** Return the picture that is on the screen, as a PNG. */
  async save() {
    this.#draw();
    return new Promise((resolve) => { this.canvas.toBlob(resolve, 'image/png'); });
  }

  #draw() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const { width, height, ratio } = this.#size;
    if (this.#brain === null || width === 0 || height === 0) return;
    const drawn = this.#draft ? ratio * DRAFT : ratio;
    this.#renderer.setPixelRatio(drawn);
    this.#renderer.setSize(width, height, false);
    this.#brain.setRatio(drawn);
    this.#prepare(this.#camera.position.toArray());
    const [red, green, blue] = this.#background;
    this.#renderer.setClearColor(new this.#three.Color(red / 255, green / 255, blue / 255), 1);
    this.#renderer.render(this.#brain.scene, this.#camera);
    this.frames += 1;
    Object.assign(this.canvas.dataset, { frames: this.frames, quality: this.#draft ? 'draft' : 'smooth' });
  }

  /** Draw what is under every css px, once for all the pointing until something moves. */
  #drawIds() {
    const three = this.#three;
    const [width, height] = [this.#size.width, this.#size.height].map((length) => Math.max(1, Math.floor(length)));
    const target = new three.WebGLRenderTarget(width, height, { magFilter: three.NearestFilter });
    this.#prepare(this.#camera.position.toArray());
    this.#renderer.setRenderTarget(target);
    this.#renderer.setClearColor(0, 0);
    this.#renderer.clear();
    this.#renderer.render(this.#brain.pickScene, this.#camera);
    const bytes = new Uint8Array(width * height * 4);
    this.#renderer.readRenderTargetPixels(target, 0, 0, width, height, bytes);
    this.#renderer.setRenderTarget(null);
    target.dispose();
    return { bytes, width, height };
  }

  #beginDraft() {
    this.#draft = this.#brain !== null;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#draft = false;
      this.invalidate({ moved: false });
    }, REFINE_AFTER);
  }

  #watch(element, onResize, signal) {
    const fit = (counted) => {
      this.#size = measure(element, counted);
      this.#camera.aspect = this.aspect;
      this.#camera.updateProjectionMatrix();
    };
    const observer = new ResizeObserver(([entry]) => {
      fit(entry.devicePixelContentBoxSize?.[0]);
      onResize();
      this.#ids = null;
      // Resizing empties the canvas, so the picture comes with it.
      this.#draw();
    });
    fit(undefined); // The first picture is timed, so it must not wait for the observer.
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
    this.#renderer.dispose();
    this.#renderer.forceContextLoss();
    this.canvas.remove();
  }
}

/** Return css px and ratio that make just the device px the browser counted, so that nothing is stretched. */
function measure(element, counted) {
  const screen = window.devicePixelRatio;
  const width = counted === undefined ? element.clientWidth : (counted.inlineSize + ROUNDING) / screen;
  const height = counted === undefined ? element.clientHeight : (counted.blockSize + ROUNDING) / screen;
  return { width, height, ratio: Math.min(FINEST, screen) };
}
