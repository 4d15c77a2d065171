/** How finely the brain is drawn: by all its triangles, or on the way by few of them, simply lit. */

import { SIDE_ROWS } from '../../../core/geometry.js';
import { coarsen, trianglesOf } from '../coarse.js';
import { draftOf, makeGeometry } from '../geometry.js';
import { STRIDE } from '../mesh_file.js';
import { ownNormals } from '../own_normals.js';
import { SKETCH_FRAGMENT, SKETCH_VERTEX } from '../programs/shaders.js';
import { FLAGS } from '../region_texture.js';

export const FULL = 'full';
export const DRAFT = 'draft';

/** Geometries and materials of both levels, on the same vertices. */
export class Detail {
  /** All triangles of all regions. */
  regions;
  #three;
  #meshes;
  #coarse = null;
  #drafts = null;
  #stale = true;
  #sketch;

  /**
   * @param {object} options
   * @param {object} options.three the module
   * @param {MeshSet} options.meshes
   * @param {object} options.uniforms those of a Brain
   * @param {{rows: number}[]} options.halves what the rows of each half are moved on by
   */
  constructor({ three, meshes, uniforms, halves }) {
    this.#three = three;
    this.#meshes = meshes;
    this.regions = makeGeometry(three, meshes, 0, meshes.ranges.shell.start);
    const { uTable, uOffsets, uExplode, uWhole } = uniforms;
    this.#sketch = halves.map(({ rows }) => new three.ShaderMaterial({
      glslVersion: three.GLSL3, vertexShader: SKETCH_VERTEX, fragmentShader: SKETCH_FRAGMENT,
      uniforms: { uTable, uOffsets, uExplode, uWhole, uSideRows: { value: rows } },
    }));
  }

  /**
   * Return what is drawn: a geometry, and the materials of a sketch by half or null. A draft of the solid brain is the
   * triangles that are seen from outside; of any other, coarser bodies of the regions that are shown.
   *
   * @param {string} detail `FULL` or `DRAFT`
   * @param {object} what
   * @param {boolean} what.solid whether the surface of the whole brain is all that is seen
   * @param {boolean} what.plain whether nothing is cut or seen through, which the sketch cannot draw
   * @param {Uint8Array} what.bytes see `writeRegionTexture`
   */
  choose(detail, { solid, plain, bytes }) {
    const { skin, shell } = this.#meshes.ranges;
    this.#lightAs(solid);
    this.regions.setDrawRange(0, detail === DRAFT && solid ? skin.count : shell.start);
    const geometry = detail === FULL || solid ? this.regions : this.#draftOf(bytes);
    return { geometry, sketch: detail === DRAFT && plain ? this.#sketch : null };
  }

  /** Take note that other regions are shown than before. */
  forget() {
    this.#stale = true;
  }

  dispose() {
    for (const material of this.#sketch) material.dispose();
    this.#drafts?.dispose();
  }

  /** Light regions as parts of the whole brain's surface, or each by its own shape. */
  #lightAs(whole) {
    const { buffers } = this.#meshes;
    if (!whole) buffers.own ??= new this.#three.InterleavedBuffer(ownNormals(this.#meshes), STRIDE);
    const wanted = whole ? buffers.normals : buffers.own;
    if (this.regions.getAttribute('normal').data === wanted) return;
    this.regions.setAttribute('normal', new this.#three.InterleavedBufferAttribute(wanted, 3, 0, true));
  }

  #draftOf(bytes) {
    this.#coarse ??= coarsen(this.#meshes);
    this.#drafts ??= draftOf(this.#three, this.regions, new Uint32Array(this.#coarse.length));
    if (this.#stale) {
      const { index } = this.#drafts;
      const kept = trianglesOf(this.#coarse, this.#meshes.positions, (row) => isShown(bytes, row));
      index.array.set(kept);
      index.needsUpdate = true;
      this.#drafts.setDrawRange(0, kept.length);
      this.#stale = false;
    }
    return this.#drafts;
  }
}

/** Whether either half of a region is shown. */
function isShown(bytes, row) {
  const flags = bytes[row * 4 + 3] | bytes[(row + SIDE_ROWS) * 4 + 3];
  return (flags & FLAGS.shown) !== 0;
}
