/** What three.js holds of the brain: geometries that share their arrays, textures by region row. */

import { STRIDE } from './mesh_file.js';
import { TEXTURE_SIDE } from './region_texture.js';

/** Return a texture of 64 × 64 px for `texelFetch`. */
export function dataTexture(three, data, type) {
  const texture = new three.DataTexture(data, TEXTURE_SIDE, TEXTURE_SIDE, three.RGBAFormat, type);
  texture.needsUpdate = true;
  return texture;
}

/** Return a geometry of some triangles; geometries share their arrays, which the GPU gets once. */
export function makeGeometry(three, meshes, start, count) {
  const geometry = new three.BufferGeometry();
  meshes.buffers ??= {
    positions: new three.InterleavedBuffer(meshes.positions, STRIDE),
    normals: new three.InterleavedBuffer(meshes.normals, STRIDE),
    indices: new three.BufferAttribute(meshes.indices, 1),
  };
  const { positions, normals, indices } = meshes.buffers;
  geometry.setAttribute('position', new three.InterleavedBufferAttribute(positions, 3, 0, false));
  geometry.setAttribute('row', new three.InterleavedBufferAttribute(positions, 1, 3, false));
  geometry.setAttribute('normal', new three.InterleavedBufferAttribute(normals, 3, 0, true));
  geometry.setAttribute('hollow', new three.InterleavedBufferAttribute(normals, 1, 3, true));
  geometry.setIndex(indices);
  geometry.setDrawRange(start, count);
  return geometry;
}

/** Return one half in µm from bregma; the left one is the right one in a mirror. */
export function placeHalf(three, geometry, material, { mirror, order, unit, midline }) {
  const mesh = new three.Mesh(geometry, material);
  mesh.scale.set(mirror * unit, unit, unit);
  mesh.position.x = midline;
  mesh.renderOrder = order;
  mesh.frustumCulled = false;
  return mesh;
}

/** Return the geometry of other triangles on the same vertices. */
export function draftOf(three, geometry, indices) {
  const drafts = new three.BufferGeometry();
  for (const name of ['position', 'row', 'normal', 'hollow']) drafts.setAttribute(name, geometry.getAttribute(name));
  drafts.setIndex(new three.BufferAttribute(indices, 1));
  return drafts;
}
