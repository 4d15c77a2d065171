/** Reads the arrays in features: base64 of gzip of NumPy's .npy, inflated piece by piece and within bounds. */

import { quote, showCharacter } from '../../core/text/quoting.js';

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const HEADER_LIMIT = 4096;
const LONGEST_AXIS = 2 ** 40;
const MAX_QUOTED = 80;
const HEADER_KEYS = ['descr', 'fortran_order', 'shape'];
const BYTES_OF = Object.freeze({ '|u1': 1, '<f4': 4 });

/** Characters that `atob` is given at a time; a multiple of four. */
const PIECE = 1 << 20;

/** Why an encoded array cannot be used; the message completes a sentence. */
export class ArrayProblem extends Error {
  constructor(message) {
    super(message);
    this.name = 'ArrayProblem';
  }
}

/**
 * Return an encoded array: {data, shape, fortran, tail}.
 *
 * @param {unknown} text base64 of gzip of an .npy
 * @param {object} options
 * @param {'|u1'|'<f4'} options.descr the data type wanted, as NumPy writes it
 * @param {number} options.maxBytes bound on the data; a header that asks for more is refused before inflating
 * @param {number} [options.tail] bytes that may follow the data inside the gzip
 * @returns {Promise<{data: Uint8Array|Float32Array, shape: number[], fortran: boolean, tail: Uint8Array}>}
 * @throws {ArrayProblem}
 */
export async function readArray(text, { descr, maxBytes, tail = 0 }) {
  const sink = new ArraySink({ descr, maxBytes, tail });
  for await (const piece of inflate(decodeBase64(text))) sink.add(piece);
  return sink.finish();
}

/** Return the bytes of base64. @throws {ArrayProblem} */
export function decodeBase64(text) {
  if (typeof text !== 'string') throw new ArrayProblem('must be text: base64 of gzip of an .npy array');
  const wrong = /[^A-Za-z0-9+/=\r\n]/u.exec(text);
  const padded = /^[A-Za-z0-9+/]*={0,2}$/.test(text) && text.length % 4 === 0;
  if (wrong) throw new ArrayProblem(`is not base64: ${showCharacter(wrong[0])} is not a base64 character`);
  if (!padded) throw new ArrayProblem('is not base64');
  const length = (text.length / 4) * 3 - (text.endsWith('==') ? 2 : Number(text.endsWith('=')));
  const bytes = new Uint8Array(length);
  for (let from = 0, at = 0; from < text.length; from += PIECE) {
    const piece = atob(text.slice(from, from + PIECE));
    for (let n = 0; n < piece.length; n++) bytes[at++] = piece.charCodeAt(n);
  }
  return bytes;
}

async function* inflate(packed) {
  if (packed.length === 0) throw new ArrayProblem('is truncated: its gzip does not end');
  if (packed[0] !== 0x1f || packed[1] !== 0x8b) throw new ArrayProblem('is not gzip, or is damaged');
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  try {
    for (let piece = await read(reader); !piece.done; piece = await read(reader)) yield piece.value;
  } finally {
    reader.cancel().catch(() => {}); // Whoever stopped reading has said why.
  }
}

async function read(reader) {
  try {
    return await reader.read();
  } catch (error) {
    throw new ArrayProblem(explainInflate(String(error.message)));
  }
}

/** Browsers and Node differ in words; Node takes what follows for another gzip and misses its header. */
function explainInflate(message) {
  if (/truncat|unexpected end|incomplete|too short/i.test(message)) return 'is truncated: its gzip does not end';
  if (/junk|trailing|extra|after the end|incorrect header/i.test(message)) return 'has bytes after the end of its gzip';
  return 'is not gzip, or is damaged';
}

/** Takes the bytes of an .npy as they come: header first, then data into its place, then what follows. */
class ArraySink {
  #wanted;
  #head = new Uint8Array(0);
  #header = null;
  #data = null;
  #filled = 0;
  #tail = [];

  constructor(wanted) {
    this.#wanted = wanted;
  }

  add(piece) {
    if (this.#header !== null) {
      this.#put(piece);
      return;
    }
    this.#head = joinBytes(this.#head, piece);
    if (this.#head.length >= HEADER_LIMIT) this.#begin();
  }

  finish() {
    if (this.#header === null) this.#begin();
    const { shape, fortran } = this.#header;
    const missing = this.#data.length - this.#filled;
    if (missing > 0) throw new ArrayProblem('is truncated: fewer bytes than its shape says');
    const { descr } = this.#wanted;
    const data = descr === '<f4' ? new Float32Array(this.#data.buffer) : this.#data;
    return { data, shape, fortran, tail: Uint8Array.from(this.#tail) };
  }

  #begin() {
    const { descr, maxBytes } = this.#wanted;
    this.#header = readNpyHeader(this.#head, descr);
    const bytes = this.#header.shape.reduce((one, other) => one * other, BYTES_OF[descr]);
    if (!(bytes <= maxBytes)) {
      const shape = formatShape(this.#header.shape);
      throw new ArrayProblem(`has shape ${shape}, more than the ${maxBytes.toLocaleString('en')} bytes allowed`);
    }
    this.#data = new Uint8Array(bytes);
    this.#put(this.#head.subarray(this.#header.offset));
  }

  #put(piece) {
    const inside = Math.min(piece.length, this.#data.length - this.#filled);
    this.#data.set(piece.subarray(0, inside), this.#filled);
    this.#filled += inside;
    this.#tail.push(...piece.subarray(inside, inside + this.#wanted.tail + 1));
    if (this.#tail.length > this.#wanted.tail) throw new ArrayProblem('has more bytes than its shape says');
  }
}

/**
 * Return what the header of an .npy says: {shape, fortran, offset}, offset where the data begin.
 *
 * Format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 *
 * @throws {ArrayProblem}
 */
export function readNpyHeader(head, descr) {
  if (head.length < 12 || MAGIC.some((byte, n) => head[n] !== byte)) {
    throw new ArrayProblem('does not contain a NumPy array (.npy) inside its gzip');
  }
  const [major, minor] = [head[6], head[7]];
  if (![1, 2, 3].includes(major) || minor !== 0) throw new ArrayProblem('is an .npy file of an unknown version');
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const start = major === 1 ? 10 : 12;
  const length = major === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > HEADER_LIMIT - start || head.length < start + length) {
    throw new ArrayProblem('has an array header that is too long');
  }
  const fields = parseFields(new TextDecoder('latin1').decode(head.subarray(start, start + length)));
  if (fields.descr !== descr) {
    throw new ArrayProblem(`contains numbers of type ${quote(String(fields.descr), MAX_QUOTED)}; expected ${descr}`);
  }
  const { shape, fortran_order: fortran } = fields;
  if (typeof fortran !== 'boolean') throw new ArrayProblem('has an array header whose order cannot be read');
  if (!Array.isArray(shape) || !shape.every(isLength)) {
    throw new ArrayProblem('has an array header whose shape cannot be read');
  }
  return { shape, fortran, offset: start + length };
}

/** Whether a number may be the length of an axis, as the server sees it. */
function isLength(count) {
  return Number.isInteger(count) && count >= 0 && count <= LONGEST_AXIS;
}

/** Return the object that a Python dict of texts, numbers and tuples of numbers writes. */
function parseFields(text) {
  const json = text.trim()
    .replaceAll("'", '"').replaceAll('(', '[').replaceAll(')', ']')
    .replaceAll(/\bTrue\b/g, 'true').replaceAll(/\bFalse\b/g, 'false')
    .replaceAll(/,\s*([\]}])/g, '$1');
  let fields;
  try {
    fields = JSON.parse(json);
  } catch {
    fields = null;
  }
  const good = typeof fields === 'object' && fields !== null
    && Object.keys(fields).sort().join() === HEADER_KEYS.join();
  if (!good) throw new ArrayProblem('has an array header that cannot be read');
  return fields;
}

/** Return a shape as Python writes it. */
export function formatShape(shape) {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
}

function joinBytes(one, other) {
  const joined = new Uint8Array(one.length + other.length);
  joined.set(one);
  joined.set(other, one.length);
  return joined;
}
