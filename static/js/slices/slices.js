/** The three slices as panels: picture, slider, typed position, zoom; linked by crosshairs and one look-up table. */

import { make } from '../core/dom.js';
import { clampIndex, indexToMicrometres, PLANES, sliceAt, slicePosition } from '../core/geometry.js';
import { hoveredRows } from '../state/hovered.js';
import { LOADING } from '../data/label_loading.js';
import { bindNames } from './names/binding.js';
import { SlicePanel } from './slice.js';
import { createPosition } from './slice_position.js';

const TITLES = Object.freeze({ coronal: 'Coronal', sagittal: 'Sagittal', horizontal: 'Horizontal' });
const PLANE_NAMES = Object.freeze(Object.keys(TITLES));
const WHOLE = Object.freeze({ zoom: 1, centre: null });
const ZOOM_STEP = 1.5;

/** Milliseconds within which a second click is a double click, which resets the view and selects nothing. */
const DOUBLE_CLICK = 350;

const HOW = 'Arrow keys move the crosshair, page keys the slice; Enter selects the region, plus and minus zoom.';

/**
 * Return the panels of the slices, for `createPanels`.
 *
 * The context they are made in has `atlas`, `onPoint(pick, event)`, `onChoose(lateral, add)`, `onAnnounce(lateral)`,
 * `onRetry()` and `onDrawn(scene)`, of a second brain `getOwner()`, what its feature is called; the scene they are
 * updated with is {cuts, failure, progress, mapping, table, voxels, points, selected, outlines, ink}; `cuts` is a
 * LabelVolume, or FirstSlices until that has come.
 */
export function slicePanels() {
  return PLANE_NAMES.map((plane) => ({
    id: plane, title: TITLES[plane], tall: plane === 'horizontal', create: (context) => createSlice(plane, context),
  }));
}

function createSlice(plane, {
  element, tools, store, atlas, getOwner, onPoint, onChoose, onAnnounce, onRetry, onDrawn, signal,
}) {
  const state = createWaiting({ element, onRetry });
  const names = bindNames({ store, acronyms: atlas.regions.acronym, signal });
  const slice = new SlicePanel({
    element, axis: plane, signal, label: `${TITLES[plane]} slice`,
    callbacks: {
      onHover: hover,
      onClick: createClicks({ store, onChoose }),
      onDrag: (pick) => moveOthers(store, plane, pick.voxel),
      onWheel: (steps) => step(steps),
      onView: (view) => store.set({ [`${plane}View`]: view.zoom > 1 ? view : null }),
      onDrawn: ({ redrawn }) => {
        names.follow(slice, redrawn);
        onDrawn(shown);
      },
    },
  });
  const position = createPosition({ element: tools, plane, title: TITLES[plane], store, signal });
  slice.setAcronyms(atlas.regions.acronym);
  slice.canvas.setAttribute('role', 'application');
  slice.canvas.setAttribute('aria-roledescription', 'slice of the brain');
  slice.canvas.setAttribute('aria-description', HOW);
  element.append(zoomButtons(plane, slice));
  listenToKeys({ plane, slice, store, onAnnounce, onChoose, step, signal });
  let shown = { progress: LOADING };
  store.subscribe(PLANE_NAMES, move, signal);
  store.subscribe(['hovered'], () => slice.setHovered(hoveredRows(store, atlas, shown.mapping)), signal);
  store.subscribe([`${plane}View`], showView, signal);
  move();
  showView();

  function hover(pick, event) {
    store.set({ hovered: pick === null || pick.row <= 1 ? null : pick.lateral });
    onPoint(pick, event);
  }

  function step(steps) {
    const index = clampIndex(PLANES[plane].normal, sliceAt(plane, store.get(plane)) + steps);
    store.set({ [plane]: slicePosition(plane, index) });
  }

  function move() {
    const voxel = crosshairOf(store);
    slice.setIndex(voxel[PLANES[plane].normal]);
    slice.setCrosshair(voxel);
    const owner = getOwner === undefined ? '' : ` of ${getOwner()}`;
    slice.canvas.setAttribute('aria-label', `${TITLES[plane]} slice${owner}, ${position.text()}`);
    showWaiting();
  }

  function showView() {
    slice.setView(store.get(`${plane}View`) ?? WHOLE);
  }

  /** What is not covered by what has come of the brain is waited for. */
  function showWaiting() {
    state.update({ ...shown, volume: shown.cuts?.covers(plane, slice.index) });
  }

  function update(scene) {
    const changed = (key) => scene[key] !== shown[key];
    if (changed('cuts') && scene.cuts) slice.setVolume(scene.cuts);
    if (changed('mapping')) slice.setMapping(scene.mapping === 'allen' ? null : atlas.tables[scene.mapping]);
    if (changed('table')) slice.setTable(scene.table);
    if (changed('selected')) slice.setSelected(scene.selected);
    if (changed('outlines')) slice.setOutlines(scene.outlines);
    if (changed('voxels')) slice.setVoxels(scene.voxels);
    if (changed('points')) slice.setPoints(scene.points);
    if (changed('ink')) slice.setInk(scene.ink);
    shown = scene;
    showWaiting();
  }

  return { update, slice };
}

/** Return the voxel where the three slices meet. */
export function crosshairOf(store) {
  return Object.fromEntries(PLANE_NAMES.map((plane) => [PLANES[plane].normal, sliceAt(plane, store.get(plane))]));
}

/** Move the two other slices to a voxel. */
export function moveOthers(store, plane, voxel) {
  const changes = {};
  for (const other of PLANE_NAMES) {
    const { normal } = PLANES[other];
    if (other !== plane) changes[other] = indexToMicrometres(normal, clampIndex(normal, voxel[normal]));
  }
  store.set(changes);
}

/** Clicks select at once; the second of a double click puts back what was selected before the first. */
export function createClicks({ store, onChoose }) {
  let last = { time: -Infinity, selected: [] };
  return (pick, event) => {
    if (event.timeStamp - last.time < DOUBLE_CLICK) {
      store.set({ selected: last.selected });
      last = { time: -Infinity, selected: [] };
      return;
    }
    last = { time: event.timeStamp, selected: store.get('selected') };
    if (pick.row > 1) onChoose(pick.lateral, event.ctrlKey || event.metaKey || event.shiftKey);
  };
}

const CROSSHAIR_KEYS = Object.freeze({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] });
const FAR = 10;

/** Keys on a slice: what pans a zoomed slice is left to it, unless shift is held. */
export function listenToKeys({ plane, slice, store, onAnnounce, onChoose, step, signal }) {
  const { across, down } = PLANES[plane];
  const atCrosshair = () => {
    const point = slice.locate(crosshairOf(store));
    return point === null ? null : slice.pick(...point);
  };

  slice.canvas.addEventListener('keydown', (event) => {
    const add = event.ctrlKey || event.metaKey || event.shiftKey;
    if (event.key in CROSSHAIR_KEYS && !event.altKey && (slice.view.zoom === 1 || event.shiftKey)) {
      const by = event.shiftKey && slice.view.zoom === 1 ? FAR : 1;
      const [x, y] = CROSSHAIR_KEYS[event.key];
      const voxel = crosshairOf(store);
      moveOthers(store, plane, { ...voxel, [across]: voxel[across] + x * by, [down]: voxel[down] + y * by });
    } else if (event.key === 'PageUp' || event.key === 'PageDown') step(event.key === 'PageUp' ? -FAR : FAR);
    else if (event.key === ',' || event.key === '.') step(event.key === ',' ? -1 : 1);
    else if (event.key === 'Enter' || event.key === ' ') {
      const pick = atCrosshair();
      if (pick !== null && pick.row > 1) onChoose(pick.lateral, add);
    } else return;
    event.preventDefault();
    event.stopImmediatePropagation();
    onAnnounce(atCrosshair());
  }, { signal, capture: true });
  slice.canvas.addEventListener('blur', () => store.set({ hovered: null }), { signal });
}

export function zoomButtons(plane, slice) {
  const button = (name, text, label, click) => make('button', {
    type: 'button', class: 'icon quiet', text, title: label, 'aria-label': `${label}, ${plane}`,
    dataset: { testid: `${name}-${plane}` }, on: { click },
  });
  return make('div', { class: 'zoom', role: 'group', 'aria-label': `Zoom of the ${plane} slice` },
    button('zoom-in', '+', 'Zoom in', () => slice.zoomBy(ZOOM_STEP)),
    button('zoom-out', '−', 'Zoom out', () => slice.zoomBy(1 / ZOOM_STEP)),
    button('zoom-reset', '⟲', 'Show the whole slice', () => slice.resetView()));
}

/** What stands in a panel until there is a brain to draw. */
export function createWaiting({ element, onRetry }) {
  const text = make('p', {});
  const retry = make('button', {
    type: 'button', text: 'Try again', dataset: { testid: 'retry-atlas' }, on: { click: onRetry },
  });
  const waiting = make('div', { class: 'waiting' }, text, retry);
  element.append(waiting);
  return {
    update({ volume, failure = null, progress = '' }) {
      waiting.hidden = Boolean(volume);
      retry.hidden = !failure;
      text.textContent = failure ?? progress;
    },
  };
}

