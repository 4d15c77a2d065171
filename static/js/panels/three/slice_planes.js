/** Slices as planes in the 3-D view: drawn by the code of the slices, two pixels to a voxel. */

import { AXES, indexToMicrometres, PLANES, sliceAt } from '../../core/geometry.js';
import { parseColour } from '../../core/colour.js';
import { SlicePicture, WHOLE } from '../../slices/drawing/slice_picture.js';
import { tissueFrame } from '../../slices/drawing/viewport.js';
import { AXIS_OF } from './brain.js';
import { SHEET_FRAGMENT, SHEET_PICK_FRAGMENT, SHEET_VERTEX } from './programs/layer_shaders.js';

/** Pixels per voxel. */
const FINENESS = 2;

/** Order of the planes by the number that picking finds. */
const NUMBERS = Object.freeze(Object.keys(PLANES));

/** One slice as a plane; nothing is computed while it is hidden. */
class SlicePlane {
  #three;
  #plane;
  #picture;
  #volume = null;
  #mesh = null;
  #pickMesh = null;
  #pixels = null;
  #stale = { cut: true, paint: true };
  #scenes;

  constructor(three, plane, scenes) {
    this.#three = three;
    this.#plane = plane;
    this.#picture = new SlicePicture(plane);
    this.#scenes = scenes;
  }

  /** Take what changed of the scene that panels are updated with. */
  update(scene, changed, atlas) {
    const { painter } = this.#picture;
    const cut = changed('volume') || changed('mapping') || changed('voxels');
    if (changed('volume') && scene.volume) {
      this.#volume = scene.volume;
      this.#picture.setVolume(scene.volume);
    }
    if (changed('mapping')) this.#picture.setMapping(scene.mapping === 'allen' ? null : atlas.tables[scene.mapping]);
    if (changed('voxels')) this.#picture.setVoxels(scene.voxels);
    painter.setTable(scene.table);
    painter.setSelected(scene.selected);
    painter.setLines({ ratio: 1, outlines: scene.outlines });
    painter.setInk(Object.fromEntries(['outline', 'rim', 'selected', 'hover', 'missing', 'fade'].map((name) =>
      [name, parseColour(scene.ink[name])])));
    this.#stale = { cut: this.#stale.cut || cut, paint: true };
  }

  setHovered(rows) {
    if (this.#picture.painter.setHovered(rows)) this.#stale.paint = true;
  }

  /** Show the slice through a position, or nothing (null). */
  show(micrometres) {
    if (micrometres !== null && this.#picture.ready) {
      const moved = this.#picture.setIndex(sliceAt(this.#plane, micrometres));
      this.#draw(moved || this.#stale.cut || this.#mesh === null);
      for (const mesh of [this.#mesh, this.#pickMesh]) mesh.position.setComponent(this.#axis, micrometres);
    }
    for (const mesh of [this.#mesh, this.#pickMesh]) if (mesh) mesh.visible = micrometres !== null;
  }

  /** Return the µm from bregma where the plane is, or null. */
  get place() { return this.#mesh?.visible ? this.#mesh.position.getComponent(this.#axis) : null; }

  get #axis() { return AXIS_OF[PLANES[this.#plane].normal]; }

  #draw(cut) {
    this.#pixels ??= this.#makeMesh();
    if (cut) {
      this.#picture.cut();
      const { width, height } = this.#pixels;
      this.#picture.drawLabels({ width, height, ratio: 1, view: WHOLE, smooth: true });
    }
    if (!cut && !this.#stale.paint) return;
    this.#picture.paint(new Uint32Array(this.#pixels.data.buffer));
    this.#mesh.material.uniforms.uPicture.value.needsUpdate = true;
    this.#stale = { cut: false, paint: false };
  }

  #makeMesh() {
    const frame = tissueFrame(this.#plane, this.#volume.bounds);
    const width = (frame.right - frame.left) * FINENESS;
    const height = (frame.bottom - frame.top) * FINENESS;
    const data = new Uint8Array(width * height * 4);
    const texture = new this.#three.DataTexture(data, width, height);
    Object.assign(texture, { minFilter: this.#three.LinearFilter, magFilter: this.#three.LinearFilter });
    const geometry = sheetGeometry(this.#three, this.#plane, frame);
    const mesh = (fragmentShader) => new this.#three.Mesh(geometry, new this.#three.ShaderMaterial({
      glslVersion: this.#three.GLSL3, vertexShader: SHEET_VERTEX, fragmentShader, side: this.#three.DoubleSide,
      uniforms: { uPicture: { value: texture }, uNumber: { value: NUMBERS.indexOf(this.#plane) + 1 } },
    }));
    this.#mesh = mesh(SHEET_FRAGMENT);
    this.#pickMesh = mesh(SHEET_PICK_FRAGMENT);
    this.#scenes.scene.add(this.#mesh);
    this.#scenes.pickScene.add(this.#pickMesh);
    return { data, width, height };
  }
}

/** Return a rectangle with the corners of the slice in µm from bregma; its first line of pixels is its upper edge. */
function sheetGeometry(three, plane, frame) {
  const { across, down } = PLANES[plane];
  const corners = [[frame.left, frame.top], [frame.right, frame.top], [frame.right, frame.bottom],
    [frame.left, frame.bottom]];
  const positions = corners.flatMap(([x, y]) => {
    const place = [0, 0, 0];
    place[AXIS_OF[across]] = indexToMicrometres(across, x - 0.5);
    place[AXIS_OF[down]] = indexToMicrometres(down, y - 0.5);
    return place;
  });
  const geometry = new three.BufferGeometry();
  geometry.setAttribute('position', new three.Float32BufferAttribute(positions, 3));
  geometry.setAttribute('uv', new three.Float32BufferAttribute([0, 0, 1, 0, 1, 1, 0, 1], 2));
  geometry.setIndex([0, 1, 2, 0, 2, 3]);
  return geometry;
}

/**
 * Create the three planes in a Brain's scenes. `update(scene, changed, atlas)` and `setHovered(rows)` as for
 * slices; `show(positions)` takes plane → µm from bregma of those to show; `voxelAt(number, eye, direction)` returns
 * the voxel where a ray meets the sheet that picking found.
 */
export function createSlicePlanes(three, brain) {
  const planes = new Map(NUMBERS.map((plane) => [plane, new SlicePlane(three, plane, brain)]));

  function voxelAt(number, eye, direction) {
    const plane = NUMBERS[number - 1];
    const axis = AXIS_OF[PLANES[plane].normal];
    const steps = (planes.get(plane).place - eye[axis]) / direction[axis];
    const place = eye.map((part, n) => part + steps * direction[n]);
    return Object.fromEntries(Object.entries(AXES).map(([name, { start, step }]) =>
      [name, Math.round((place[AXIS_OF[name]] - start) / step)]));
  }

  return {
    voxelAt,
    update: (...change) => planes.forEach((plane) => plane.update(...change)),
    setHovered: (rows) => planes.forEach((plane) => plane.setHovered(rows)),
    show: (positions) => planes.forEach((plane, name) => plane.show(positions[name] ?? null)),
  };
}
