/** The brain as a three.js scene: both halves of all regions, the glass shell, and the same once more for picking. */

import { PLANES, SIDE_ROWS } from '../../core/geometry.js';
import { explodeOffsets } from './explosion.js';
import { STRIDE } from './mesh_file.js';
import { FLAGS, TEXTURE_SIDE, writeRegionTexture } from './region_texture.js';
import {
  PICK_FRAGMENT, REGION_FRAGMENT, REGION_VERTEX, SHELL_FRAGMENT, SHELL_VERTEX, SKETCH_FRAGMENT, SKETCH_VERTEX,
} from './shaders.js';

/** Both halves: what its rows are moved on by, and how x is scaled. */
const HALVES = Object.freeze([{ rows: 0, mirror: 1 }, { rows: SIDE_ROWS, mirror: -1 }]);

const ALL = 0;
const EMPHASISED = 1;
const OTHERS = 2;

/** Order of drawing: what is solid, then what is seen through, then the shell around it, then points. */
export const ORDER = Object.freeze({ solid: 0, sheer: 2, shell: 3, points: 4 });

/** Axis of the place in the atlas that each slice moves along: x ML, y AP, z DV. */
export const AXIS_OF = Object.freeze({ ml: 0, ap: 1, dv: 2 });

/** Regions and shell in the uniforms they share. All setters only note; the stage draws. */
export class Brain {
  /** Scene that is shown, and scene that is picked from. */
  scene;
  pickScene;
  /** How often colours went to the GPU. */
  uploads = 0;
  #uniforms;
  #table;
  #solid;
  #sheer;
  #shell;
  #picked;
  #sides;
  #drawn;
  #materials;
  #whole = true;

  /**
   * @param {object} three the module
   * @param {MeshSet} meshes
   * @param {object} tables mappings by name
   */
  constructor(three, meshes, tables) {
    this.#sides = { front: three.FrontSide, both: three.DoubleSide };
    this.scene = new three.Scene();
    this.pickScene = new three.Scene();
    this.#table = dataTexture(three, new Uint8Array(TEXTURE_SIDE * TEXTURE_SIDE * 4), three.UnsignedByteType);
    const offsets = dataTexture(three, explodeOffsets(meshes, tables), three.FloatType);
    this.#uniforms = {
      uTable: { value: this.#table }, uOffsets: { value: offsets }, uExplode: { value: 0 }, uOpacity: { value: 1 },
      uCut: { value: new three.Vector3() }, uCutTowards: { value: new three.Vector3() }, uRatio: { value: 1 },
      uHover: { value: new three.Vector3() }, uHatch: { value: new three.Vector3() },
      uGlass: { value: new three.Vector3() },
    };
    const regions = makeGeometry(three, meshes, 0, meshes.ranges.shell.start);
    this.#drawn = {
      regions, whole: meshes.ranges.shell.start, skin: meshes.ranges.skin.count,
      sketchMaterials: HALVES.map(({ rows }) => this.#sketchMaterial(three, rows)),
    };
    const shell = makeGeometry(three, meshes, meshes.ranges.shell.start, meshes.ranges.shell.count);
    const half = (geometry, material, order) => HALVES.map(({ rows, mirror }) =>
      placeHalf(three, geometry, material(rows), { mirror, order, unit: meshes.unit, midline: meshes.midline }));
    const region = (options) => (rows) => this.#regionMaterial(three, { rows, ...options });
    this.#solid = half(regions, region({ pass: ALL }), ORDER.solid);
    this.#materials = this.#solid.map(({ material }) => material);
    this.#sheer = half(regions, region({ pass: OTHERS, sheer: true }), ORDER.sheer);
    this.#shell = half(shell, () => this.#shellMaterial(three), ORDER.shell);
    this.#picked = half(regions, region({ pass: ALL, fragmentShader: PICK_FRAGMENT }), ORDER.solid);
    this.scene.add(...this.#solid, ...this.#sheer, ...this.#shell);
    this.pickScene.add(...this.#picked);
    this.setOpacity(1);
  }

  /**
   * Colour regions; see `writeRegionTexture`. One small texture goes to the GPU.
   *
   * @returns {boolean} whether other regions are shown than before
   */
  setLook(look) {
    const bytes = this.#table.image.data;
    const before = bytes.slice();
    const leftOut = writeRegionTexture(bytes, look);
    this.#table.needsUpdate = true;
    this.uploads += 1;
    this.#whole = !leftOut;
    const { exploded } = this;
    for (const mesh of this.#shell) mesh.visible = look.glass && leftOut && !exploded;
    return bytes.some((byte, n) => n % 4 === 3 && ((byte ^ before[n]) & FLAGS.shown) !== 0);
  }

  /** What programs of other things in the scene share: offsets, cuts, ratio. */
  get uniforms() { return this.#uniforms; }

  /** Show all regions, in black, until they are coloured. */
  showAll() {
    this.#table.image.data.fill(FLAGS.shown);
    this.#table.needsUpdate = true;
  }

  /** Whether the brain is taken apart. */
  get exploded() { return this.#uniforms.uExplode.value > 0; }

  /** Take the brain apart, 0…1. */
  setExplode(amount) {
    this.#uniforms.uExplode.value = amount;
  }

  /** Draw regions with an opacity; those selected or pointed at stay solid. */
  setOpacity(opacity) {
    this.#uniforms.uOpacity.value = opacity;
    for (const mesh of this.#sheer) mesh.visible = opacity < 1;
    for (const material of this.#materials) material.uniforms.uPass.value = opacity < 1 ? EMPHASISED : ALL;
  }

  /**
   * Leave out what lies beyond slices.
   *
   * @param {Record<string, number>} positions plane → µm from bregma, of the planes that cut
   * @param {number[]} eye its side of each plane is left out
   * @returns {boolean} whether that is another cut
   */
  setCut(positions, eye) {
    const { uCut, uCutTowards } = this.#uniforms;
    const before = [...uCut.value.toArray(), ...uCutTowards.value.toArray()];
    uCutTowards.value.set(0, 0, 0);
    for (const [plane, position] of Object.entries(positions)) {
      const axis = AXIS_OF[PLANES[plane].normal];
      uCut.value.setComponent(axis, position);
      uCutTowards.value.setComponent(axis, eye[axis] >= position ? 1 : -1);
    }
    const side = Object.keys(positions).length > 0 ? 'both' : 'front';
    const picking = this.#picked.map(({ material }) => material);
    for (const material of [...this.#materials, ...picking]) material.side = this.#sides[side];
    const after = [...uCut.value.toArray(), ...uCutTowards.value.toArray()];
    return after.some((part, n) => part !== before[n]);
  }

  /** Take colours, [r, g, b] of 0…255: hover, hatch, glass; and the device px per css px. */
  setInk({ hover, hatch, glass }) {
    this.#uniforms.uHover.value.fromArray(hover).divideScalar(255);
    this.#uniforms.uHatch.value.fromArray(hatch).divideScalar(255);
    this.#uniforms.uGlass.value.fromArray(glass).divideScalar(255);
  }

  /** Take the device px per css px that lines are as thick as. */
  setRatio(ratio) {
    this.#uniforms.uRatio.value = ratio;
  }

  /** Draw only the triangles that are seen from outside, and simply, if asked to and if no others can be seen now. */
  setSketch(sketched) {
    const { regions, whole, skin, sketchMaterials } = this.#drawn;
    const { uOpacity, uCutTowards } = this.#uniforms;
    const solid = this.#whole && !this.exploded && uOpacity.value === 1 && uCutTowards.value.lengthSq() === 0;
    const sketch = sketched && solid;
    regions.setDrawRange(0, sketch ? skin : whole);
    for (const [n, mesh] of this.#solid.entries()) mesh.material = sketch ? sketchMaterials[n] : this.#materials[n];
  }

  /** Give back what the GPU holds. */
  dispose() {
    for (const mesh of [...this.scene.children, ...this.pickScene.children]) {
      mesh.geometry.dispose();
      mesh.material.dispose();
    }
    for (const material of [...this.#materials, ...this.#drawn.sketchMaterials]) material.dispose();
    this.#table.dispose();
    this.#uniforms.uOffsets.value.dispose();
  }

  #regionMaterial(three, { rows, pass, sheer = false, fragmentShader = REGION_FRAGMENT }) {
    const material = new three.ShaderMaterial({
      glslVersion: three.GLSL3, vertexShader: REGION_VERTEX, fragmentShader, transparent: sheer, depthWrite: !sheer,
      side: sheer ? this.#sides.both : this.#sides.front,
      uniforms: { ...this.#uniforms, uSideRows: { value: rows }, uPass: { value: pass } },
    });
    material.forceSinglePass = false; // Far sides first, so that what is sheer adds up in order.
    if (!sheer) material.uniforms.uOpacity = { value: 1 };
    return material;
  }

  #sketchMaterial(three, rows) {
    return new three.ShaderMaterial({
      glslVersion: three.GLSL3, vertexShader: SKETCH_VERTEX, fragmentShader: SKETCH_FRAGMENT,
      uniforms: { uTable: this.#uniforms.uTable, uSideRows: { value: rows } },
    });
  }

  #shellMaterial(three) {
    const material = new three.ShaderMaterial({
      glslVersion: three.GLSL3, vertexShader: SHELL_VERTEX, fragmentShader: SHELL_FRAGMENT, transparent: true,
      depthWrite: false, side: three.DoubleSide, uniforms: this.#uniforms,
    });
    material.forceSinglePass = false;
    return material;
  }
}

function dataTexture(three, data, type) {
  const texture = new three.DataTexture(data, TEXTURE_SIDE, TEXTURE_SIDE, three.RGBAFormat, type);
  texture.needsUpdate = true;
  return texture;
}

/** Return a geometry of some triangles; geometries share their arrays, which the GPU gets once. */
function makeGeometry(three, meshes, start, count) {
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
  geometry.setIndex(indices);
  geometry.setDrawRange(start, count);
  return geometry;
}

/** Return one half in µm from bregma; the left one is the right one in a mirror. */
function placeHalf(three, geometry, material, { mirror, order, unit, midline }) {
  const mesh = new three.Mesh(geometry, material);
  mesh.scale.set(mirror * unit, unit, unit);
  mesh.position.x = midline;
  mesh.renderOrder = order;
  mesh.frustumCulled = false;
  return mesh;
}
