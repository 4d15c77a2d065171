/** What the 3-D view begins with, all at once: a WebGL context, three.js, and the meshes that suit the machine. */

import { askFor } from '../grid/lazy_panel.js';

/** Names of renderers that draw without a GPU. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/** Pictures are made elsewhere and laid onto the canvas, which needs neither depth nor smooth edges for that. */
const CONTEXT = Object.freeze({ antialias: false, depth: false, powerPreference: 'high-performance' });

let opened = null;
let loading = null;

/**
 * Return {canvas, gl, software} of a WebGL 2 context, or null where there is none. There is one for the page, which is
 * kept while the panel is closed; one that the browser took away is replaced.
 */
export function openWebGl() {
  if (opened !== null && !opened.gl.isContextLost()) return opened;
  const canvas = document.createElement('canvas');
  const gl = canvas.getContext('webgl2', CONTEXT);
  opened = gl === null ? null : { canvas, gl, software: isSoftware(gl) };
  return opened;
}

function isSoftware(gl) {
  const named = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = gl.getParameter(named === null ? gl.RENDERER : named.UNMASKED_RENDERER_WEBGL);
  return SOFTWARE.test(String(renderer));
}

/** Return the name of the asset: the light level where there is no GPU, whatever there is otherwise. */
export function levelOf({ assets }, software) {
  const names = software ? ['meshes_light', 'meshes'] : ['meshes', 'meshes_light'];
  const name = names.find((one) => assets[one] !== undefined);
  if (name === undefined) throw new Error('The atlas has no meshes; rebuild it with build_atlas.');
  return name;
}

/** Return {three, OrbitControls}. */
export function loadThree() {
  loading ??= import('./three.js').then((three) => ({ three, OrbitControls: three.OrbitControls }));
  loading.catch(() => { loading = null; });
  return loading;
}

/** Ask for everything that is fetched, before the code that uses it is there. */
export function begin(source) {
  const webgl = openWebGl();
  if (webgl === null) return;
  askFor(source.assets[levelOf(source, webgl.software)]);
  loadThree().catch(() => {}); // Told when the panel is made.
}
