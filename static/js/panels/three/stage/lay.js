/** Laying a picture onto the canvas: its ground, and the lines around regions. */

import { LAY_FRAGMENT, LAY_VERTEX } from '../programs/layer_shaders.js';

/** Device px to either side at which a line ends, per css px; no line is thinner than a pixel to either side. */
const REACH = 0.8;

/** Opacity of the lines between regions. */
const BETWEEN = 0.42;

/**
 * Return a scene of one triangle that covers the canvas with a picture; `set` takes
 * - `picture` and `ids`, textures: what is drawn, colours multiplied by how opaque they are, and what is under it;
 * - `width`, `height`, in px, and `ground`, [r, g, b, alpha] of 0…255 behind it;
 * - `lines`, null for none: {ratio, outlines, outline, rim, drawnAs}, with device px per css px, whether there are
 *   lines between regions beside the rim of the brain, the colours of both, [r, g, b], and a texture that tells what
 *   each row with side is drawn as.
 */
export function makeLay(three) {
  const uniforms = {
    uPicture: { value: null }, uIds: { value: null }, uDrawnAs: { value: null }, uSize: { value: new three.Vector2() },
    uGround: { value: new three.Vector4() }, uReach: { value: 0 }, uBetween: { value: 0 },
    uOutline: { value: new three.Vector3() }, uRim: { value: new three.Vector3() },
  };
  const geometry = new three.BufferGeometry();
  geometry.setAttribute('position', new three.Float32BufferAttribute([-1, -1, 0, 3, -1, 0, -1, 3, 0], 3));
  const mesh = new three.Mesh(geometry, new three.ShaderMaterial({
    glslVersion: three.GLSL3, vertexShader: LAY_VERTEX, fragmentShader: LAY_FRAGMENT, depthTest: false,
    depthWrite: false, uniforms,
  }));
  mesh.frustumCulled = false;
  const scene = new three.Scene();
  scene.add(mesh);

  function set({ picture, ids, width, height, ground: [red, green, blue, alpha], lines }) {
    uniforms.uPicture.value = picture;
    uniforms.uIds.value = ids;
    uniforms.uSize.value.set(width, height);
    const opaque = alpha / 255;
    uniforms.uGround.value.set((red / 255) * opaque, (green / 255) * opaque, (blue / 255) * opaque, opaque);
    uniforms.uReach.value = lines === null ? 0 : Math.max(1, REACH * lines.ratio);
    if (lines === null) return;
    uniforms.uDrawnAs.value = lines.drawnAs;
    uniforms.uBetween.value = lines.outlines ? BETWEEN : 0;
    uniforms.uOutline.value.fromArray(lines.outline).divideScalar(255);
    uniforms.uRim.value.fromArray(lines.rim).divideScalar(255);
  }

  return { scene, set };
}
