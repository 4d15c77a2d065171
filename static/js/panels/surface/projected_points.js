/** Points seen from outside: those that lie near the surface that is met. */

import { AXES, micrometresToIndex, PLANES, voxelOf } from '../../core/geometry.js';
import { DIRECTIONS } from './projections.js';

/** Points of a feature in the place of a PointSet, for the panel that draws slices. */
export class ProjectedPoints {
  #points;
  #projected;
  #plane;
  #towards;

  /**
   * @param {PointSet} points
   * @param {ProjectedVolume} projected
   * @param {string} direction name in DIRECTIONS
   */
  constructor(points, projected, direction) {
    this.#points = points;
    this.#projected = projected;
    const { plane, from } = DIRECTIONS[direction];
    this.#plane = PLANES[plane];
    this.#towards = from === 0 ? 1 : -1;
  }

  get places() { return this.#points.places; }

  get values() { return this.#points.values; }

  /** Return the points within `thickness` µm of the surface, before or behind it, those nearest to the eye last. */
  near(_plane, _position, thickness) {
    const { normal } = this.#plane;
    const step = Math.abs(AXES[normal].step);
    const found = [];
    const depths = new Map();
    for (let point = 0; point < this.#points.count; point++) {
      const surface = this.#projected.depthAt(voxelOf(this.places, point));
      const depth = micrometresToIndex(normal, this.places[normal][point]);
      if (surface === null || Math.abs(depth - surface) * step > thickness) continue;
      found.push(point);
      depths.set(point, depth * this.#towards);
    }
    return found.sort((one, other) => depths.get(other) - depths.get(one));
  }
}
