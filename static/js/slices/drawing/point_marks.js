/** Points drawn as dots on a slice, those nearest to it on top. */

import { clearestInk, unpackColour } from '../../core/colour.js';
import { micrometresToIndex, PLANES, slicePosition } from '../../core/geometry.js';
import { toPixels } from './viewport.js';

/** Radius of a dot and the width of the ring around it, in css px. */
const RADIUS = 4;
const RING = 1;

/** Inks of rings, [r, g, b]: one of them is seen against any dot, so that a white dot on white is still there. */
const INKS = Object.freeze([[23, 26, 33], [255, 255, 255]]);

/** How far from a dot's middle one may point, in css px, and still mean it. */
const REACH = 6;

/** The points of one slice panel. */
export class PointMarks {
  #plane;
  #layer = null;
  #styles = new Map();
  #found = { points: null, index: -1, thickness: -1, near: [] };

  /** @param {'coronal'|'sagittal'|'horizontal'} plane */
  constructor(plane) {
    this.#plane = plane;
  }

  /** Take {points: PointSet, colours: Uint32Array packed per point, thickness: µm}, or null. */
  setLayer(layer) {
    this.#layer = layer;
  }

  /** Draw the points near slice `index` that are in view. */
  draw(context, { width, height, ratio, viewport, index }) {
    const radius = RADIUS * ratio;
    context.lineWidth = RING * ratio;
    for (const point of this.#near(index)) {
      const [x, y] = this.#place(point, viewport);
      if (x < -radius || y < -radius || x > width + radius || y > height + radius) continue;
      [context.fillStyle, context.strokeStyle] = this.#styleOf(this.#layer.colours[point]);
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.fill();
      context.stroke();
    }
  }

  /** Return {index, value} of the topmost point at (x, y) in device px, or null. */
  at(viewport, index, x, y, ratio) {
    if (viewport === null) return null;
    const reach = (REACH * ratio) ** 2;
    const near = this.#near(index);
    for (let n = near.length - 1; n >= 0; n--) {
      const [px, py] = this.#place(near[n], viewport);
      if ((px - x) ** 2 + (py - y) ** 2 <= reach) return { index: near[n], value: this.#layer.points.values[near[n]] };
    }
    return null;
  }

  /** Return the colours of a dot and of its ring, as a style sheet writes them; a colour map has 256 of them. */
  #styleOf(packed) {
    if (!this.#styles.has(packed)) {
      const colour = unpackColour(packed).slice(0, 3);
      this.#styles.set(packed, [colour, clearestInk(colour, INKS)].map((parts) => `rgb(${parts.join(' ')})`));
    }
    return this.#styles.get(packed);
  }

  #near(index) {
    if (this.#layer === null) return [];
    const { points, thickness } = this.#layer;
    const known = this.#found;
    if (known.points !== points || known.index !== index || known.thickness !== thickness) {
      const near = points.near(this.#plane, slicePosition(this.#plane, index), thickness);
      this.#found = { points, index, thickness, near };
    }
    return this.#found.near;
  }

  /** A voxel's index counts from its middle, its edges half a voxel before. */
  #place(point, viewport) {
    const { across, down } = PLANES[this.#plane];
    const edge = (axis) => micrometresToIndex(axis, this.#layer.points.places[axis][point]) + 0.5;
    return toPixels(viewport, edge(across), edge(down));
  }
}
