/** What this machine can draw in 3-D. */

/** Names of renderers that draw without a GPU. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/**
 * Return {software} of a WebGL 2 context, or null where there is none. The context asked is given back at once:
 * browsers keep few of them.
 */
export function probeWebGl() {
  const gl = document.createElement('canvas').getContext('webgl2');
  if (gl === null) return null;
  const named = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = gl.getParameter(named === null ? gl.RENDERER : named.UNMASKED_RENDERER_WEBGL);
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return { software: SOFTWARE.test(String(renderer)) };
}
