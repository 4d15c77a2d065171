/** The brain seen from outside: bytes from the server become images that are drawn like slices. */

import { AXES, PLANES } from '../../core/geometry.js';
import { SLICE_PADDING } from '../labels.js';

/** Per direction: the plane its image lies in, and the index along that plane's axis that it is seen from. */
export const DIRECTIONS = Object.freeze({
  top: Object.freeze({ plane: 'horizontal', from: 0, text: 'from above' }),
  bottom: Object.freeze({ plane: 'horizontal', from: AXES.dv.count - 1, text: 'from below' }),
  left: Object.freeze({ plane: 'sagittal', from: 0, text: 'from the left' }),
  right: Object.freeze({ plane: 'sagittal', from: AXES.ml.count - 1, text: 'from the right' }),
});

/**
 * Return the images of one direction by mapping.
 *
 * The first mapping has its rows as they are and its depths as steps along each line; the others have both as
 * differences from it. Numbers lie as all low bytes and then all high ones, steps and differences zigzag coded.
 *
 * @param {Uint8Array} bytes the file, inflated
 * @param {{width: number, height: number, mappings: string[]}} layout as the manifest has it
 * @returns {Map<string, {row: Uint16Array, depth: Uint16Array, width: number, height: number}>} per pixel the
 *   region row without side that is met first (0 for none), and its index along the axis of view
 * @throws {RangeError} when the bytes are not that many images
 */
export function decodeProjections(bytes, { width, height, mappings }) {
  const size = width * height;
  if (bytes.length !== 4 * size * mappings.length) {
    throw new RangeError(`The projection has ${bytes.length} bytes, not ${4 * size * mappings.length}; load it again.`);
  }
  const plane = (n) => joined(bytes.subarray(2 * n * size, 2 * (n + 1) * size), size);
  const row = plane(0);
  const depth = plane(1).map(unzigzag);
  for (let n = 0; n < size; n++) if (n % width > 0) depth[n] += depth[n - 1];
  const first = { row, depth, width, height };
  const found = new Map([[mappings[0], first]]);
  for (let place = 1; place < mappings.length; place++) {
    found.set(mappings[place], {
      row: addDifferences(row, plane(2 * place)), depth: addDifferences(depth, plane(2 * place + 1)), width, height,
    });
  }
  return found;
}

function joined(octets, size) {
  const numbers = new Uint16Array(size);
  for (let n = 0; n < size; n++) numbers[n] = octets[n] | (octets[size + n] << 8);
  return numbers;
}

function addDifferences(base, codes) {
  return codes.map((code, n) => base[n] + unzigzag(code));
}

/** Return the number that a zigzag code stands for; as uint16, sums with it come out right all the same. */
function unzigzag(code) {
  return (code >>> 1) ^ -(code & 1);
}

/**
 * An image of a direction in the place of a label volume: whatever slice of its plane is asked for, it is the image.
 * So the panel that draws slices draws it too, smoothed, outlined, zoomed and pointed at like them.
 */
export class ProjectedVolume {
  /**
   * @param {string} direction name in DIRECTIONS
   * @param {{row: Uint16Array, depth: Uint16Array, width: number, height: number}} image
   */
  constructor(direction, image) {
    this.plane = PLANES[DIRECTIONS[direction].plane];
    this.image = image;
    this.bounds = findBounds(this.plane, image);
  }

  /** Its one slice is all there. */
  covers() {
    return true;
  }

  /** Return the image as a slice with void around it; see `LabelVolume.slice`. */
  slice() {
    return padded(this.image, this.image.row, Uint16Array);
  }

  /** Return the row met first at a voxel's place in the image, void outside it. */
  labelAt(ap, dv, ml) {
    const at = this.#placeOf({ ap, dv, ml });
    return at < 0 ? 0 : this.image.row[at];
  }

  /** Return the voxel that is met first at a voxel's place in the image. */
  met(voxel) {
    const at = this.#placeOf(voxel);
    return at < 0 || this.image.row[at] === 0 ? voxel : { ...voxel, [this.plane.normal]: this.image.depth[at] };
  }

  #placeOf(voxel) {
    const { width, height } = this.image;
    const x = voxel[this.plane.across];
    const y = voxel[this.plane.down];
    return x >= 0 && y >= 0 && x < width && y < height ? y * width + x : -1;
  }
}

/** The values of a volume feature on a projected image: those of the voxels met first. */
export class ProjectedVoxels {
  #projected;
  #volume;
  #slice = null;

  /**
   * @param {ProjectedVolume} projected
   * @param {VoxelVolume} volume
   */
  constructor(projected, volume) {
    this.#projected = projected;
    this.#volume = volume;
  }

  /** Return the bytes of the voxels met, as `VoxelVolume.slice` does. */
  slice() {
    this.#slice ??= this.#gather();
    return this.#slice;
  }

  /** Return the value of the voxel met at a voxel's place in the image, or null. */
  valueAt(voxel) {
    return this.#volume.valueAt(this.#projected.met(voxel));
  }

  #gather() {
    const { image, plane } = this.#projected;
    const { width, height, depth } = image;
    const data = new Uint8Array(width * height);
    for (let y = 0, n = 0; y < height; y++) {
      for (let x = 0; x < width; x++, n++) {
        data[n] = this.#volume.byteAt({ [plane.across]: x, [plane.down]: y, [plane.normal]: depth[n] });
      }
    }
    return { data, width, height };
  }
}

function padded({ width, height }, numbers, Kind) {
  const wide = width + 2 * SLICE_PADDING;
  const data = new Kind(wide * (height + 2 * SLICE_PADDING));
  for (let y = 0; y < height; y++) {
    data.set(numbers.subarray(y * width, (y + 1) * width), (y + SLICE_PADDING) * wide + SLICE_PADDING);
  }
  return { data, width: wide, height: height + 2 * SLICE_PADDING, padding: SLICE_PADDING };
}

/** Return the first and last column and line in which something is met, as bounds of a volume. */
function findBounds({ normal, across, down }, { row, width, height }) {
  const columns = [width - 1, 0];
  const lines = [height - 1, 0];
  for (let n = 0; n < row.length; n++) {
    if (row[n] === 0) continue;
    widen(columns, n % width);
    widen(lines, Math.floor(n / width));
  }
  return { [across]: columns, [down]: lines, [normal]: [0, AXES[normal].count - 1] };
}

function widen(ends, place) {
  if (place < ends[0]) ends[0] = place;
  if (place > ends[1]) ends[1] = place;
}
