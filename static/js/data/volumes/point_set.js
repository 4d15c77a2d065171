/** Points with a value each, in metres from bregma. */

import { PLANES } from '../../core/geometry.js';
import { ArrayProblem, formatShape, readArray } from './npy.js';

const MOST = 5_000_000;
const MICROMETRES = 1e6;

/** Voxels that one point fills in the volume that the SDK makes of points, at most. */
const RASTER = 27;

/**
 * Return the points of a feature.
 *
 * @param {unknown} xyz base64 of gzip of a float32 .npy (n, 3): ML, AP, DV in metres
 * @param {unknown} values the same of shape (n,)
 * @returns {Promise<PointSet>}
 * @throws {ArrayProblem}
 */
export async function readPoints(xyz, values) {
  const [places, numbers] = await Promise.all([readFloats(xyz, 3), readFloats(values, null)]);
  const count = places.shape[0];
  if (numbers.shape[0] !== count) {
    throw new ArrayProblem(`has ${format(numbers.shape[0])} values for ${format(count)} points`);
  }
  return new PointSet(inMicrometres(places, count), numbers.data);
}

/** Return a checked float32 array of (n, columns), or (n,) when columns is null. @throws {ArrayProblem} */
export async function readFloats(text, columns) {
  const array = await readArray(text, { descr: '<f4', maxBytes: MOST * (columns ?? 1) * 4 });
  if (!array.data.every(Number.isFinite)) throw new ArrayProblem('contains numbers that are not finite');
  const inner = columns === null ? [] : [columns];
  if (array.shape.length < 1 || array.shape.slice(1).join() !== inner.join()) {
    const expected = columns === null ? '(n,)' : `(n, ${columns})`;
    throw new ArrayProblem(`has shape ${formatShape(array.shape)}; expected ${expected}`);
  }
  return array;
}

function inMicrometres({ data, fortran }, count) {
  const axis = (n) => Float32Array.from({ length: count }, (_, point) =>
    data[fortran ? n * count + point : point * 3 + n] * MICROMETRES);
  return { ml: axis(0), ap: axis(1), dv: axis(2) };
}

function format(count) {
  return count.toLocaleString('en');
}

/** Points by axis, in µm from bregma, and their values. */
export class PointSet {
  /**
   * @param {{ml: Float32Array, ap: Float32Array, dv: Float32Array}} places
   * @param {Float32Array} values
   */
  constructor(places, values) {
    this.places = places;
    this.values = values;
  }

  get count() { return this.values.length; }

  /**
   * Return the points within `thickness` µm on either side of a slice, those farthest from it first.
   *
   * @param {string} planeName
   * @param {number} position of the slice, in µm from bregma
   */
  near(planeName, position, thickness) {
    const along = this.places[PLANES[planeName].normal];
    const found = [];
    for (let point = 0; point < along.length; point++) {
      if (Math.abs(along[point] - position) <= thickness) found.push(point);
    }
    return found.sort((one, other) => Math.abs(along[other] - position) - Math.abs(along[one] - position));
  }

  /**
   * Return whether a volume holds nothing but these points, as the SDK's `local_dots` and `upload_dots` make it:
   * then the points themselves say more.
   */
  fill(counts) {
    const total = counts.reduce((one, other) => one + other, 0);
    const background = counts.reduce((one, other) => Math.max(one, other), 0);
    return total - background <= RASTER * this.count;
  }
}
