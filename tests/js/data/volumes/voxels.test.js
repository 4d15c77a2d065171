/** Volumes: decoded in both orders of memory, bounded, refused with a sentence. */

import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { test } from 'node:test';

import { readNpyHeader } from '../../../../static/js/data/volumes/npy.js';
import { readVolume } from '../../../../static/js/data/volumes/voxels.js';
import { lateralRow } from '../../../../static/js/core/geometry.js';
import { LabelVolume } from '../../../../static/js/data/label_volume.js';
import { bounds, encode, npy, SHAPE, volume, VOXELS } from '../../arrays.js';

const fill = (set) => {
  set(100, 200, 300, 255);
  set(0, 0, 0, 1);
  set(527, 319, 455, 51);
};

for (const fortran of [false, true]) {
  test(`a volume in ${fortran ? 'Fortran' : 'C'} order has each value where it was put`, async () => {
    const found = await readVolume(volume({ fill, fortran, tail: bounds(-1, 4) }));
    assert.deepEqual(found.bounds, [-1, 4]);
    assert.equal(found.valueAt({ ap: 100, dv: 200, ml: 300 }), 4);
    assert.equal(found.valueAt({ ap: 527, dv: 319, ml: 455 }), 0);
    assert.equal(found.byteAt({ ap: 0, dv: 0, ml: 0 }), 1);
    assert.equal(found.valueAt({ ap: 5, dv: 5, ml: 5 }), -1);
    const coronal = found.slice('coronal', 100);
    assert.deepEqual([coronal.width, coronal.height, coronal.data[200 * 456 + 300]], [456, 320, 255]);
    const sagittal = found.slice('sagittal', 300);
    assert.deepEqual([sagittal.width, sagittal.height, sagittal.data[200 * 528 + 100]], [528, 320, 255]);
    const horizontal = found.slice('horizontal', 200);
    assert.deepEqual([horizontal.width, horizontal.height, horizontal.data[100 * 456 + 300]], [456, 528, 255]);
    assert.equal(found.slice('coronal', 101, coronal), coronal);
    assert.equal(coronal.data.every((byte) => byte === 0), true);
  });
}

for (const [low, high, kept] of [
  [1.15e-36, 2, [0, 2]], [-4, -3e-40, [-4, 0]], [0, 1e-36, [0, Math.fround(1e-36)]], [2 ** -20, 1, [2 ** -20, 1]],
]) {
  test(`bounds of ${low} and ${high}: what is nothing beside the range is zero, and no more`, async () => {
    const found = await readVolume(volume({ fill: () => 0, tail: bounds(low, high) }));
    assert.deepEqual(found.bounds, kept);
    assert.deepEqual([found.steps[0], found.steps[255]], kept);
  });
}

test('a step that rounding leaves beside zero is zero', async () => {
  const found = await readVolume(volume({ fill: () => 0, tail: bounds(-1.4, 3.7) }));
  assert.equal(found.steps[70], 0);
  assert.equal(found.steps.filter((step) => step === 0).length, 1);
});

test('without bounds a byte stands for itself', async () => {
  const found = await readVolume(volume({ fill, tail: Buffer.alloc(0) }));
  assert.equal(found.valueAt({ ap: 527, dv: 319, ml: 455 }), 51);
});

test('the byte for missing stands for no value: not in the ends, the counts and the means', async () => {
  const found = await readVolume(volume({ fill, tail: bounds(-1, 254) }), 0);
  assert.deepEqual(found.bounds, [0, 254]);
  assert.equal(found.valueAt({ ap: 5, dv: 5, ml: 5 }), NaN);
  assert.equal(found.valueAt({ ap: 0, dv: 0, ml: 0 }), 0);
  const rows = 528 * 320;
  const firstRun = Uint32Array.from({ length: rows + 1 }, (_, row) => row);
  const label = new Uint16Array(rows).fill(5);
  const labels = new LabelVolume({ shape: SHAPE, firstRun, start: new Uint16Array(rows), label });
  const { values, weights, byRegion } = found.summarise(labels);
  assert.deepEqual([values.length, weights.length], [255, 255]);
  assert.deepEqual([...values.keys()].filter((n) => weights[n] > 0).map((n) => values[n]), [0, 50, 254]);
  assert.deepEqual([byRegion.sums[lateralRow(5, 'left')], byRegion.counts[lateralRow(5, 'left')]], [0, 1]);
  assert.deepEqual([byRegion.sums[5], byRegion.counts[5]], [304, 2]);
});

test('voxels are counted inside the tissue', async () => {
  const found = await readVolume(volume({ fill }));
  const rows = 528 * 320;
  const firstRun = Uint32Array.from({ length: rows + 1 }, (_, row) => row);
  const label = new Uint16Array(rows);
  label[100 * 320 + 200] = 5;
  const labels = new LabelVolume({ shape: SHAPE, firstRun, start: new Uint16Array(rows), label });
  const { weights, byRegion } = found.summarise(labels);
  assert.deepEqual([weights[255], weights[0], weights[1]], [1, 455, 0]);
  const sum = found.steps[255] + 455 * found.steps[0];
  const [left, right] = [lateralRow(5, 'left'), 5];
  assert.deepEqual([byRegion.counts[left], byRegion.counts[right]], [229, 227]);
  assert.ok(Math.abs(byRegion.sums[left] + byRegion.sums[right] - sum) < 1e-6);
  assert.equal(found.count()[0], VOXELS - 3);
});

const wrong = (name, make, sentence) => test(`${name} is refused`, async () => {
  await assert.rejects(async () => readVolume(await make()), (error) => {
    assert.equal(error.name, 'ArrayProblem');
    assert.match(error.message, sentence);
    return true;
  });
});
const small = new Uint8Array(8);

wrong('a number', () => 5, /^must be text/);
wrong('text that is not base64', () => 'a*b=', /^is not base64: “\*” is not a base64/);
wrong('base64 of the wrong length', () => 'abc', /^is not base64$/);
wrong('base64 of something else', () => Buffer.from('hello').toString('base64'), /^is not gzip/);
wrong('gzip of something else', () => encode(Buffer.from('hello hello hello')), /does not contain a NumPy array/);
wrong('another shape',
  () => encode(npy({ shape: [2, 2, 2], data: small })),
  /^has shape \(2, 2, 2\); a volume has \(528, 320, 456\)/);
wrong('axes in another order',
  () => encode(npy({ shape: [456, 528, 320], data: new Uint8Array(VOXELS) })),
  /^has shape \(456, 528, 320\)/);
wrong('another type',
  () => encode(npy({ descr: '<f8', shape: [1], data: small })),
  /^contains numbers of type '<f8'; expected \|u1/);
wrong('a header that asks for terabytes',
  () => encode(npy({ shape: [99999, 99999, 99999], data: small })),
  /more than the/);
wrong('a header whose product overflows',
  () => encode(npy({ shape: [2 ** 53, 2 ** 53], data: small })),
  /more than the|shape cannot/);
wrong('fewer bytes than the shape',
  () => encode(npy({ shape: SHAPE, data: small })),
  /^is truncated: fewer bytes than its shape says/);
wrong('a tail of four bytes', () => volume({ tail: Buffer.alloc(4) }), /^has 4 bytes after the array/);
wrong('a long tail', () => volume({ tail: Buffer.alloc(9) }), /^has more bytes than its shape says/);
wrong('bounds that are not finite', () => volume({ tail: bounds(0, NaN) }), /two finite float32/);
wrong('gzip that is cut short', () => {
  const whole = gzipSync(npy({ shape: [3], data: small }));
  return whole.subarray(0, whole.length - 12).toString('base64');
}, /truncated|damaged/);
wrong('bytes after the gzip', () => {
  const whole = gzipSync(npy({ shape: SHAPE, data: new Uint8Array(VOXELS) }));
  return Buffer.concat([whole, Buffer.from('junk!')]).toString('base64');
}, /after the end of its gzip|damaged/);

test('headers of version 2 and with other spacing are read', () => {
  const header = '{ "fortran_order":True,\'shape\':( 3, ),"descr": "|u1" }';
  for (const version of [1, 2, 3]) {
    const head = npy({ version, header, shape: [3], data: small });
    assert.deepEqual(readNpyHeader(head, '|u1'), { shape: [3], fortran: true, offset: head.length - 8 });
  }
});

for (const header of [
  '{}', '[]', 'import os', "{'descr': '|u1', 'fortran_order': 1, 'shape': (3,)}",
  "{'descr': '|u1', 'fortran_order': False, 'shape': (-3,)}", "{'descr': '|u1', 'fortran_order': False, 'shape': 3}",
  "{'descr': [('a', '|u1')], 'fortran_order': False, 'shape': (3,)}", "{'descr': '|u1', 'fortran_order': False}",
]) {
  test(`the header ${header} is refused`, () => {
    assert.throws(() => readNpyHeader(npy({ header, shape: [3], data: small }), '|u1'), { name: 'ArrayProblem' });
  });
}
