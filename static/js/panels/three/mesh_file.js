/** The mesh file: bytes from the server become arrays that a GPU takes. See docs/design/meshes.md. */

const MAGIC = 'AVMESH01';
const HEAD_BYTES = 12;

/** Row of the glass shell in the file's list of parts: no region's row. */
export const SHELL_ROW = 0;

/** Numbers per vertex in `positions` and in `normals`: four keep vertices on whole words. */
export const STRIDE = 4;

/**
 * Return the meshes of the right half of the brain.
 *
 * Corners of the medial caps are vertices of their own, so caps are flat and the surface beside them is lit as
 * if it went on in the mirrored half.
 *
 * @param {Uint8Array} bytes the file, inflated
 * @returns {MeshSet}
 * @throws {RangeError} when the bytes are no mesh file or do not fill its index
 *
 * @typedef {object} MeshSet
 * @property {number} unit µm per step of a position
 * @property {number} midline x of the plane of symmetry, in µm from bregma
 * @property {Int16Array} positions four per vertex: x to the right of the plane of symmetry, y to the front and
 *   z upwards from bregma, in units; then the region row without side (0 for the shell)
 * @property {Int8Array} normals four per vertex: x, y, z · 127, and 0
 * @property {Uint32Array} indices three per triangle, counter-clockwise from outside: what is seen of all regions from
 *   outside the whole brain (the skin), the rest of their surfaces, all medial caps, then the shell
 * @property {{skin: Range, surface: Range, caps: Range, shell: Range}} ranges into `indices`; the skin is the first
 *   part of the surface
 * @property {Map<number, MeshPart>} parts by region row
 * @property {{beryl: Map<number, number[]>, cosmos: Map<number, number[]>}} centres of the right half of each
 *   Beryl and Cosmos region by row: [x, y, z] in µm, measured as positions are
 *
 * @typedef {{start: number, count: number}} Range of indices (three per triangle)
 * @typedef {{row: number, centre: number[], skin: Range, inner: Range, cap: Range}} MeshPart centre in µm, as
 *   positions are; skin and inner together are the part's surface
 */
export function decodeMeshes(bytes) {
  const { index, body } = readIndex(bytes);
  const { parts, ranges } = layOut(index);
  const rims = new Map();
  const indices = readIndices(body.subarray(6 * index.vertices), index.triangles * 3, parts, rims, index.vertices);
  const positions = readPositions(body, index.vertices, parts, index.vertices + rims.size);
  for (const [from, to] of rims) positions.copyWithin(to * STRIDE, from * STRIDE, (from + 1) * STRIDE);
  return {
    unit: index.unit_um,
    midline: index.midline_um,
    positions,
    normals: computeNormals(positions, indices, ranges),
    indices,
    ranges,
    parts: new Map(parts.filter(({ row }) => row !== SHELL_ROW).map((part) => [part.row, publish(part)])),
    centres: { beryl: centresByRow(index.centres.beryl), cosmos: centresByRow(index.centres.cosmos) },
  };
}

function readIndex(bytes) {
  const text = (start, end) => new TextDecoder().decode(bytes.subarray(start, end));
  if (bytes.length < HEAD_BYTES || text(0, MAGIC.length) !== MAGIC) {
    throw new RangeError('This is not a mesh file of this version; reload the page.');
  }
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(MAGIC.length, true);
  const index = JSON.parse(text(HEAD_BYTES, HEAD_BYTES + length));
  const body = bytes.subarray(HEAD_BYTES + length);
  const expected = 6 * index.vertices + 6 * index.triangles;
  if (body.length !== expected) {
    throw new RangeError(`The mesh file has ${body.length} bytes after its index, not ${expected}; reload the page.`);
  }
  return { index, body };
}

/** Find for every part its first vertex, its first corner in the file, and where its triangles go. */
function layOut(index) {
  let vertex = 0;
  let corner = 0;
  const parts = index.parts.map(([row, vertices, triangles, caps, centre, seen]) => {
    const part = { row, vertices, triangles, caps, centre, seen, firstVertex: vertex, firstCorner: corner };
    vertex += vertices;
    corner += 3 * triangles;
    return part;
  });
  const regions = parts.filter(({ row }) => row !== SHELL_ROW);
  const shells = parts.filter(({ row }) => row === SHELL_ROW);
  let target = 0;
  const place = (some, name, triangles) => {
    const start = target;
    for (const part of some) {
      const count = 3 * triangles(part);
      part[name] = { start: target, count };
      target += count;
    }
    return { start, count: target - start };
  };
  const skin = place(regions, 'skin', ({ seen }) => seen);
  const inner = place(regions, 'inner', ({ triangles, caps, seen }) => triangles - caps - seen);
  const caps = place(regions, 'cap', (part) => part.caps);
  place(shells, 'skin', () => 0);
  const shell = place(shells, 'inner', ({ triangles }) => triangles);
  place(shells, 'cap', () => 0);
  return { parts, ranges: { skin, surface: { start: 0, count: skin.count + inner.count }, caps, shell } };
}

function readIndices(codes, corners, parts, rims, firstCopy) {
  const indices = new Uint32Array(corners);
  for (const part of parts) {
    const { skin, inner, cap, firstVertex } = part;
    let corner = part.firstCorner;
    let next = firstVertex;
    for (const { start, count } of [skin, inner]) {
      for (let n = start; n < start + count; n++, corner++) {
        const code = codes[corner] | (codes[corners + corner] << 8);
        indices[n] = code === 0 ? next++ : next - code;
      }
    }
    const shared = next;
    for (let n = cap.start; n < cap.start + cap.count; n++, corner++) {
      const code = codes[corner] | (codes[corners + corner] << 8);
      const vertex = code === 0 ? next++ : next - code;
      indices[n] = vertex < shared ? copyOf(vertex, rims, firstCopy) : vertex;
    }
  }
  return indices;
}

/** Return the cap's own copy of a vertex on the rim, noting it when it is new. */
function copyOf(vertex, rims, firstCopy) {
  let copy = rims.get(vertex);
  if (copy === undefined) rims.set(vertex, (copy = firstCopy + rims.size));
  return copy;
}

function readPositions(steps, vertices, parts, total) {
  const positions = new Int16Array(total * STRIDE);
  for (let axis = 0; axis < 3; axis++) {
    const low = 2 * axis * vertices;
    for (const { firstVertex, vertices: count } of parts) {
      let at = 0;
      for (let vertex = firstVertex; vertex < firstVertex + count; vertex++) {
        const code = steps[low + vertex] | (steps[low + vertices + vertex] << 8);
        at += (code >>> 1) ^ -(code & 1);
        positions[vertex * STRIDE + axis] = at;
      }
    }
  }
  for (const { row, firstVertex, vertices: count } of parts) {
    for (let vertex = firstVertex; vertex < firstVertex + count; vertex++) positions[vertex * STRIDE + 3] = row;
  }
  return positions;
}

/** Return normals weighted by area; on the midline those of both halves together, on caps straight to the left. */
function computeNormals(positions, indices, ranges) {
  const sums = new Float32Array(positions.length);
  for (const range of [ranges.surface, ranges.shell]) addFaceNormals(sums, positions, indices, range);
  const normals = new Int8Array(positions.length);
  for (let at = 0; at < sums.length; at += STRIDE) {
    const x = positions[at] === 0 ? 0 : sums[at];
    const y = sums[at + 1];
    const z = sums[at + 2];
    const length = Math.sqrt(x * x + y * y + z * z);
    if (length === 0) continue;
    const scale = 127 / length;
    normals[at] = Math.round(x * scale);
    normals[at + 1] = Math.round(y * scale);
    normals[at + 2] = Math.round(z * scale);
  }
  const { start, count } = ranges.caps;
  for (let n = start; n < start + count; n++) {
    const at = indices[n] * STRIDE;
    normals[at] = -127;
    normals[at + 1] = 0;
    normals[at + 2] = 0;
  }
  return normals;
}

function addFaceNormals(sums, positions, indices, { start, count }) {
  for (let n = start; n < start + count; n += 3) {
    const a = indices[n] * STRIDE;
    const b = indices[n + 1] * STRIDE;
    const c = indices[n + 2] * STRIDE;
    const ax = positions[a];
    const ay = positions[a + 1];
    const az = positions[a + 2];
    const ux = positions[b] - ax;
    const uy = positions[b + 1] - ay;
    const uz = positions[b + 2] - az;
    const vx = positions[c] - ax;
    const vy = positions[c + 1] - ay;
    const vz = positions[c + 2] - az;
    const x = uy * vz - uz * vy;
    const y = uz * vx - ux * vz;
    const z = ux * vy - uy * vx;
    sums[a] += x;
    sums[a + 1] += y;
    sums[a + 2] += z;
    sums[b] += x;
    sums[b + 1] += y;
    sums[b + 2] += z;
    sums[c] += x;
    sums[c + 1] += y;
    sums[c + 2] += z;
  }
}

function publish({ row, centre, skin, inner, cap }) {
  return { row, centre, skin, inner, cap };
}

function centresByRow(centres) {
  return new Map(Object.entries(centres).map(([row, centre]) => [Number(row), centre]));
}
