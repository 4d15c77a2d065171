/** The 3-D view as a picture of any size: drawn in tiles by the finest meshes, with compass and colour bar. */

import { make } from '../../../core/dom.js';
import { withDensity } from '../../../core/png_density.js';
import { positionsOf, showsCloud } from '../binding.js';
import { loadFinest } from '../brain_cache.js';
import { DEPTHS, FIELD_OF_VIEW } from '../camera.js';
import { FULL } from '../stage/detail.js';
import { drawFurniture } from '../furniture/furniture.js';

const MM_PER_INCH = 25.4;
const CSS_PER_INCH = 96;

/** Px of a tile, and how much of it its neighbours draw too: lines look that far. */
const TILE = 1024;
const MARGIN = 8;

/**
 * Return the picture as a PNG blob that knows its resolution.
 *
 * @param {object} subject what a BoundBrain shows
 * @param {object} options
 * @param {number} options.millimetres width; the height follows from the panel's
 * @param {number} options.dpi
 * @param {boolean} options.transparent whether there is nothing behind the brain
 * @param {boolean} options.compass
 * @param {boolean} options.bar
 * @param {boolean} options.fine whether by the finest meshes; else by those on the screen
 */
export async function printBrain(subject, { millimetres, dpi, transparent, compass, bar, fine }) {
  const width = Math.round((millimetres / MM_PER_INCH) * dpi);
  const height = Math.round(width / subject.aspect);
  const ratio = dpi / CSS_PER_INCH;
  const loaded = fine ? await loadFinest(subject, subject.webgl) : subject;
  if (loaded.brain !== subject.brain) takeAfter(loaded, subject);
  const canvas = make('canvas', { width, height });
  const context = canvas.getContext('2d');
  const ground = [...subject.background, transparent ? 0 : 255];
  for (const tile of tilesOf(width, height)) drawTile(context, tile, { loaded, subject, width, height, ratio, ground });
  loaded.brain.setOrigin(0, 0);
  const { view, scene: { picture, ink } } = subject;
  drawFurniture(context, {
    width: width / ratio, height: height / ratio, ratio, view, picture, ink, parts: { compass, bar },
  });
  const blob = await new Promise((resolve) => { canvas.toBlob(resolve, 'image/png'); });
  return withDensity(blob, dpi);
}

/** Make another brain look as the one on the screen. */
function takeAfter({ brain, planes, points, cloud }, { brain: shown, store, atlas, scene, look, inks, view }) {
  brain.setInk(inks);
  brain.setLook(look);
  brain.setExplode(store.get('explode'));
  brain.moveAs(shown);
  brain.setOpacity(store.get('opacity'));
  planes.update(scene, () => true, atlas);
  points.update(scene, () => true);
  cloud.update(scene);
  cloud.show(showsCloud(scene, store));
  const faces = brain.exploded ? {} : positionsOf(store, 'clip');
  planes.show({ ...faces, ...positionsOf(store, 'sheets') });
  brain.setCut(positionsOf(store, 'clip'), view.slice(0, 3));
}

/** Return tiles that cover a picture: {x, y, width, height} in px from its upper left corner. */
export function tilesOf(width, height) {
  const tiles = [];
  for (let y = 0; y < height; y += TILE) {
    for (let x = 0; x < width; x += TILE) {
      tiles.push({ x, y, width: Math.min(TILE, width - x), height: Math.min(TILE, height - y) });
    }
  }
  return tiles;
}

function drawTile(context, tile, { loaded, subject, width, height, ratio, ground }) {
  const { three, screen, brain } = loaded;
  const [x, y, z, ...target] = subject.view;
  const camera = new three.PerspectiveCamera(FIELD_OF_VIEW, width / height, ...DEPTHS);
  camera.up.set(0, 0, 1);
  camera.position.set(x, y, z);
  camera.lookAt(...target);
  const wide = tile.width + 2 * MARGIN;
  const high = tile.height + 2 * MARGIN;
  camera.setViewOffset(width, height, tile.x - MARGIN, tile.y - MARGIN, wide, high);
  camera.updateMatrixWorld();
  brain.setRatio(ratio);
  brain.setOrigin(tile.x - MARGIN, height - tile.y - tile.height - MARGIN);
  brain.setDetail(FULL);
  const bytes = screen.drawUnseen(brain.scene, camera, {
    width: wide, height: high, ground, ids: brain.pickScene, lines: { ...subject.lines, drawnAs: brain.drawnAs, ratio },
  });
  const image = context.createImageData(tile.width, tile.height);
  copyUpright(bytes, wide, high, image);
  context.putImageData(image, tile.x, tile.y);
}

/** Copy the middle of a picture whose lowest line comes first; its colours are multiplied by how opaque they are. */
function copyUpright(bytes, wide, high, { data, width, height }) {
  for (let line = 0; line < height; line++) {
    let from = ((high - 1 - MARGIN - line) * wide + MARGIN) * 4;
    let to = line * width * 4;
    for (let column = 0; column < width; column++, from += 4, to += 4) {
      const alpha = bytes[from + 3];
      if (alpha === 0) continue;
      for (let part = 0; part < 3; part++) data[to + part] = Math.round((bytes[from + part] * 255) / alpha);
      data[to + 3] = alpha;
    }
  }
}
