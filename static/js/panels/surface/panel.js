/** The brain from outside as a panel: the first region met from above, below, left or right. */

import { make } from '../../core/dom.js';
import { indexToMicrometres, PLANES } from '../../core/geometry.js';
import { hoveredRows } from '../../state/hovered.js';
import { bindNames } from '../../slices/names/binding.js';
import { SlicePanel } from '../../slices/slice.js';
import {
  createClicks, createWaiting, crosshairOf, listenToKeys, moveOthers, zoomButtons,
} from '../../slices/slices.js';
import { directionAt, loadDirection } from './projection_cache.js';
import { ProjectedPoints } from './projected_points.js';
import { DIRECTIONS, ProjectedVoxels } from './projections.js';
import { createRelief } from './relief.js';

const WHOLE = Object.freeze({ zoom: 1, centre: null });
const HOW = 'Arrow keys move the crosshair; Enter selects the region, plus and minus zoom.';

/** Fetch and decode what a panel that somebody is about to show begins with. */
export async function prepareSurface({ source, store }) {
  const projected = await loadDirection(source, store.get('seenFrom'));
  projected.volume(store.get('mapping'));
}

/** Create the panel; see `createPanels` for what it is given. A direction is fetched when it is first looked from. */
export function createSurfaceView(context) {
  const { element, tools, store, signal } = context;
  const state = createWaiting({ element, onRetry: load });
  const chooser = createChooser({ tools, store });
  let view = null;
  let scene = null;
  let failure = null;
  store.subscribe(['seenFrom'], load, signal);
  load();

  async function load() {
    const direction = store.get('seenFrom');
    chooser.value = direction;
    failure = null;
    show();
    if (directionAt(direction) !== null) return;
    try {
      await loadDirection(context.source, direction);
    } catch (error) {
      if (direction === store.get('seenFrom')) failure = error.message;
    }
    if (!signal.aborted) show();
  }

  /** Show the direction chosen, in a view of its own: two directions may lie in different planes. */
  function show() {
    const direction = store.get('seenFrom');
    const image = directionAt(direction);
    if (view?.direction !== direction) {
      view?.close();
      view = image === null ? null : openDirection(direction, image, context);
    }
    state.update({ volume: image, failure, progress: `Loading the brain ${DIRECTIONS[direction].text} …` });
    if (scene !== null) view?.update(scene);
  }

  return {
    update(next) {
      scene = next;
      view?.update(scene);
    },
  };
}

function createChooser({ tools, store }) {
  const options = Object.entries(DIRECTIONS).map(([value, { text }]) => make('option', { value, text }));
  const chooser = make('select', {
    'aria-label': 'View from', class: 'small', dataset: { testid: 'seen-from' },
    on: { change: () => store.set({ seenFrom: chooser.value }) },
  }, ...options);
  tools.append(chooser);
  return chooser;
}

/** Show one direction as `loadDirection` gave it until `close` is called. */
function openDirection(direction, loaded, context) {
  const { element, store, atlas, onPoint, onChoose, onAnnounce, signal } = context;
  const { plane, from, text } = DIRECTIONS[direction];
  const controller = new AbortController();
  const until = AbortSignal.any([signal, controller.signal]);
  const holder = make('div', { class: 'surface' });
  element.prepend(holder);
  const names = bindNames({ store, acronyms: atlas.regions.acronym, signal: until });
  let projected = null;
  const panel = new SlicePanel({
    element: holder, axis: plane, signal: until, testId: 'slice-top', label: `Brain, view ${text}`, wheel: 'zoom',
    callbacks: {
      onHover: (pick, event) => {
        store.set({ hovered: pick === null || pick.row <= 1 ? null : pick.lateral });
        onPoint(pick && withDepth(pick), event);
      },
      onClick: createClicks({ store, onChoose }),
      onDrag: (pick) => moveOthers(store, plane, pick.voxel),
      onView: (shown) => store.set({ topView: shown.zoom > 1 ? shown : null }),
      onDrawn: ({ redrawn }) => {
        relief.place(panel);
        names.follow(panel, redrawn);
      },
    },
  });
  const relief = createRelief({ element: holder, before: panel.canvas.nextElementSibling, plane });
  panel.setIndex(from);
  panel.setAcronyms(atlas.regions.acronym);
  panel.canvas.setAttribute('role', 'application');
  panel.canvas.setAttribute('aria-roledescription', 'brain from outside');
  panel.canvas.setAttribute('aria-description', HOW);
  holder.append(zoomButtons('top', panel));
  listenToKeys({ plane, slice: panel, store, onAnnounce, onChoose, step: () => {}, signal: until });
  store.subscribe(['coronal', 'sagittal', 'horizontal'], () => panel.setCrosshair(crosshairOf(store)), until);
  store.subscribe(['hovered'], () => panel.setHovered(hoveredRows(store, atlas, shown.mapping)), until);
  store.subscribe(['topView'], () => panel.setView(store.get('topView') ?? WHOLE), until);
  panel.setCrosshair(crosshairOf(store));
  panel.setView(store.get('topView') ?? WHOLE);
  let points = null;
  let shown = {};

  /** A pick lies where the surface is, not in the plane that it is drawn in. */
  function withDepth(pick) {
    const { normal } = PLANES[plane];
    const voxel = projected.met(pick.voxel);
    const micrometres = { ...pick.micrometres, [normal]: indexToMicrometres(normal, voxel[normal]) };
    return { ...pick, voxel, micrometres };
  }

  function update(scene) {
    const changed = (key) => scene[key] !== shown[key];
    const mapped = changed('mapping');
    if (mapped) {
      projected = loaded.volume(scene.mapping);
      panel.setVolume(projected);
      panel.setMapping(scene.mapping === 'allen' ? null : atlas.tables[scene.mapping]);
      relief.setImage(loaded.image(scene.mapping));
    }
    if (mapped || changed('voxels')) {
      const { voxels } = scene;
      panel.setVoxels(voxels && { ...voxels, volume: new ProjectedVoxels(projected, voxels.volume) });
    }
    if (mapped || changed('points')) showPoints(scene.points, mapped || scene.points?.points !== shown.points?.points);
    if (changed('table')) panel.setTable(scene.table);
    if (changed('selected')) panel.setSelected(scene.selected);
    if (changed('outlines')) panel.setOutlines(scene.outlines);
    if (changed('ink')) panel.setInk(scene.ink);
    shown = scene;
  }

  /** Show points near the surface; `moved` where they or the surface are others. */
  function showPoints(layer, moved) {
    if (layer && moved) points = new ProjectedPoints(layer.points, projected, direction);
    panel.setPoints(layer ? { ...layer, points } : null);
  }

  function close() {
    controller.abort();
    holder.remove();
  }

  return { direction, update, close };
}
