/** A saved PNG knows its resolution. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32 } from 'node:zlib';

import { densityPiece, withDensity } from '../../../static/js/core/png_density.js';

// The smallest PNG there is: one transparent pixel.
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJ'
  + 'RU5ErkJggg==', 'base64');

test('a density piece has px per metre both ways, the unit and a checksum that others compute too', () => {
  const piece = Buffer.from(densityPiece(300));
  assert.equal(piece.toString('latin1', 4, 8), 'pHYs');
  assert.deepEqual([piece.readUInt32BE(8), piece.readUInt32BE(12), piece[16]], [11811, 11811, 1]);
  assert.equal(piece.readUInt32BE(17), crc32(piece.subarray(4, 17)));
});

test('it lies after the header, and everything else is as it was', async () => {
  const bytes = Buffer.from(await (await withDensity(new Blob([PNG], { type: 'image/png' }), 600)).arrayBuffer());
  assert.equal(bytes.length, PNG.length + 21);
  assert.deepEqual(bytes.subarray(0, 33), PNG.subarray(0, 33));
  assert.equal(bytes.readUInt32BE(41), 23622);
  assert.deepEqual(bytes.subarray(54), PNG.subarray(33));
});
