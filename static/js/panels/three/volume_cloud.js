/** A volume of values in the 3-D view: its maximum projection, in the colours of the scale, within the glass brain. */

import { AXES, indexToMicrometres } from '../../core/geometry.js';
import { AXIS_OF, ORDER } from './brain.js';
import { CLOUD_FRAGMENT, CLOUD_VERTEX } from './programs/cloud_shaders.js';

/** Voxels of the volume per cell of the texture, along each axis. */
const POOL = 2;

/** Corners of a box's faces, counter-clockwise from outside; corner 4 x + 2 y + z. */
const BOX_FACES = Object.freeze([[0, 1, 3, 2], [4, 6, 7, 5], [0, 4, 5, 1], [2, 3, 7, 6], [0, 2, 6, 4], [1, 5, 7, 3]]);

/** Axes in the order of the texture: the first changes fastest. */
const ORDERED = Object.freeze(['ml', 'dv', 'ap']);

/**
 * Return the texture's cells: per cell the byte of its voxels that lies farthest from `pivot` (0: the highest), and 255
 * where it has any tissue; what lies outside the tissue does not count.
 *
 * @param {VoxelVolume} voxels
 * @param {LabelVolume} labels where tissue is
 * @param {number} pivot byte
 * @returns {{data: Uint8Array, size: number[]}} two bytes per cell, and the numbers of cells along ML, DV and AP
 */
export function poolVolume(voxels, { firstRun, start, label, dv, ml }, pivot) {
  const size = ORDERED.map((axis) => Math.ceil(AXES[axis].count / POOL));
  const data = new Uint8Array(size[0] * size[1] * size[2] * 2);
  const slice = { data: new Uint8Array(AXES.ml.count * AXES.dv.count), width: AXES.ml.count, height: AXES.dv.count };
  for (let row = 0; row + 1 < firstRun.length; row++) {
    const ap = Math.floor(row / dv);
    if (row % dv === 0) voxels.slice('coronal', ap, slice);
    const from = (row % dv) * ml;
    const line = (Math.floor(ap / POOL) * size[1] + Math.floor((row % dv) / POOL)) * size[0];
    for (let run = firstRun[row]; run < firstRun[row + 1]; run++) {
      if (label[run] === 0) continue;
      const until = run + 1 < firstRun[row + 1] ? start[run + 1] : ml;
      for (let x = start[run]; x < until; x++) {
        const cell = (line + (x >> 1)) * 2;
        const byte = slice.data[from + x];
        if (data[cell + 1] === 0 || Math.abs(byte - pivot) > Math.abs(data[cell] - pivot)) data[cell] = byte;
        data[cell + 1] = 255;
      }
    }
  }
  return { data, size };
}

/** Return the byte that is the weakest: that of empty voxels, of zero where colours are centred on it, else 0. */
export function pivotOf({ volume, empty }, picture) {
  if (empty !== null) return empty;
  if (!picture?.look?.centred) return 0;
  const sizes = volume.steps.map((value) => (Number.isNaN(value) ? Infinity : Math.abs(value)));
  return sizes.reduce((best, size, byte) => (size < sizes[best] ? byte : best), 0);
}

/**
 * Create the cloud in a Brain's scene; `update(scene)` takes {voxels, volume, picture} of the scene that panels are
 * updated with, `show(shown)` whether it is drawn.
 */
export function createCloud(three, brain) {
  const uniforms = {
    ...brain.uniforms, uCells: { value: null }, uColours: { value: null }, uPivot: { value: 0 },
    uLow: { value: new three.Vector3() }, uHigh: { value: new three.Vector3() },
  };
  let mesh = null;
  let shown = false;
  let made = { voxels: null, labels: null, pivot: null, colours: null };

  function update({ voxels: layer, volume, picture }) {
    if (layer === null || !volume) clear();
    else {
      const pivot = pivotOf(layer, picture);
      const same = made.voxels === layer.volume && made.labels === volume && made.pivot === pivot;
      if (!same) fill(layer.volume, volume, pivot);
      if (made.colours !== layer.colours) colour(layer);
    }
    show(shown);
  }

  function clear() {
    mesh?.removeFromParent();
    mesh = null;
    uniforms.uCells.value?.dispose();
    made = { voxels: null, labels: null, pivot: null, colours: null };
  }

  function fill(voxels, labels, pivot) {
    made = { ...made, voxels, labels, pivot };
    const { data, size } = poolVolume(voxels, labels, pivot);
    uniforms.uCells.value?.dispose();
    const texture = new three.Data3DTexture(data, ...size);
    Object.assign(texture, { format: three.RGFormat, unpackAlignment: 1, needsUpdate: true });
    uniforms.uCells.value = texture;
    uniforms.uPivot.value = pivot / 255;
    mesh ??= makeBox(three, uniforms);
    brain.scene.add(mesh);
  }

  /** Where a line of sight meets nothing but empty voxels, there is nothing to see. */
  function colour({ colours, empty }) {
    made.colours = colours;
    uniforms.uColours.value?.dispose();
    const seen = colours.slice();
    if (empty !== null) seen[empty] = 0;
    const texture = new three.DataTexture(new Uint8Array(seen.buffer), 256, 1);
    texture.needsUpdate = true;
    uniforms.uColours.value = texture;
  }

  function show(wanted) {
    shown = wanted;
    if (mesh !== null) mesh.visible = shown;
  }

  return { update, show };
}

/** Return the box around all voxels, in µm from bregma; its far sides are drawn, so that the eye may be within. */
function makeBox(three, uniforms) {
  for (const axis of ORDERED) {
    const ends = [-0.5, AXES[axis].count - 0.5].map((index) => indexToMicrometres(axis, index));
    // The first voxel's end, then the last one's: along AP and DV µm fall while indices grow.
    uniforms.uLow.value.setComponent(AXIS_OF[axis], ends[0]);
    uniforms.uHigh.value.setComponent(AXIS_OF[axis], ends[1]);
  }
  const { x: x0, y: y0, z: z0 } = uniforms.uLow.value;
  const { x: x1, y: y1, z: z1 } = uniforms.uHigh.value;
  const corners = [x0, x1].flatMap((x) => [y0, y1].flatMap((y) => [z0, z1].map((z) => [x, y, z])));
  const geometry = new three.BufferGeometry();
  geometry.setAttribute('position', new three.Float32BufferAttribute(corners.flat(), 3));
  geometry.setIndex(BOX_FACES.flatMap(([a, b, c, d]) => [a, b, c, a, c, d]));
  const mesh = new three.Mesh(geometry, new three.ShaderMaterial({
    glslVersion: three.GLSL3, vertexShader: CLOUD_VERTEX, fragmentShader: CLOUD_FRAGMENT, uniforms, transparent: true,
    depthTest: false, depthWrite: false, side: three.BackSide,
  }));
  Object.assign(mesh, { frustumCulled: false, renderOrder: ORDER.cloud });
  return mesh;
}
