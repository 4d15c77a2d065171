/** The brain from outside: bytes from the server become images that are drawn like slices. */

import { AXES, PLANES } from '../../core/geometry.js';
import { joinPlanes } from '../../data/label_decoding.js';
import { SLICE_PADDING } from '../../data/label_volume.js';

/** Per direction: the plane its image lies in, and the index along that plane's axis that it is seen from. */
export const DIRECTIONS = Object.freeze({
  top: Object.freeze({ plane: 'horizontal', from: 0, text: 'from above' }),
  bottom: Object.freeze({ plane: 'horizontal', from: AXES.dv.count - 1, text: 'from below' }),
  left: Object.freeze({ plane: 'sagittal', from: 0, text: 'from the left' }),
  right: Object.freeze({ plane: 'sagittal', from: AXES.ml.count - 1, text: 'from the right' }),
});

/**
 * Return the images of one direction; `get(mapping)` decodes an image when it is first asked for.
 *
 * The first mapping has its rows as they are and its depths as steps along each line; the others have both as
 * differences from it. Numbers lie as all low bytes and then all high ones, steps and differences zigzag coded.
 *
 * @param {Uint8Array} bytes the file, inflated
 * @param {{width: number, height: number, mappings: string[]}} layout as the manifest has it
 * @returns {{get(mapping: string): {row: Uint16Array, depth: Uint16Array, width: number, height: number}}} per pixel
 *   the region row without side that is met first (0 for none), and its index along the axis of view
 * @throws {RangeError} when the bytes are not that many images
 */
export function decodeProjections(bytes, { width, height, mappings }) {
  const size = width * height;
  if (bytes.length !== 4 * size * mappings.length) {
    const expected = 4 * size * mappings.length;
    throw new RangeError(`The projection has ${bytes.length} bytes, not ${expected}; reload the page.`);
  }
  const halves = (n) => [
    bytes.subarray(2 * n * size, (2 * n + 1) * size), bytes.subarray((2 * n + 1) * size, (2 * n + 2) * size),
  ];
  const found = new Map();
  const get = (mapping) => {
    if (!found.has(mapping)) {
      const place = 2 * mappings.indexOf(mapping);
      found.set(mapping, place === 0
        ? { row: joinPlanes(...halves(0)), depth: addSteps(...halves(1), width), width, height }
        : {
          row: addDifferences(get(mappings[0]).row, ...halves(place)),
          depth: addDifferences(get(mappings[0]).depth, ...halves(place + 1)), width, height,
        });
    }
    return found.get(mapping);
  };
  return { get };
}

/** Steps and differences are codes (s << 1) ^ (s >> 31); as uint16, sums with them come out right all the same. */
function addSteps(low, high, width) {
  const numbers = new Uint16Array(low.length);
  for (let line = 0; line < low.length; line += width) {
    let sum = 0;
    for (let n = line; n < line + width; n++) {
      const code = low[n] | (high[n] << 8);
      sum += (code >>> 1) ^ -(code & 1);
      numbers[n] = sum;
    }
  }
  return numbers;
}

function addDifferences(base, low, high) {
  const numbers = new Uint16Array(base);
  for (let n = 0; n < low.length; n++) {
    const code = low[n] | (high[n] << 8);
    if (code !== 0) numbers[n] += (code >>> 1) ^ -(code & 1);
  }
  return numbers;
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

  /** Return the index along the axis of view of what is met first at a voxel's place in the image, null for nothing. */
  depthAt(voxel) {
    const at = this.#placeOf(voxel);
    return at < 0 || this.image.row[at] === 0 ? null : this.image.depth[at];
  }

  /** Return the voxel that is met first at a voxel's place in the image. */
  met(voxel) {
    const depth = this.depthAt(voxel);
    return depth === null ? voxel : { ...voxel, [this.plane.normal]: depth };
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
  for (let y = 0; y < height; y++) {
    const line = y * width;
    let first = 0;
    while (first < width && row[line + first] === 0) first++;
    if (first === width) continue;
    let last = width - 1;
    while (row[line + last] === 0) last--;
    columns[0] = Math.min(columns[0], first);
    columns[1] = Math.max(columns[1], last);
    lines[0] = Math.min(lines[0], y);
    lines[1] = y;
  }
  return { [across]: columns, [down]: lines, [normal]: [0, AXES[normal].count - 1] };
}
