/** A volume's values under the outlines of a slice. */

import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { packColour, unpackColour } from '../../../../static/js/core/colour.js';
import { AXES, SIDE_ROWS } from '../../../../static/js/core/geometry.js';
import { SlicePicture, WHOLE } from '../../../../static/js/slices/drawing/slice_picture.js';
import { decodeLabels } from '../../../../static/js/data/label_decoding.js';
import { VoxelVolume } from '../../../../static/js/data/volumes/voxels.js';
import { encodeVolume } from '../../synthetic.js';

const WIDTH = 800;
const HEIGHT = 560;
const greys = Uint32Array.from({ length: 256 }, (_, byte) => packColour(byte, byte, byte));
const INSIDE = { ap: 100, dv: 150, ml: 300 };

/** A box of region 10 dorsal of DV 160 and of region 20 below it. */
function boxLabel(ap, dv, ml) {
  const inside = dv >= 20 && dv < 300 && ml >= 30 && ml < 430;
  if (!inside) return 0;
  return dv < 160 ? 10 : 20;
}

let labels;
let voxels;

before(() => {
  const shape = [AXES.ap.count, AXES.dv.count, AXES.ml.count];
  const { bytes, layout } = encodeVolume(shape, boxLabel);
  labels = decodeLabels(bytes, layout);
  const data = new Uint8Array(shape[0] * shape[1] * shape[2]).fill(50);
  // Stripes one voxel wide along ML, so that a shift by a voxel is seen.
  for (let ml = 1; ml < 456; ml += 2) for (let dv = 0; dv < 320; dv++) data[(100 * 320 + dv) * 456 + ml] = 200;
  voxels = new VoxelVolume(data, { fortran: false, bounds: [0, 255] });
});

function draw({ selected = [], view = WHOLE } = {}) {
  const picture = new SlicePicture('coronal');
  picture.setVolume(labels);
  picture.setIndex(INSIDE.ap);
  picture.setVoxels({ volume: voxels, colours: greys });
  picture.painter.setSelected(selected);
  picture.cut();
  picture.drawLabels({ width: WIDTH, height: HEIGHT, ratio: 1, view, smooth: true });
  const pixels = new Uint32Array(WIDTH * HEIGHT);
  picture.paint(pixels);
  const at = (voxel) => {
    const [x, y] = picture.locate(voxel);
    return unpackColour(pixels[Math.floor(y) * WIDTH + Math.floor(x)]);
  };
  return { picture, at };
}

const ZOOMED = { zoom: 8, centre: [300, 160.02] };
const OUTSIDE = { ap: 100, dv: 150, ml: 27 };

test('a tissue pixel has the colour of the very voxel it lies in', () => {
  const { at } = draw({ view: ZOOMED });
  for (let ml = 295; ml < 305; ml++) {
    const [grey] = at({ ...INSIDE, ml });
    assert.equal(grey, ml % 2 === 1 ? 200 : 50, `ML ${ml}`);
  }
});

test('what lies outside the tissue is not drawn', () => {
  assert.deepEqual(draw().at(OUTSIDE), [0, 0, 0, 0]);
});

test('a pick tells the voxel\'s value in the tissue, and none outside', () => {
  const { picture } = draw({ view: ZOOMED });
  const value = (voxel) => picture.pick(...picture.locate(voxel))?.voxelValue;
  assert.deepEqual([value(INSIDE), value({ ...INSIDE, ml: 301 })], [50, 200]);
  const whole = draw().picture;
  assert.equal(whole.pick(...whole.locate(OUTSIDE)).voxelValue, null);
});

test('without a volume a pick has no voxel value', () => {
  const { picture } = draw();
  picture.setVoxels(null);
  picture.cut();
  assert.equal(picture.pick(...picture.locate(INSIDE)).voxelValue, null);
});

test('what is not selected is faded', () => {
  const { at } = draw({ selected: [10, 10 + SIDE_ROWS], view: ZOOMED });
  assert.deepEqual(at(INSIDE), [50, 50, 50, 255]);
  const [faded] = at({ ...INSIDE, dv: 170 });
  assert.ok(faded > 100, `a grey of 50 became ${faded}`);
});

test('regions are told apart by their outline, not by blended colours of regions', () => {
  const { picture } = draw({ view: ZOOMED });
  picture.painter.setTable({ rgba: new Uint32Array(2655).fill(packColour(255, 0, 0)), pattern: new Uint8Array(2655) });
  picture.painter.setLines({ outlines: false });
  const pixels = new Uint32Array(WIDTH * HEIGHT);
  picture.paint(pixels);
  const coloured = pixels.filter((pixel) => {
    const [red, green, , alpha] = unpackColour(pixel);
    return alpha > 0 && red !== green;
  });
  assert.equal(coloured.length, 0);
});
