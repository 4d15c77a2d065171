/** The tiles of a grid: a slice of each feature with its name below; one click opens the feature. */

import { make, oncePerFrame } from '../../../core/dom.js';
import { formatNumber } from '../../../core/numbers.js';
import { hoveredRows } from '../../../state/hovered.js';
import { Painter } from '../../../slices/painter.js';
import { aspectOf, createTileDrawing, inksOf } from './tile_drawing.js';

/**
 * Create them in `element`; `update({tiles, scene, plane})` shows {fname, label, said, view, current}, `scene` as
 * panels take it.
 *
 * @param {object} options
 * @param {(tile: object, pick: Pick|null, event: PointerEvent|null) => void} options.onPoint
 * @param {(fname: string) => void} options.onOpen
 */
export function createTiles({ element, store, atlas, onPoint, onOpen, signal }) {
  const live = new Map();
  const redraw = oncePerFrame(draw, signal);
  const observer = new ResizeObserver(redraw);
  let drawing = null;
  let plane = null;
  let scene = null;
  let shown = [];
  signal.addEventListener('abort', () => observer.disconnect(), { once: true });
  observer.observe(element);
  store.subscribe(['coronal', 'sagittal', 'horizontal', 'coronalView', 'sagittalView', 'horizontalView', 'hovered'],
    redraw, signal);

  function update({ tiles, scene: next, plane: wanted }) {
    scene = next;
    if (wanted !== plane) drawing = createTileDrawing({ plane: wanted, store, atlas });
    plane = wanted;
    for (const [fname, tile] of live) {
      if (tiles.some((one) => one.fname === fname)) continue;
      tile.element.remove();
      live.delete(fname);
    }
    shown = tiles.map((what) => {
      const tile = live.get(what.fname) ?? open(what.fname);
      live.set(what.fname, tile);
      return show(tile, what);
    });
    shown.forEach((tile, n) => {
      if (element.children[n] !== tile.element) element.insertBefore(tile.element, element.children[n] ?? null);
    });
    if (scene.cuts) element.style.setProperty('--aspect', String(aspectOf(plane, scene.cuts.bounds)));
    redraw();
  }

  function open(fname) {
    const tile = { fname, painter: new Painter(), view: null, ...makeTile(fname) };
    tile.button.addEventListener('click', () => onOpen(fname), { signal });
    tile.canvas.addEventListener('pointermove', (event) => point(tile, event), { signal });
    tile.canvas.addEventListener('pointerleave', () => point(tile, null), { signal });
    return tile;
  }

  function show(tile, { label, said, view, current }) {
    Object.assign(tile, { view });
    tile.text.textContent = said;
    tile.name.textContent = label;
    tile.ends.textContent = view === null || !store.get('ownScales') ? '' : endsOf(view.picture);
    tile.button.title = `Open ${label}`;
    tile.button.setAttribute('aria-current', String(current));
    tile.canvas.hidden = view === null;
    if (view === null) return tile;
    tile.painter.setTable(view.picture.table);
    tile.painter.setSelected(atlas.rowsOf(store.get('selected'), view.mapping));
    return tile;
  }

  function draw() {
    if (scene === null) return;
    for (const { view, painter } of shown) {
      if (view !== null) painter.setHovered(hoveredRows(store, atlas, view.mapping));
    }
    drawing.draw(shown, { ...scene, ink: inksOf(scene.ink) });
  }

  function point(tile, event) {
    const box = event === null ? null : tile.canvas.getBoundingClientRect();
    const pick = box === null ? null : drawing.pick(tile, event.clientX - box.left, event.clientY - box.top);
    const inside = pick !== null && pick.row > 0;
    Object.assign(tile.canvas.dataset, {
      region: inside ? atlas.regions.acronym[pick.row] : '', side: inside ? pick.side : '',
    });
    store.set({ hovered: inside && pick.row > 1 ? pick.lateral : null });
    onPoint(tile, inside ? pick : null, event);
  }

  return Object.freeze({ update });
}

function makeTile(fname) {
  const canvas = make('canvas', {
    'aria-hidden': 'true', dataset: { testid: `tile-${fname}`, region: '', side: '' },
  });
  const text = make('span', { class: 'tile-text' });
  const name = make('span', { class: 'tile-name' });
  const ends = make('span', { class: 'note' });
  const button = make('button', { type: 'button', class: 'tile', dataset: { fname } },
    make('span', { class: 'tile-picture' }, canvas, text), name, ends);
  return { canvas, text, name, ends, button, element: make('li', {}, button) };
}

function endsOf({ range, unit }) {
  if (range === null) return 'no values';
  return `${formatNumber(range[0], 3)} to ${formatNumber(range[1], 3)}${unit ? ` ${unit}` : ''}`;
}
