/** Regions in 3-D: the colour of what they are mapped to, flags, and what is left out. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { packColour } from '../../../../static/js/core/colour.js';
import { LATERAL_ROWS, SIDE_ROWS } from '../../../../static/js/core/geometry.js';
import { PATTERNS } from '../../../../static/js/slices/drawing/patterns.js';
import {
  FLAGS, TEXTURE_SIDE, writeRegionTexture, writeRows,
} from '../../../../static/js/panels/three/region_texture.js';

const PARENT = 5;
const LAYER = 6;

function lookOf(changes = {}) {
  const table = {
    rgba: Uint32Array.from({ length: LATERAL_ROWS }, (_, row) => (row === 0 ? 0 : packColour(row & 255, row >> 8, 7))),
    pattern: new Uint8Array(LATERAL_ROWS),
  };
  const mapping = Uint16Array.from({ length: SIDE_ROWS + 1 }, (_, row) => (row === LAYER ? PARENT : row));
  return {
    table, mapping, selected: new Set(), hovered: new Set(), glass: true, fade: [255, 255, 255],
    hidden: new Uint8Array(LATERAL_ROWS), remains: new Uint8Array(SIDE_ROWS + 1), points: false, ...changes,
  };
}

function write(changes) {
  const bytes = new Uint8Array(TEXTURE_SIDE * TEXTURE_SIDE * 4);
  const leftOut = writeRegionTexture(bytes, lookOf(changes));
  return { at: (lateral) => [...bytes.subarray(lateral * 4, lateral * 4 + 4)], leftOut };
}

test('a region has the colour of what it is mapped to, on its own side', () => {
  const { at, leftOut } = write();
  assert.deepEqual(at(LAYER), [PARENT, 0, 7, FLAGS.shown]);
  const left = PARENT + SIDE_ROWS;
  assert.deepEqual(at(LAYER + SIDE_ROWS), [left & 255, left >> 8, 7, FLAGS.shown]);
  assert.equal(leftOut, false);
});

test('with a selection only that is shown in glass, and the shell is called for', () => {
  const { at, leftOut } = write({ selected: new Set([PARENT]) });
  assert.equal(at(LAYER)[3], FLAGS.shown | FLAGS.selected);
  assert.equal(at(LAYER + SIDE_ROWS)[3], 0);
  assert.equal(at(9)[3], 0);
  assert.equal(leftOut, true);
});

test('without glass what is not selected fades and stays', () => {
  const { at, leftOut } = write({ selected: new Set([PARENT]), glass: false });
  assert.deepEqual(at(LAYER).slice(0, 3), [PARENT, 0, 7]);
  assert.notDeepEqual(at(9).slice(0, 3), [9, 0, 7]);
  assert.equal(at(9)[3], FLAGS.shown);
  assert.equal(leftOut, false);
});

test('what is hidden is hidden even when selected, and calls for no shell', () => {
  const hidden = new Uint8Array(LATERAL_ROWS);
  hidden[9] = 1;
  const { at, leftOut } = write({ hidden });
  assert.equal(at(9)[3], 0);
  assert.equal(leftOut, false);
});

test('missing, undefined and hovered are flags, so that no meaning hangs on colour alone', () => {
  const look = lookOf();
  look.table.pattern[9] = PATTERNS.missing;
  look.table.pattern[10] = PATTERNS.undefined;
  const { at } = write({ table: look.table, hovered: new Set([11]) });
  assert.equal(at(9)[3], FLAGS.shown | FLAGS.missing);
  assert.equal(at(10)[3], FLAGS.shown | FLAGS.undefined);
  assert.equal(at(11)[3], FLAGS.shown | FLAGS.hovered);
});

test('a transparent colour (missing regions hidden) is not drawn', () => {
  const look = lookOf();
  look.table.rgba[9] = 0;
  const { at, leftOut } = write({ table: look.table });
  assert.equal(at(9)[3], 0);
  assert.equal(leftOut, true);
});

test('a region without a voxel on one side is hidden there only, and no shell stands for it', () => {
  const hidden = new Uint8Array(LATERAL_ROWS);
  hidden[9 + SIDE_ROWS] = 1;
  const { at, leftOut } = write({ hidden });
  assert.equal(at(9)[3], FLAGS.shown);
  assert.equal(at(9 + SIDE_ROWS)[3], 0);
  assert.equal(leftOut, false);
});

test('points lie within regions: in glass all but the selected ones make way for them', () => {
  const { at, leftOut } = write({ points: true });
  assert.equal(at(9)[3], 0);
  assert.equal(leftOut, true);
  assert.equal(write({ points: true, selected: new Set([9]) }).at(9)[3], FLAGS.shown | FLAGS.selected);
  assert.equal(write({ points: true, glass: false }).at(9)[3], FLAGS.shown);
});

test('what remains of a region between its parts, and what the mapping leaves out, yields to others', () => {
  const remains = new Uint8Array(SIDE_ROWS + 1);
  remains[9] = 1;
  const mapping = lookOf().mapping.map((mapped, row) => (row === 12 ? 1 : mapped));
  const { at } = write({ remains, mapping });
  assert.equal(at(9)[3], FLAGS.shown | FLAGS.yields);
  assert.equal(at(9 + SIDE_ROWS)[3], FLAGS.shown | FLAGS.yields);
  assert.equal(at(12)[3], FLAGS.shown | FLAGS.yields);
  assert.equal(at(LAYER)[3], FLAGS.shown);
});

test('rows tell what they are drawn as, alike on both sides', () => {
  const bytes = new Uint8Array(TEXTURE_SIDE * TEXTURE_SIDE * 4);
  const { mapping } = lookOf();
  mapping[40] = 700;
  writeRows(bytes, mapping);
  const rowAt = (lateral) => bytes[lateral * 4] + 256 * bytes[lateral * 4 + 1];
  assert.deepEqual([LAYER, LAYER + SIDE_ROWS, 40, 40 + SIDE_ROWS, 9].map(rowAt), [PARENT, PARENT, 700, 700, 9]);
});
