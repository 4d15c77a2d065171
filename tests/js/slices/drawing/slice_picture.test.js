/** A slice without a page: what is seen where, on which side, in which colour. */

import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { packColour } from '../../../../static/js/core/colour.js';
import { AXES, LATERAL_ROWS, SIDE_ROWS } from '../../../../static/js/core/geometry.js';
import { SlicePicture, WHOLE } from '../../../../static/js/slices/drawing/slice_picture.js';
import { decodeLabels } from '../../../../static/js/data/label_decoding.js';
import { encodeVolume } from '../../synthetic.js';

const WIDTH = 456;
const HEIGHT = 400;

/** In the real volume's shape: region 10 anterior of AP 264, 20 behind it, in a box off the edges. */
function boxLabel(ap, dv, ml) {
  const inside = ap > 0 && ap < 527 && dv >= 20 && dv < 300 && ml >= 30 && ml < 430;
  if (!inside) return 0;
  return ap < 264 ? 10 : 20;
}

let volume;

before(() => {
  const { bytes, layout } = encodeVolume([AXES.ap.count, AXES.dv.count, AXES.ml.count], boxLabel);
  volume = decodeLabels(bytes, layout);
});

function pictureOf(plane, { index, mapping = null, view = WHOLE, smooth = true }) {
  const picture = new SlicePicture(plane);
  picture.setVolume(volume);
  picture.setIndex(index);
  picture.setMapping(mapping);
  picture.cut();
  picture.drawLabels({ width: WIDTH, height: HEIGHT, ratio: 1, view, smooth });
  return picture;
}

test('a point is picked as its voxel, region, side and place', () => {
  const picture = pictureOf('coronal', { index: 100 });
  const [x, y] = picture.locate({ ap: 100, dv: 150, ml: 60 });
  const pick = picture.pick(x, y);
  assert.deepEqual([pick.row, pick.side, pick.lateral, pick.source], [10, 'left', 10 + SIDE_ROWS, 10]);
  assert.deepEqual(pick.voxel, { ap: 100, dv: 150, ml: 60 });
  assert.equal(pick.micrometres.ap, 2900);
  assert.ok(Math.abs(pick.micrometres.ml - (-5739 + 25 * 60)) <= 25);
});

test('sides change between ML voxels 228 and 229 in all three planes', () => {
  for (const [plane, index] of [['coronal', 100], ['horizontal', 150]]) {
    const picture = pictureOf(plane, { index, view: { zoom: 20, centre: [229, 150] } });
    const at = (ml) => picture.pick(...picture.locate({ ap: 150, dv: 150, ml })).side;
    assert.deepEqual([at(228), at(229)], ['left', 'right'], plane);
  }
  for (const [index, side] of [[228, 'left'], [229, 'right']]) {
    const picture = pictureOf('sagittal', { index });
    assert.equal(picture.pick(...picture.locate({ ap: 100, dv: 150, ml: index })).side, side);
  }
});

test('the colour drawn is that of the side picked, in all three planes and both qualities', () => {
  const rgba = Uint32Array.from({ length: LATERAL_ROWS }, (_, row) => packColour(row & 255, row >> 8, 9));
  for (const smooth of [true, false]) {
    for (const [plane, index] of [['coronal', 100], ['sagittal', 50], ['sagittal', 300], ['horizontal', 150]]) {
      const picture = pictureOf(plane, { index, smooth });
      picture.painter.setTable({ rgba });
      const pixels = new Uint32Array(WIDTH * HEIGHT);
      picture.paint(pixels);
      for (const voxel of [{ ap: 60, dv: 100, ml: 90 }, { ap: 60, dv: 200, ml: 380 }]) {
        const [x, y] = picture.locate(voxel);
        const { lateral } = picture.pick(x, y);
        assert.equal(pixels[Math.floor(y) * WIDTH + Math.floor(x)], rgba[lateral], `${plane} ${index}`);
      }
    }
  }
});

test('left is drawn on the left, anterior on the left or up, dorsal up', () => {
  const place = (plane, voxel) => pictureOf(plane, { index: 100 }).locate({ ap: 100, dv: 100, ml: 100, ...voxel });
  assert.ok(place('coronal', { ml: 50 })[0] < place('coronal', { ml: 400 })[0]);
  assert.ok(place('coronal', { dv: 30 })[1] < place('coronal', { dv: 290 })[1]);
  assert.ok(place('sagittal', { ap: 10 })[0] < place('sagittal', { ap: 500 })[0]);
  assert.ok(place('horizontal', { ap: 10 })[1] < place('horizontal', { ap: 500 })[1]);
});

test('a mapping changes the region, not what the annotation says', () => {
  const mapping = Uint16Array.from({ length: SIDE_ROWS + 1 }, (_, row) => (row === 0 ? 0 : 3));
  const picture = pictureOf('horizontal', { index: 150, mapping });
  const pick = picture.pick(...picture.locate({ ap: 400, dv: 150, ml: 300 }));
  assert.deepEqual([pick.row, pick.lateral, pick.source], [3, 3, 20]);
});

test('regions mapped to one have no border between them', () => {
  const mapping = Uint16Array.from({ length: SIDE_ROWS + 1 }, (_, row) => (row === 0 ? 0 : 3));
  const rgba = new Uint32Array(LATERAL_ROWS).fill(packColour(200, 200, 200), 1);
  const pixelsOf = (table) => {
    const picture = pictureOf('horizontal', { index: 150, mapping: table });
    picture.painter.setTable({ rgba });
    const pixels = new Uint32Array(WIDTH * HEIGHT);
    picture.paint(pixels);
    const [x, y] = picture.locate({ ap: 263.5, dv: 150, ml: 300 });
    return pixels[Math.floor(y) * WIDTH + Math.floor(x)];
  };
  assert.notEqual(pixelsOf(null), packColour(200, 200, 200));
  assert.equal(pixelsOf(mapping), packColour(200, 200, 200));
});

test('the void is picked as row 0 without a side, outside the picture is nothing', () => {
  const picture = pictureOf('coronal', { index: 100 });
  const pick = picture.pick(...picture.locate({ ap: 100, dv: 18, ml: 200 }));
  assert.deepEqual([pick.row, pick.lateral, pick.side], [0, 0, null]);
  assert.equal(picture.pick(-1, 5), null);
  assert.equal(picture.pick(WIDTH, 5), null);
  assert.equal(picture.pick(5, HEIGHT), null);
});

test('before the first picture there is nothing to pick or locate', () => {
  const picture = new SlicePicture('coronal');
  assert.equal(picture.pick(0, 0), null);
  assert.equal(picture.locate({ ap: 0, dv: 0, ml: 0 }), null);
});

test('indices are clamped to the slices that exist', () => {
  const picture = new SlicePicture('sagittal');
  assert.equal(picture.setIndex(9999), true);
  assert.equal(picture.index, 455);
  assert.equal(picture.setIndex(455), false);
});
