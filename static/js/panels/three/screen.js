/** The canvas of the 3-D view: pictures are made beside it, smooth or rough, and laid onto it whole. */

import { LAY_FRAGMENT, LAY_VERTEX } from './shaders.js';

/** Samples per pixel of a smooth picture. */
const SAMPLES = 4;

/** Pixels of a rough picture per pixel of the canvas, along each axis. */
export const ROUGH = 0.5;

/** Milliseconds between two looks whether that picture is drawn. */
const LOOK_AFTER = 5;

/** Size of a picture that nobody sees: programs are made for what is really drawn, so something has to be. */
const UNSEEN = Object.freeze({ width: 32, height: 32 });

/** A renderer on a context of `openWebGl`, whose canvas has neither depth nor smooth edges of its own. */
export class Screen {
  canvas;
  webgl;
  #three;
  #renderer;
  #smooth;
  #rough;
  #lay;

  /** @param {object} three the module */
  constructor(three, webgl) {
    this.#three = three;
    this.webgl = webgl;
    this.canvas = webgl.canvas;
    this.#renderer = new three.WebGLRenderer({ canvas: webgl.canvas, context: webgl.gl, depth: false });
    this.#renderer.outputColorSpace = three.LinearSRGBColorSpace; // Colours are those of the look-up table, untouched.
    this.#smooth = new three.WebGLRenderTarget(1, 1, {
      samples: SAMPLES, resolveDepthBuffer: false, minFilter: three.NearestFilter, magFilter: three.NearestFilter,
    });
    this.#rough = new three.WebGLRenderTarget(1, 1);
    this.#lay = makeLay(three);
  }

  /** Draw a scene on the whole canvas, which gets width × height px, before `background`, [r, g, b]. */
  draw(scene, camera, { width, height, rough, background: [red, green, blue] }) {
    const target = rough ? this.#rough : this.#smooth;
    const part = rough ? ROUGH : 1;
    target.setSize(Math.max(1, Math.floor(width * part)), Math.max(1, Math.floor(height * part)));
    if (this.canvas.width !== width || this.canvas.height !== height) this.#renderer.setSize(width, height, false);
    this.#renderer.setClearColor(new this.#three.Color(red / 255, green / 255, blue / 255), 1);
    this.#renderer.setRenderTarget(target);
    this.#renderer.render(scene, camera);
    this.#renderer.setRenderTarget(null);
    this.#lay.picture.value = target.texture;
    this.#lay.size.value.set(width, height);
    this.#renderer.render(this.#lay.scene, camera);
  }

  /** Return a scene's pixels as numbers, width · height · 4 bytes, the lowest line first. */
  read(scene, camera, width, height) {
    const target = new this.#three.WebGLRenderTarget(width, height, {
      minFilter: this.#three.NearestFilter, magFilter: this.#three.NearestFilter,
    });
    this.#renderer.setClearColor(0, 0);
    this.#renderer.setRenderTarget(target);
    this.#renderer.render(scene, camera);
    const bytes = new Uint8Array(width * height * 4);
    this.#renderer.readRenderTargetPixels(target, 0, 0, width, height, bytes);
    this.#renderer.setRenderTarget(null);
    target.dispose();
    return bytes;
  }

  /** Draw a scene unseen, so that its programs and its triangles are there when the first picture is wanted. */
  warm(scene, camera) {
    this.draw(scene, camera, { ...UNSEEN, rough: true, background: [0, 0, 0] });
    this.#watchUntilDrawn();
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

/** Return a scene of one triangle that covers the canvas with a picture. */
function makeLay(three) {
  const picture = { value: null };
  const size = { value: new three.Vector2() };
  const geometry = new three.BufferGeometry();
  geometry.setAttribute('position', new three.Float32BufferAttribute([-1, -1, 0, 3, -1, 0, -1, 3, 0], 3));
  const mesh = new three.Mesh(geometry, new three.ShaderMaterial({
    glslVersion: three.GLSL3, vertexShader: LAY_VERTEX, fragmentShader: LAY_FRAGMENT, depthTest: false,
    depthWrite: false, uniforms: { uPicture: picture, uSize: size },
  }));
  mesh.frustumCulled = false;
  const scene = new three.Scene();
  scene.add(mesh);
  return { scene, picture, size };
}
