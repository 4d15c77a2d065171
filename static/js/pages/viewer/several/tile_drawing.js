/** Draws one slice of many features: the labels are worked out once, each feature only has its colours. */

import { parseColour } from '../../../core/colour.js';
import { sliceAt } from '../../../core/geometry.js';
import { sameValue } from '../../../state/store.js';
import { LIGHT_OVERLAY } from '../../../slices/drawing/overlay.js';
import { SlicePicture, WHOLE } from '../../../slices/drawing/slice_picture.js';
import { tissueFrame } from '../../../slices/drawing/viewport.js';

/**
 * Create it for a plane. `draw(tiles, look)` paints each {canvas, view, painter}, all of one size in css px, and
 * returns whether it could; `pick(tile, x, y)` returns what is drawn there. A view of another mapping has labels of its
 * own.
 *
 * @param {object} options
 * @param {'coronal'|'sagittal'|'horizontal'} options.plane
 * @param {object} options.store
 * @param {Atlas} options.atlas
 */
export function createTileDrawing({ plane, store, atlas }) {
  const pictures = new Map();
  let size = { width: 0, height: 0, ratio: 1 };

  function draw(tiles, { cuts, outlines, ink }) {
    const drawn = tiles.filter(({ view, canvas }) => view !== null && canvas.clientWidth > 0);
    if (drawn.length === 0 || !cuts) return false;
    const [{ canvas }] = drawn;
    const ratio = window.devicePixelRatio;
    size = { ratio, width: Math.round(canvas.clientWidth * ratio), height: Math.round(canvas.clientHeight * ratio) };
    const image = new ImageData(size.width, size.height);
    const pixels = new Uint32Array(image.data.buffer);
    for (const [mapping, group] of Map.groupBy(drawn, ({ view }) => view.mapping)) {
      const picture = cut(mapping, cuts);
      if (picture === null) return false;
      for (const tile of group) {
        tile.painter.setInk(ink);
        tile.painter.setLines({ ratio, outlines });
        tile.painter.paint(picture.labels, pixels, picture.splitColumn());
        Object.assign(tile.canvas, { width: size.width, height: size.height });
        tile.canvas.getContext('2d').putImageData(image, 0, 0);
        Object.assign(tile.canvas.dataset, { quality: 'smooth', index: picture.index });
      }
    }
    return true;
  }

  /** Return the slice as a mapping shows it, with its labels; null where it has not come yet. */
  function cut(mapping, cuts) {
    if (!pictures.has(mapping)) {
      pictures.set(mapping, { slice: new SlicePicture(plane), cuts: null, what: null });
    }
    const picture = pictures.get(mapping);
    const view = store.get(`${plane}View`) ?? WHOLE;
    const what = { ...size, index: sliceAt(plane, store.get(plane)), view };
    if (picture.cuts === cuts && sameValue(picture.what, what)) return picture.slice;
    const { slice } = picture;
    slice.setVolume(cuts);
    slice.setIndex(what.index);
    slice.setMapping(mapping === 'allen' ? null : atlas.tables[mapping]);
    if (!slice.ready) return null;
    slice.cut();
    slice.drawLabels({ ...size, view, smooth: true });
    Object.assign(picture, { cuts, what });
    return slice;
  }

  function pick({ view }, x, y) {
    return pictures.get(view?.mapping)?.slice.pick(x * size.ratio, y * size.ratio) ?? null;
  }

  return Object.freeze({ draw, pick });
}

/** Return the width of the brain over its height in a plane. */
export function aspectOf(plane, bounds) {
  const { left, top, right, bottom } = tissueFrame(plane, bounds);
  return (right - left) / (bottom - top);
}

/** Return the inks of a theme as painters take them. */
export function inksOf(ink) {
  return Object.fromEntries(Object.entries(ink).filter(([name]) => !(name in LIGHT_OVERLAY))
    .map(([name, colour]) => [name, parseColour(colour)]));
}
