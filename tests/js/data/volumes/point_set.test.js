/** Points: decoded, found near a slice, drawn and pointed at. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { contrast, packColour, parseColour } from '../../../../static/js/core/colour.js';
import { slicePosition } from '../../../../static/js/core/geometry.js';
import { PointMarks } from '../../../../static/js/slices/drawing/point_marks.js';
import { PointSet, readPoints } from '../../../../static/js/data/volumes/point_set.js';
import { floats } from '../../arrays.js';

const XYZ = [0.001, -0.002, -0.003, -0.001, -0.00205, 0];

test('points come in metres and are kept in micrometres, ML AP DV', async () => {
  const points = await readPoints(floats(XYZ, [2, 3]), floats([5, 0]));
  assert.equal(points.count, 2);
  assert.deepEqual(['ml', 'ap', 'dv'].map((axis) => Math.round(points.places[axis][0])), [1000, -2000, -3000]);
  assert.deepEqual([...points.values], [5, 0]);
});

test('points in Fortran order are the same points', async () => {
  const columns = [0.001, -0.001, -0.002, -0.00205, -0.003, 0];
  const points = await readPoints(floats(columns, [2, 3], { fortran: true }), floats([5, 0]));
  assert.deepEqual(['ml', 'ap', 'dv'].map((axis) => Math.round(points.places[axis][1])), [-1000, -2050, 0]);
});

for (const [name, xyz, values, sentence] of [
  ['other counts', floats(XYZ, [2, 3]), floats([1]), /has 1 values for 2 points/],
  ['another shape', floats(XYZ, [3, 2]), floats([1, 2, 3]), /has shape \(3, 2\); expected \(n, 3\)/],
  ['a number that is not finite', floats([NaN, 0, 0], [1, 3]), floats([1]), /not finite/],
]) {
  test(`points with ${name} are refused`, async () => {
    await assert.rejects(readPoints(xyz, values), sentence);
  });
}

function pointsAt(places) {
  const axis = (name) => Float32Array.from(places, (place) => place[name]);
  return new PointSet({ ml: axis('ml'), ap: axis('ap'), dv: axis('dv') }, Float32Array.from(places, (_, n) => n));
}

test('points within the thickness of a slice are found, the nearest last so that it is drawn on top', () => {
  const points = pointsAt([-100, -101, 100, 40, 0].map((ap) => ({ ml: 0, ap, dv: 0 })));
  assert.deepEqual(points.near('coronal', 0, 100), [0, 2, 3, 4]);
  assert.deepEqual(points.near('coronal', 0, 0), [4]);
  assert.equal(points.near('sagittal', 0, 1).length, 5);
});

test('a volume that holds only the dots of the points is recognised', () => {
  const points = pointsAt([{ ml: 0, ap: 0, dv: 0 }]);
  assert.equal(points.fill([1e6, 27]), true);
  assert.equal(points.fill([1e6, 28]), false);
});

const PLACE = {
  ml: slicePosition('sagittal', 200), ap: slicePosition('coronal', 264), dv: slicePosition('horizontal', 100),
};

test('a point is pointed at where it is drawn', () => {
  const points = pointsAt([PLACE]);
  const marks = new PointMarks('coronal');
  const viewport = { scale: 2, originX: 0, originY: 0 };
  assert.equal(marks.at(viewport, 264, 401, 201, 1), null);
  marks.setLayer({ points, colours: Uint32Array.of(0xff0000ff), thickness: 50 });
  assert.deepEqual(marks.at(viewport, 264, 401, 201, 1), { index: 0, value: 0 });
  assert.equal(marks.at(viewport, 264, 420, 201, 1), null);
  assert.equal(marks.at(viewport, 300, 401, 201, 1), null);
});

test('a point is drawn in its colour, in the middle of its voxel', () => {
  const points = pointsAt([PLACE]);
  const marks = new PointMarks('coronal');
  marks.setLayer({ points, colours: Uint32Array.of(0xff0000ff), thickness: 50 });
  const drawn = [];
  const context = {
    beginPath() {}, fill() { drawn.push(this.fillStyle); }, stroke() {},
    arc: (x, y) => drawn.push([Math.round(x), Math.round(y)]),
  };
  const viewport = { scale: 2, originX: 0, originY: 0 };
  marks.draw(context, { width: 900, height: 600, ratio: 1, viewport, index: 264 });
  assert.deepEqual(drawn, [[401, 201], 'rgb(255 0 0)']);
});

test('a ring is seen against its dot, whatever the colour and the page', () => {
  const fills = ['#f7f7f7', '#000004', '#fcfdbf', '#053061', '#ffffff', '#808080'];
  const colours = Uint32Array.from(fills, (text) => packColour(...parseColour(text)));
  const marks = new PointMarks('coronal');
  marks.setLayer({ points: pointsAt(Array(colours.length).fill(PLACE)), colours, thickness: 50 });
  const drawn = {};
  const context = {
    beginPath() {}, fill() {}, arc() {},
    stroke() { drawn[this.fillStyle] = contrast(partsOf(this.fillStyle), partsOf(this.strokeStyle)); },
  };
  const viewport = { scale: 2, originX: 0, originY: 0 };
  marks.draw(context, { width: 900, height: 600, ratio: 1, viewport, index: 264 });
  assert.equal(Object.keys(drawn).length, colours.length);
  assert.ok(Math.min(...Object.values(drawn)) > 4, JSON.stringify(drawn));
});

function partsOf(text) {
  return text.match(/\d+/g).map(Number);
}
