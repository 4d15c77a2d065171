/** The brain as a three.js scene: both halves of all regions, the glass shell, and the same once more for picking. */

import { PLANES, SIDE_ROWS } from '../../core/geometry.js';
import { explodeOffsets } from './explosion.js';
import { coarsen } from './coarse.js';
import { dataTexture, draftOf, makeGeometry, placeHalf } from './geometry.js';
import { STRIDE } from './mesh_file.js';
import { ownNormals } from './own_normals.js';
import { FLAGS, TEXTURE_SIDE, writeRegionTexture, writeRows } from './region_texture.js';
import {
  PICK_FRAGMENT, REGION_FRAGMENT, REGION_VERTEX, SHELL_FRAGMENT, SHELL_VERTEX, SKETCH_FRAGMENT, SKETCH_VERTEX,
} from './programs/shaders.js';

/** Both halves: what its rows are moved on by, and how x is scaled. */
const HALVES = Object.freeze([{ rows: 0, mirror: 1 }, { rows: SIDE_ROWS, mirror: -1 }]);

/** How finely the brain is drawn. */
export const FULL = 'full';
export const DRAFT = 'draft';
export const SKETCH = 'sketch';

/** Places along a line of sight at which a volume is looked up. */
const STEPS = Object.freeze({ full: 300, draft: 72 });

const ALL = 0;
const EMPHASISED = 1;
const OTHERS = 2;

/** Order of drawing: what is solid, a volume, then what is seen through, then the shell around it, then points. */
export const ORDER = Object.freeze({ solid: 0, cloud: 1, sheer: 2, shell: 3, points: 4 });

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
  #three;
  #meshes;
  #tables;
  #apartAs = null;
  #mapping = 'allen';
  #drawnAs;

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
    const offsets = dataTexture(three, new Float32Array(TEXTURE_SIDE * TEXTURE_SIDE * 4), three.FloatType);
    this.#drawnAs = dataTexture(three, new Uint8Array(TEXTURE_SIDE * TEXTURE_SIDE * 4), three.UnsignedByteType);
    this.#uniforms = {
      uTable: { value: this.#table }, uOffsets: { value: offsets }, uExplode: { value: 0 },
      uWhole: { value: 1 }, uOpacity: { value: 1 },
      uCut: { value: new three.Vector3() }, uCutTowards: { value: new three.Vector3() }, uRatio: { value: 1 },
      uHover: { value: new three.Vector3() }, uHatch: { value: new three.Vector3() },
      uGlass: { value: new three.Vector3() }, uOrigin: { value: new three.Vector2() },
      uSteps: { value: STEPS.full },
    };
    const regions = makeGeometry(three, meshes, 0, meshes.ranges.shell.start);
    this.#three = three;
    this.#meshes = meshes;
    this.#tables = tables;
    this.#drawn = {
      regions, drafts: null, own: null, sketchMaterials: HALVES.map(({ rows }) => this.#sketchMaterial(three, rows)),
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
    if (this.#mapping !== look.parcellation || this.uploads === 1) {
      this.#mapping = look.parcellation;
      writeRows(this.#drawnAs.image.data, look.mapping);
      this.#drawnAs.needsUpdate = true;
    }
    this.#moveApart();
    const { exploded } = this;
    for (const mesh of this.#shell) mesh.visible = look.glass && leftOut && !exploded && !look.cloud;
    return bytes.some((byte, n) => n % 4 === 3 && ((byte ^ before[n]) & FLAGS.shown) !== 0);
  }

  /** What programs of other things in the scene share: offsets, cuts, ratio. */
  get uniforms() { return this.#uniforms; }

  /** What each row with side is drawn as, as a texture: rows without side, so that no line runs along the midline. */
  get drawnAs() { return this.#drawnAs; }

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
    this.#moveApart();
  }

  /** Work out where regions move to, when they first do and when others are one piece. */
  #moveApart() {
    if (!this.exploded || this.#apartAs === this.#mapping) return;
    this.#apartAs = this.#mapping;
    const { image } = this.#uniforms.uOffsets.value;
    const table = this.#tables[this.#mapping];
    image.data.set(explodeOffsets(this.#meshes, table, this.#meshes.centres[this.#mapping]));
    this.#uniforms.uOffsets.value.needsUpdate = true;
  }

  /** Take where in a larger picture the one to be drawn begins, in px from its lower left corner. */
  setOrigin(x, y) {
    this.#uniforms.uOrigin.value.set(x, y);
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

  /** Whether what is seen is the surface of the whole brain: nothing is left out, opened, apart or seen through. */
  get solid() {
    const { uOpacity, uCutTowards } = this.#uniforms;
    return this.#whole && !this.exploded && uOpacity.value === 1 && uCutTowards.value.lengthSq() === 0;
  }

  /**
   * Choose what is drawn, `FULL`, `DRAFT` or `SKETCH`: of the solid brain, drafts are the triangles seen from outside,
   * in the sketch simply lit; of any other, coarser regions.
   */
  setDetail(detail) {
    const { solid } = this;
    const { skin, shell } = this.#meshes.ranges;
    const { regions, sketchMaterials } = this.#drawn;
    const seen = detail !== FULL && solid;
    const geometry = detail === FULL || solid ? regions : this.#draftGeometry();
    regions.setDrawRange(0, seen ? skin.count : shell.start);
    this.#uniforms.uWhole.value = Number(solid);
    this.#uniforms.uSteps.value = detail === FULL ? STEPS.full : STEPS.draft;
    this.#lightAs(solid);
    for (const [n, mesh] of this.#solid.entries()) {
      mesh.material = seen && detail === SKETCH ? sketchMaterials[n] : this.#materials[n];
    }
    for (const mesh of [...this.#solid, ...this.#sheer]) mesh.geometry = geometry;
  }

  /** Light regions as parts of the whole brain's surface, or each by its own shape. */
  #lightAs(whole) {
    const { regions } = this.#drawn;
    const wanted = whole ? this.#meshes.buffers.normals : this.#ownNormals();
    if (regions.getAttribute('normal').data === wanted) return;
    regions.setAttribute('normal', new this.#three.InterleavedBufferAttribute(wanted, 3, 0, true));
  }

  #ownNormals() {
    const { buffers } = this.#meshes;
    buffers.own ??= new this.#three.InterleavedBuffer(ownNormals(this.#meshes), STRIDE);
    return buffers.own;
  }

  #draftGeometry() {
    this.#lightAs(false);
    this.#drawn.drafts ??= draftOf(this.#three, this.#drawn.regions, coarsen(this.#meshes));
    return this.#drawn.drafts;
  }

  /** Give back what the GPU holds. */
  dispose() {
    for (const mesh of [...this.scene.children, ...this.pickScene.children]) {
      mesh.geometry.dispose();
      mesh.material.dispose();
    }
    for (const material of [...this.#materials, ...this.#drawn.sketchMaterials]) material.dispose();
    this.#table.dispose();
    this.#drawnAs.dispose();
    this.#drawn.drafts?.dispose();
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
