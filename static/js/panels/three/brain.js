/** The brain as a three.js scene: both halves of all regions, the glass shell, and the same once more for picking. */

import { lateralRow, PLANES, SIDE_ROWS } from '../../core/geometry.js';
import { explodeOffsets } from './explosion.js';
import { Detail, FULL } from './stage/detail.js';
import { dataTexture, makeGeometry, placeHalf } from './geometry.js';
import { FLAGS, TEXTURE_SIDE, writeRegionTexture, writeRows } from './region_texture.js';
import {
  PICK_FRAGMENT, REGION_FRAGMENT, REGION_VERTEX, SHELL_FRAGMENT, SHELL_VERTEX,
} from './programs/shaders.js';

/** Both halves: what its rows are moved on by, and how x is scaled. */
const HALVES = Object.freeze([{ rows: 0, mirror: 1 }, { rows: SIDE_ROWS, mirror: -1 }]);

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
  #detail;
  #materials;
  #whole = true;
  #meshes;
  #tables;
  #apart = { mapping: null, hidden: null, reach: 0 };
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
    this.#meshes = meshes;
    this.#tables = tables;
    this.#detail = new Detail({ three, meshes, uniforms: this.#uniforms, halves: HALVES });
    const { regions } = this.#detail;
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
    this.#moveApart(look.hidden);
    const { exploded } = this;
    for (const mesh of this.#shell) mesh.visible = look.glass && leftOut && !exploded && !look.cloud;
    const reshaped = bytes.some((byte, n) => n % 4 === 3 && ((byte ^ before[n]) & FLAGS.shown) !== 0);
    if (reshaped) this.#detail.forget();
    return reshaped;
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

  /** Take the brain apart, 0…1; where to is known from the next look on. */
  setExplode(amount) {
    this.#uniforms.uExplode.value = amount;
  }

  /** How far from the brain's middle the farthest region ends once all are apart, in µm; 0 before they ever were. */
  get reach() { return this.#apart.reach; }

  /** Work out where regions move to, when they first do, when others are one piece and when others are seen. */
  #moveApart(hidden) {
    const { mapping, hidden: before } = this.#apart;
    if (!this.exploded || (mapping === this.#mapping && hidden.every((one, n) => one === before[n]))) return;
    const isDrawn = (row) => !hidden[row] || !hidden[lateralRow(row, 'left')];
    const { offsets, reach } = explodeOffsets(this.#meshes, this.#tables[this.#mapping], isDrawn);
    this.#apart = { mapping: this.#mapping, hidden, reach };
    this.#setOffsets(offsets);
  }

  /** Move regions apart just as another brain does, whose meshes may be others. */
  moveAs({ uniforms }) {
    this.#setOffsets(uniforms.uOffsets.value.image.data);
  }

  #setOffsets(offsets) {
    const { value } = this.#uniforms.uOffsets;
    value.image.data.set(offsets);
    value.needsUpdate = true;
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

  /** Draw all triangles, `FULL`, or as few as a machine without a GPU draws thirty times a second, `DRAFT`. */
  setDetail(detail) {
    const { solid } = this;
    const { uOpacity, uCutTowards } = this.#uniforms;
    const plain = uOpacity.value === 1 && uCutTowards.value.lengthSq() === 0;
    this.#uniforms.uWhole.value = Number(solid);
    this.#uniforms.uSteps.value = detail === FULL ? STEPS.full : STEPS.draft;
    const { geometry, sketch } = this.#detail.choose(detail, { solid, plain, bytes: this.#table.image.data });
    for (const [n, mesh] of this.#solid.entries()) mesh.material = sketch?.[n] ?? this.#materials[n];
    for (const mesh of [...this.#solid, ...this.#sheer]) mesh.geometry = geometry;
    const side = detail === FULL ? this.#sides.both : this.#sides.front;
    for (const mesh of [...this.#sheer, ...this.#shell]) mesh.material.side = side;
  }

  /** Give back what the GPU holds. */
  dispose() {
    for (const mesh of [...this.scene.children, ...this.pickScene.children]) {
      mesh.geometry.dispose();
      mesh.material.dispose();
    }
    for (const material of this.#materials) material.dispose();
    this.#detail.dispose();
    this.#table.dispose();
    this.#drawnAs.dispose();
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

  #shellMaterial(three) {
    const material = new three.ShaderMaterial({
      glslVersion: three.GLSL3, vertexShader: SHELL_VERTEX, fragmentShader: SHELL_FRAGMENT, transparent: true,
      depthWrite: false, side: three.DoubleSide, uniforms: this.#uniforms,
    });
    material.forceSinglePass = false;
    return material;
  }
}
