/** Arrays as NumPy and the SDK encode them. */

import { gzipSync } from 'node:zlib';

export const SHAPE = [528, 320, 456];
export const VOXELS = 528 * 320 * 456;

/** Return the bytes of an .npy. */
export function npy({ descr = '|u1', shape, fortran = false, data, version = 1, header }) {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const text = header ?? `{'descr': '${descr}', 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': ${tuple}, }`;
  const start = version === 1 ? 10 : 12;
  const padded = text.padEnd(Math.ceil((start + text.length + 1) / 64) * 64 - start - 1) + '\n';
  const head = Buffer.alloc(start);
  head.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0]);
  if (version === 1) head.writeUInt16LE(padded.length, 8);
  else head.writeUInt32LE(padded.length, 8);
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return Buffer.concat([head, Buffer.from(padded, 'latin1'), bytes]);
}

/** Return base64 of gzip of bytes. */
export function encode(...parts) {
  return gzipSync(Buffer.concat(parts), { level: 1 }).toString('base64');
}

/** Return what 0 and 255 stand for, as a volume ends. */
export function bounds(low, high) {
  return Buffer.from(Float32Array.of(low, high).buffer);
}

/** Return an encoded volume whose voxels `fill` sets: fill(set(ap, dv, ml, byte)). */
export function volume({ fill = () => {}, fortran = false, tail = bounds(0, 255) } = {}) {
  const [ap, dv] = SHAPE;
  const data = new Uint8Array(VOXELS);
  fill((a, d, m, byte) => {
    data[fortran ? a + ap * (d + dv * m) : (a * 320 + d) * 456 + m] = byte;
  });
  return encode(npy({ shape: SHAPE, fortran, data }), tail);
}

/** Return encoded float32 of a shape. */
export function floats(numbers, shape = [numbers.length], options = {}) {
  return encode(npy({ descr: '<f4', shape, data: Float32Array.from(numbers), ...options }));
}
