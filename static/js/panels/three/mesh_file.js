/** The mesh file: bytes from the server become arrays that a GPU takes. See docs/design/meshes.md. */

const MAGIC = 'AVMESH02';
const HEAD_BYTES = 12;

/** Of a byte that holds −1 … 1. */
const MIDDLE = 128;
const HALF_SQUARE = 127;

/** Of a vertex below the brain's surface, in the place of how deep in a hollow of it a vertex lies. */
const INNER = -1;

/** Row of the glass shell in the file's list of parts: no region's row. */
export const SHELL_ROW = 0;

/** Numbers per vertex in `positions` and in `normals`: four keep vertices on whole words. */
export const STRIDE = 4;

/**
 * Return the meshes of the right half of the brain.
 *
 * Corners of the medial caps are vertices of their own, so caps are flat and the surface beside them is lit as
 * if it went on in the mirrored half. How a region that stands alone is lit: `ownNormals`.
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
 * @property {Int8Array} normals four per vertex: x, y, z · 127 of the surface of the whole brain, wherever in it the
 *   vertex lies; then 0 (on open surface) … 127 (deep in a hollow of it), −1 for what lies below
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
  const { vertices, triangles } = index;
  const rims = new Map();
  const indices = readIndices(body.subarray(6 * vertices), triangles * 3, parts, rims, vertices);
  const total = vertices + rims.size;
  const positions = readPositions(body, vertices, parts, total);
  for (const [from, to] of rims) positions.copyWithin(to * STRIDE, from * STRIDE, (from + 1) * STRIDE);
  return {
    unit: index.unit_um,
    midline: index.midline_um,
    positions,
    normals: readShading(body.subarray(6 * (vertices + triangles)), vertices, total),
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
  const expected = 9 * index.vertices + 6 * index.triangles;
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

/**
 * Return normals and hollows as the file has them, differences from vertex to vertex; those of caps point straight to
 * the left.
 */
function readShading(bytes, vertices, total) {
  const normals = new Int8Array(total * STRIDE);
  const [us, vs, hollows] = [0, 1, 2].map((plane) => bytes.subarray(plane * vertices, (plane + 1) * vertices));
  let u = 0;
  let v = 0;
  let hollow = 0;
  for (let vertex = 0, at = 0; vertex < vertices; vertex++, at += STRIDE) {
    u = (u + us[vertex]) & 255;
    v = (v + vs[vertex]) & 255;
    hollow = (hollow + hollows[vertex]) & 255;
    unfold(normals, at, (u - MIDDLE) / HALF_SQUARE, (v - MIDDLE) / HALF_SQUARE);
    normals[at + 3] = (hollow & 1) === 0 ? INNER : hollow >> 1;
  }
  for (let at = vertices * STRIDE; at < normals.length; at += STRIDE) normals[at] = -127;
  return normals;
}

/** Write the unit vector that a point of the unfolded octahedron stands for. */
function unfold(normals, at, u, v) {
  const z = 1 - Math.abs(u) - Math.abs(v);
  const below = z < 0 ? -z : 0;
  const x = u < 0 ? u + below : u - below;
  const y = v < 0 ? v + below : v - below;
  const scale = 127 / Math.sqrt(x * x + y * y + z * z);
  normals[at] = Math.round(x * scale);
  normals[at + 1] = Math.round(y * scale);
  normals[at + 2] = Math.round(z * scale);
}

function publish({ row, centre, skin, inner, cap }) {
  return { row, centre, skin, inner, cap };
}

function centresByRow(centres) {
  return new Map(Object.entries(centres).map(([row, centre]) => [Number(row), centre]));
}
