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
 * @property {Uint32Array} indices three per triangle, counter-clockwise from outside: the surfaces of all regions,
 *   then all medial caps, then the shell
 * @property {{surface: Range, caps: Range, shell: Range}} ranges into `indices`
 * @property {Map<number, MeshPart>} parts by region row
 * @property {{beryl: Map<number, number[]>, cosmos: Map<number, number[]>}} centres of the right half of each
 *   Beryl and Cosmos region by row: [x, y, z] in µm, measured as positions are
 *
 * @typedef {{start: number, count: number}} Range of indices (three per triangle)
 * @typedef {{row: number, centre: number[], surface: Range, cap: Range}} MeshPart centre in µm, as positions are
 */
export function decodeMeshes(bytes) {
  const { index, body } = readIndex(bytes);
  const parts = layOut(index);
  const planes = { steps: body.subarray(0, 6 * index.vertices), codes: body.subarray(6 * index.vertices) };
  const rims = new Map();
  const indices = readIndices(planes.codes, index.triangles * 3, parts, rims, index.vertices);
  const total = index.vertices + rims.size;
  const positions = readPositions(planes.steps, index.vertices, parts, total);
  for (const [, { from, to }] of rims) positions.copyWithin(to * STRIDE, from * STRIDE, (from + 1) * STRIDE);
  const ranges = rangesOf(parts, index);
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
    throw new RangeError('This is no mesh file of this version; load the page again.');
  }
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(MAGIC.length, true);
  const index = JSON.parse(text(HEAD_BYTES, HEAD_BYTES + length));
  const body = bytes.subarray(HEAD_BYTES + length);
  const expected = 6 * index.vertices + 6 * index.triangles;
  if (body.length !== expected) {
    throw new RangeError(`The mesh file has ${body.length} bytes after its index, not ${expected}; load it again.`);
  }
  return { index, body };
}

/** Find for every part its first vertex, its first corner in the file, and where its triangles go. */
function layOut(index) {
  const parts = index.parts.map(
    ([row, vertices, triangles, caps, centre]) => ({ row, vertices, triangles, caps, centre }),
  );
  const inGroup = (group) => parts.filter(({ row }) => (row === SHELL_ROW) === (group === 'shell'));
  let vertex = 0;
  let corner = 0;
  for (const part of parts) {
    Object.assign(part, { firstVertex: vertex, firstCorner: corner });
    vertex += part.vertices;
    corner += 3 * part.triangles;
  }
  let target = 0;
  const place = (count) => ({ start: (target += count) - count, count });
  for (const part of inGroup('regions')) part.surface = place(3 * (part.triangles - part.caps));
  for (const part of inGroup('regions')) part.cap = place(3 * part.caps);
  for (const part of inGroup('shell')) Object.assign(part, { surface: place(3 * part.triangles), cap: place(0) });
  return parts;
}

function readIndices(codes, corners, parts, rims, firstCopy) {
  const indices = new Uint32Array(corners);
  for (const part of parts) {
    const { surface, cap, firstVertex, firstCorner } = part;
    let fresh = 0;
    const next = (n) => {
      const code = codes[firstCorner + n] | (codes[corners + firstCorner + n] << 8);
      return firstVertex + (code === 0 ? fresh++ : fresh - code);
    };
    for (let n = 0; n < surface.count; n++) indices[surface.start + n] = next(n);
    const shared = firstVertex + fresh;
    for (let n = 0; n < cap.count; n++) {
      const vertex = next(surface.count + n);
      indices[cap.start + n] = vertex < shared ? copyOf(vertex, rims, firstCopy) : vertex;
    }
  }
  return indices;
}

/** Return the cap's own copy of a vertex on the rim, noting it when it is new. */
function copyOf(vertex, rims, firstCopy) {
  let copy = rims.get(vertex);
  if (copy === undefined) rims.set(vertex, (copy = { from: vertex, to: firstCopy + rims.size }));
  return copy.to;
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

function rangesOf(parts, index) {
  const total = (kind, shell) => parts
    .filter(({ row }) => (row === SHELL_ROW) === shell)
    .reduce((sum, part) => sum + part[kind].count, 0);
  const surface = { start: 0, count: total('surface', false) };
  const caps = { start: surface.count, count: total('cap', false) };
  const start = caps.start + caps.count;
  return { surface, caps, shell: { start, count: 3 * index.triangles - start } };
}

/** Return normals weighted by area; on the midline those of both halves together, on caps straight to the left. */
function computeNormals(positions, indices, ranges) {
  const sums = new Float32Array((positions.length / STRIDE) * 3);
  for (const range of [ranges.surface, ranges.shell]) addFaceNormals(sums, positions, indices, range);
  const normals = new Int8Array(positions.length);
  for (let vertex = 0; vertex * 3 < sums.length; vertex++) {
    const x = positions[vertex * STRIDE] === 0 ? 0 : sums[vertex * 3];
    const y = sums[vertex * 3 + 1];
    const z = sums[vertex * 3 + 2];
    const length = Math.hypot(x, y, z);
    if (length === 0) continue;
    normals[vertex * STRIDE] = Math.round((x / length) * 127);
    normals[vertex * STRIDE + 1] = Math.round((y / length) * 127);
    normals[vertex * STRIDE + 2] = Math.round((z / length) * 127);
  }
  const { start, count } = ranges.caps;
  for (let n = start; n < start + count; n++) normals.set([-127, 0, 0], indices[n] * STRIDE);
  return normals;
}

function addFaceNormals(sums, positions, indices, { start, count }) {
  for (let n = start; n < start + count; n += 3) {
    const a = indices[n];
    const b = indices[n + 1];
    const c = indices[n + 2];
    const ax = positions[a * STRIDE];
    const ay = positions[a * STRIDE + 1];
    const az = positions[a * STRIDE + 2];
    const ux = positions[b * STRIDE] - ax;
    const uy = positions[b * STRIDE + 1] - ay;
    const uz = positions[b * STRIDE + 2] - az;
    const vx = positions[c * STRIDE] - ax;
    const vy = positions[c * STRIDE + 1] - ay;
    const vz = positions[c * STRIDE + 2] - az;
    const x = uy * vz - uz * vy;
    const y = uz * vx - ux * vz;
    const z = ux * vy - uy * vx;
    for (let corner = 0; corner < 3; corner++) {
      const at = indices[n + corner] * 3;
      sums[at] += x;
      sums[at + 1] += y;
      sums[at + 2] += z;
    }
  }
}

function publish({ row, centre, surface, cap }) {
  return { row, centre, surface, cap };
}

function centresByRow(centres) {
  return new Map(Object.entries(centres).map(([row, centre]) => [Number(row), centre]));
}
