/** Fitting, zooming and panning. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { measureScaleBar } from '../../../../static/js/slices/drawing/overlay.js';
import {
  fitViewport, MAX_ZOOM, panBy, tissueFrame, toPixels, toVoxelEdges, zoomAbout,
} from '../../../../static/js/slices/drawing/viewport.js';

const BOUNDS = { ap: [1, 526], dv: [7, 301], ml: [21, 434] };
const FRAME = tissueFrame('coronal', BOUNDS);
const near = (actual, expected) => assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} is not ${expected}`);

test('the frame of each plane holds its tissue and a little air', () => {
  assert.deepEqual(FRAME, { left: 17, top: 3, right: 439, bottom: 306 });
  assert.deepEqual(tissueFrame('sagittal', BOUNDS), { left: -3, top: 3, right: 531, bottom: 306 });
  assert.deepEqual(tissueFrame('horizontal', BOUNDS), { left: 17, top: -3, right: 439, bottom: 531 });
});

test('the whole frame fits and is centred, whatever the shape of the panel', () => {
  for (const [width, height] of [[560, 400], [200, 900], [1000, 100]]) {
    const viewport = fitViewport({ width, height, frame: FRAME });
    const [left, top] = toPixels(viewport, FRAME.left, FRAME.top);
    const [right, bottom] = toPixels(viewport, FRAME.right, FRAME.bottom);
    assert.ok(left >= -1e-9 && top >= -1e-9 && right <= width + 1e-9 && bottom <= height + 1e-9);
    near(left, width - right);
    near(top, height - bottom);
  }
});

test('pixels and voxel edges convert into each other', () => {
  const viewport = fitViewport({ width: 560, height: 400, frame: FRAME, zoom: 3, centre: [100, 90] });
  const [x, y] = toPixels(viewport, ...toVoxelEdges(viewport, 123, 321));
  near(x, 123);
  near(y, 321);
});

test('zooming keeps the voxel under the pointer where it is', () => {
  const before = fitViewport({ width: 560, height: 400, frame: FRAME, zoom: 2, centre: [228, 150] });
  const voxel = toVoxelEdges(before, 300, 170);
  const after = fitViewport({ width: 560, height: 400, frame: FRAME, ...zoomAbout(before, 1.7, 300, 170) });
  near(after.zoom, 3.4);
  const [x, y] = toPixels(after, ...voxel);
  near(x, 300);
  near(y, 170);
});

test('zooming in and out again by the same factor returns', () => {
  const before = fitViewport({ width: 560, height: 400, frame: FRAME, zoom: 5, centre: [228, 150] });
  const closer = fitViewport({ width: 560, height: 400, frame: FRAME, ...zoomAbout(before, 2, 10, 20) });
  const back = zoomAbout(closer, 0.5, 10, 20);
  near(back.zoom, 5);
  near(back.centre[0], 228);
  near(back.centre[1], 150);
});

test('panning moves the picture with the pointer', () => {
  const before = fitViewport({ width: 560, height: 400, frame: FRAME, zoom: 4, centre: [228, 150] });
  const after = fitViewport({ width: 560, height: 400, frame: FRAME, ...panBy(before, 30, -20) });
  const [x, y] = toPixels(after, ...toVoxelEdges(before, 100, 100));
  near(x, 130);
  near(y, 80);
});

test('one cannot pan away from the brain nor zoom without end', () => {
  const far = fitViewport({ width: 560, height: 400, frame: FRAME, zoom: 4, centre: [-9999, 9999] });
  near(far.originX, FRAME.left);
  near(far.originY + 400 / far.scale, FRAME.bottom);
  assert.equal(fitViewport({ width: 560, height: 400, frame: FRAME, zoom: 1e9 }).zoom, MAX_ZOOM);
  assert.equal(fitViewport({ width: 560, height: 400, frame: FRAME, zoom: 0.1 }).zoom, 1);
});

test('the scale bar is a round length that fits', () => {
  for (const scale of [0.4, 1.3, 2.6, 9, 40]) {
    const { pixels, micrometres } = measureScaleBar(scale, 560);
    assert.match(String(micrometres), /^[125]0*$/);
    near(pixels, (micrometres / 25) * scale);
    assert.ok(pixels <= 0.18 * 560 + 1e-6 && pixels > 0.07 * 560, `${scale}: ${pixels}`);
  }
  assert.equal(measureScaleBar(1.3, 560).text, '1 mm');
  assert.equal(measureScaleBar(40, 560).text, '50 µm');
});
