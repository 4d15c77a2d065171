/** The canvas of the 3-D view: pictures are made beside it, smooth or rough, and laid onto it whole. */

import { makeLay } from './lay.js';

/** Samples per pixel of a smooth picture. */
const SAMPLES = 4;

/** Of a rough picture: pixels per pixel of the panel along each axis, and how many there are at most. */
const ROUGH = 0.5;
const MOST_ROUGH = 400 * 270;

/** Milliseconds between two looks whether that picture is drawn. */
const LOOK_AFTER = 5;

/** Size of a picture that nobody sees: programs are made for what is really drawn, so something has to be. */
const UNSEEN = Object.freeze({ width: 32, height: 32 });

/** Return how much smaller along each axis the rough picture of a panel of width × height px is. */
export function roughPart({ width, height }) {
  return Math.min(ROUGH, Math.sqrt(MOST_ROUGH / (width * height)));
}

/** A renderer on a context of `openWebGl`, whose canvas has neither depth nor smooth edges of its own. */
export class Screen {
  canvas;
  webgl;
  #three;
  #renderer;
  #smooth;
  #rough;
  #ids;
  #lay;

  /** @param {object} three the module */
  constructor(three, webgl) {
    this.#three = three;
    this.webgl = webgl;
    this.canvas = webgl.canvas;
    this.#renderer = new three.WebGLRenderer({ canvas: webgl.canvas, context: webgl.gl, depth: false });
    this.#renderer.outputColorSpace = three.LinearSRGBColorSpace; // Colours are those of the look-up table, untouched.
    const exact = { minFilter: three.NearestFilter, magFilter: three.NearestFilter };
    this.#smooth = new three.WebGLRenderTarget(1, 1, { samples: SAMPLES, resolveDepthBuffer: false, ...exact });
    this.#rough = new three.WebGLRenderTarget(1, 1);
    this.#ids = new three.WebGLRenderTarget(1, 1, exact);
    this.#lay = makeLay(three);
  }

  /**
   * Draw a scene on the whole canvas, which gets width × height px, or as many as `roughPart` says, which the browser
   * stretches over the panel.
   *
   * @param {object} options
   * @param {boolean} options.rough without smooth edges and lines
   * @param {number[]} options.background [r, g, b]
   * @param {object|null} options.lines those between what `drawIds` drew last, see `makeLay`
   * @returns {number} how many triangles were drawn
   */
  draw(scene, camera, { rough, background, lines = null, ...size }) {
    const target = rough ? this.#rough : this.#smooth;
    const part = rough ? roughPart(size) : 1;
    const width = Math.max(1, Math.floor(size.width * part));
    const height = Math.max(1, Math.floor(size.height * part));
    const triangles = this.#renderInto(target, scene, camera, width, height);
    if (this.canvas.width !== width || this.canvas.height !== height) this.#renderer.setSize(width, height, false);
    this.#renderer.setRenderTarget(null);
    this.#lay.set({
      picture: target.texture, ids: this.#ids.texture, width, height, ground: [...background, 255],
      lines: rough ? null : lines,
    });
    this.#renderer.render(this.#lay.scene, camera);
    return triangles;
  }

  /** Draw what is under each of width × height px, as numbers. */
  drawIds(scene, camera, width, height) {
    this.#renderInto(this.#ids, scene, camera, width, height);
  }

  /** Return what `drawIds` drew last, width · height · 4 bytes, the lowest line first. */
  readIds() {
    return this.#read(this.#ids);
  }

  /**
   * Return a picture that nobody sees, width · height · 4 bytes, the lowest line first; colours are multiplied by how
   * opaque they are. `ground` is [r, g, b, alpha] of 0…255, `ids` the scene that lines are drawn from.
   */
  drawUnseen(scene, camera, { width, height, ground, lines, ids }) {
    this.#renderInto(this.#smooth, scene, camera, width, height);
    if (lines !== null) this.drawIds(ids, camera, width, height);
    const page = new this.#three.WebGLRenderTarget(width, height, { depthBuffer: false });
    this.#lay.set({ picture: this.#smooth.texture, ids: this.#ids.texture, width, height, ground, lines });
    this.#renderer.setRenderTarget(page);
    this.#renderer.render(this.#lay.scene, camera);
    const bytes = this.#read(page);
    page.dispose();
    return bytes;
  }

  /** Draw a scene unseen, so that its programs and its triangles are there when the first picture is wanted. */
  warm(scene, camera) {
    this.draw(scene, camera, { ...UNSEEN, rough: true, background: [0, 0, 0] });
    this.#watchUntilDrawn();
  }

  #renderInto(target, scene, camera, width, height) {
    target.setSize(Math.max(1, width), Math.max(1, height));
    this.#renderer.setClearColor(0, 0);
    this.#renderer.setRenderTarget(target);
    this.#renderer.render(scene, camera);
    this.#renderer.setRenderTarget(null);
    return this.#renderer.info.render.triangles;
  }

  #read(target) {
    const { width, height } = target;
    const bytes = new Uint8Array(width * height * 4);
    this.#renderer.readRenderTargetPixels(target, 0, 0, width, height, bytes);
    return bytes;
  }

  /** Of a canvas that is not on the page, nothing is drawn before somebody asks whether it is. */
  #watchUntilDrawn() {
    const { gl } = this.webgl;
    const fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    const look = () => {
      gl.flush();
      const drawn = gl.isContextLost() || gl.getSyncParameter(fence, gl.SYNC_STATUS) === gl.SIGNALED;
      if (drawn) gl.deleteSync(fence);
      else setTimeout(look, LOOK_AFTER);
    };
    look();
  }

  /** Wait until the GPU has drawn: reading a pixel does. */
  finish() {
    const { gl } = this.webgl;
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
  }
}
