/** Painting: exact colours, sides, lines, selection, patterns. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { packColour, unpackColour } from '../../../static/js/core/colour.js';
import { LATERAL_ROWS, SIDE_ROWS } from '../../../static/js/core/geometry.js';
import { FAR } from '../../../static/js/slices/drawing/label_picture.js';
import { fadeUnselected, inkOn } from '../../../static/js/colours/lookup_table.js';
import { PATTERNS } from '../../../static/js/slices/drawing/patterns.js';
import { LIGHT_INK, Painter } from '../../../static/js/slices/painter.js';
import { Smoother } from '../../../static/js/slices/smoother.js';
import { blobs, seeded, sliceOf } from '../synthetic.js';

const WIDTH = 160;
const HEIGHT = 120;

/** A table in which every row with side has a colour of its own. */
function distinctTable() {
  const rgba = Uint32Array.from({ length: LATERAL_ROWS }, (_, row) => (
    row === 0 ? 0 : packColour(row & 255, 40 + (row >> 8), 255 - (row & 127))
  ));
  return { rgba, pattern: new Uint8Array(LATERAL_ROWS) };
}

/** Regions 1 (left half of the slice) and 2 (right half), with void 6 voxels wide around them. */
function halves() {
  return sliceOf(40, 30, (x, y) => (x < 6 || y < 6 || x >= 34 || y >= 24 ? 0 : 1 + Number(x >= 20)));
}

function smoothed(slice, scale = 4, originX = 0) {
  const smoother = new Smoother();
  smoother.prepare({ width: WIDTH, height: HEIGHT, scale, originX, originY: 0 });
  return smoother.smooth(slice);
}

function paint(painter, picture, split) {
  const pixels = new Uint32Array(WIDTH * HEIGHT);
  painter.paint(picture, pixels, split);
  return (x, y) => unpackColour(pixels[y * WIDTH + x]);
}

function painterOf(table) {
  const painter = new Painter();
  painter.setTable(table);
  return painter;
}

test('pixels away from borders are exactly the entry of their row and side', () => {
  const table = distinctTable();
  const picture = smoothed(blobs(40, 30, 12, seeded(5)));
  const pixels = new Uint32Array(WIDTH * HEIGHT);
  painterOf(table).paint(picture, pixels, 70);
  let compared = 0;
  for (let n = 0; n < pixels.length; n++) {
    const label = picture.winner[n];
    if (picture.distance[n] !== FAR) continue;
    const offset = label > 0 && n % WIDTH < 70 ? SIDE_ROWS : 0;
    assert.equal(pixels[n], table.rgba[label + offset]);
    compared++;
  }
  assert.ok(compared > 1000);
});

test('void is transparent', () => {
  assert.deepEqual(paint(painterOf(distinctTable()), smoothed(halves()), 80)(2, 2), [0, 0, 0, 0]);
});

test('a pixel is left when its middle lies left of the split', () => {
  const table = distinctTable();
  const picture = smoothed(sliceOf(40, 30, () => 9));
  for (const [split, firstRight] of [[80, 80], [80.4, 80], [80.6, 81], [20, 20]]) {
    const at = paint(painterOf(table), picture, split);
    assert.deepEqual(at(firstRight, 60), unpackColour(table.rgba[9]), `split ${split}`);
    assert.deepEqual(at(firstRight - 1, 60), unpackColour(table.rgba[9 + SIDE_ROWS]), `split ${split}`);
  }
});

test('a sagittal slice is all left or all right', () => {
  const table = distinctTable();
  const picture = smoothed(sliceOf(40, 30, () => 9));
  assert.deepEqual(paint(painterOf(table), picture, Infinity)(150, 60), unpackColour(table.rgba[9 + SIDE_ROWS]));
  assert.deepEqual(paint(painterOf(table), picture, -Infinity)(10, 60), unpackColour(table.rgba[9]));
});

test('there is no line on the midline of a region that crosses it', () => {
  const table = distinctTable();
  table.rgba[9 + SIDE_ROWS] = table.rgba[9];
  const at = paint(painterOf(table), smoothed(sliceOf(40, 30, () => 9)), 80);
  for (let x = 70; x < 90; x++) assert.deepEqual(at(x, 60), unpackColour(table.rgba[9]));
});

test('the outline between two regions is darker than both, the rim is ink', () => {
  const table = distinctTable();
  table.rgba.fill(packColour(200, 200, 200), 1);
  const at = paint(painterOf(table), smoothed(halves()), 0);
  const [outline] = at(80, 60);
  const [rim] = at(24, 60);
  assert.ok(outline < 170, `outline ${outline}`);
  assert.ok(rim < outline, `rim ${rim}`);
  assert.equal(at(60, 60)[0], 200);
});

test('without outlines regions meet directly, and the rim stays', () => {
  const table = distinctTable();
  table.rgba.fill(packColour(200, 200, 200), 1);
  const painter = painterOf(table);
  painter.setLines({ outlines: false });
  const at = paint(painter, smoothed(halves()), 0);
  assert.deepEqual(at(80, 60), [200, 200, 200, 255]);
  assert.ok(at(24, 60)[0] < 100);
});

test('two colours blend where they meet', () => {
  const table = distinctTable();
  table.rgba[1] = packColour(0, 0, 0);
  table.rgba[2] = packColour(200, 200, 200);
  const painter = painterOf(table);
  painter.setLines({ outlines: false });
  const at = paint(painter, smoothed(halves(), 4, 0.05), 0);
  const [meeting] = at(79, 60);
  assert.ok(meeting > 10 && meeting < 190, `${meeting}`);
});

test('the picture fades into transparency at the rim, never into black corners', () => {
  const table = distinctTable();
  table.rgba.fill(packColour(255, 0, 0), 1);
  const painter = painterOf(table);
  painter.setInk({ rim: [255, 0, 0] });
  const at = paint(painter, smoothed(halves(), 4, 0.04), 0);
  const alphas = new Set();
  for (let x = 10; x < 40; x++) {
    const [red, green, , alpha] = at(x, 60);
    alphas.add(alpha);
    if (alpha > 0) assert.deepEqual([red, green], [255, 0]);
  }
  assert.ok(alphas.size > 2);
});

test('the hovered region is outlined on its own side only', () => {
  const painter = painterOf(distinctTable());
  const picture = smoothed(halves());
  const plain = paint(painter, picture, 100);
  assert.equal(painter.setHovered([2]), true);
  const hovered = paint(painter, picture, 100);
  const ink = [...LIGHT_INK.hover, 255];
  assert.deepEqual(hovered(135, 60), ink);
  assert.notDeepEqual(hovered(134, 60), plain(134, 60));
  assert.deepEqual(hovered(90, 25), plain(90, 25));
  assert.deepEqual(hovered(120, 60), plain(120, 60));
  assert.deepEqual(hovered(100, 60), ink, 'closed along the split');
});

test('hovering the same region again changes nothing', () => {
  const painter = painterOf(distinctTable());
  assert.equal(painter.setHovered([2]), true);
  assert.equal(painter.setHovered([2]), false);
  assert.equal(painter.setHovered([]), true);
});

test('a selected region keeps its colour and gets a line; the others fade', () => {
  const table = distinctTable();
  const painter = painterOf(table);
  painter.setSelected([1]);
  const at = paint(painter, smoothed(halves()), 0);
  assert.deepEqual(at(50, 60), unpackColour(table.rgba[1]));
  assert.deepEqual(at(80, 60).map((part, n) => part < 60 || n === 3), [true, true, true, true]);
  const [red, green, blue] = at(110, 60);
  assert.ok(red > 150 && Math.abs(green - red) < 5 && Math.abs(blue - red) < 5, `${red} ${green} ${blue}`);
});

test('a region selected on both sides is not cut in two', () => {
  const table = distinctTable();
  const painter = painterOf(table);
  painter.setSelected([9, 9 + SIDE_ROWS]);
  const at = paint(painter, smoothed(sliceOf(40, 30, () => 9)), 80);
  assert.deepEqual(at(79, 60), unpackColour(table.rgba[9 + SIDE_ROWS]));
  assert.deepEqual(at(80, 60), unpackColour(table.rgba[9]));
});

test('clearing the selection brings all colours back', () => {
  const table = distinctTable();
  const painter = painterOf(table);
  const picture = smoothed(halves());
  painter.setSelected([1]);
  paint(painter, picture, 0);
  painter.setSelected([]);
  assert.deepEqual(paint(painter, picture, 0)(110, 60), unpackColour(table.rgba[2]));
});

test('fading takes the hue, moves towards the page, and spares the selection and the void', () => {
  const colours = Uint32Array.of(0, packColour(10, 20, 30), packColour(0, 0, 0));
  const faded = fadeUnselected(colours, new Set([1]), [255, 255, 255], 0.5);
  assert.deepEqual([...faded], [0, packColour(10, 20, 30), packColour(128, 128, 128)]);
});

test('a missing region is hatched, a plain one is not', () => {
  const table = distinctTable();
  table.pattern[1] = PATTERNS.missing;
  const at = paint(painterOf(table), smoothed(halves()), 0);
  const colours = (from) => new Set(Array.from({ length: 12 }, (_, n) => at(from + n, 60).join()));
  assert.deepEqual(colours(45), new Set([unpackColour(table.rgba[1]).join(), [...LIGHT_INK.missing, 255].join()]));
  assert.deepEqual(colours(105), new Set([unpackColour(table.rgba[2]).join()]));
});

test('what comes from the parent is dotted, from parts dashed, in an ink of the region’s own colour', () => {
  const picture = smoothed(sliceOf(40, 30, () => 9));
  const shares = [PATTERNS.parent, PATTERNS.parts].map((kind) => {
    const table = distinctTable();
    table.pattern[9] = kind;
    const pixels = new Uint32Array(WIDTH * HEIGHT);
    painterOf(table).paint(picture, pixels, -Infinity);
    const found = new Map();
    for (const pixel of pixels) found.set(pixel, (found.get(pixel) ?? 0) + 1);
    assert.ok(found.get(table.rgba[9]) > found.get(inkOn(table.rgba[9])));
    return found.get(inkOn(table.rgba[9])) / pixels.length;
  });
  assert.ok(shares[0] > 0.05 && shares[0] < 0.15, String(shares));
  assert.ok(shares[1] > 0.06 && shares[1] < 0.1, String(shares));
});

test('hatches of missing and of undefined values run in different directions', () => {
  const lines = [PATTERNS.missing, PATTERNS.undefined].map((kind) => {
    const table = distinctTable();
    table.pattern[9] = kind;
    const at = paint(painterOf(table), smoothed(sliceOf(40, 30, () => 9)), 0);
    const ink = [...LIGHT_INK.missing, 255].join();
    const inked = (y) => Array.from({ length: 6 }, (_, n) => at(60 + n, y).join() === ink).indexOf(true);
    return (inked(61) - inked(60) + 6) % 6;
  });
  assert.deepEqual(lines, [5, 1]);
});

test('new colours need no new labels', () => {
  const table = distinctTable();
  const painter = painterOf(table);
  const picture = smoothed(halves());
  paint(painter, picture, 0);
  painter.setTable({ ...table, rgba: table.rgba.map((packed) => (packed === 0 ? 0 : packColour(1, 2, 3))) });
  assert.deepEqual(paint(painter, picture, 0)(110, 60), [1, 2, 3, 255]);
});
