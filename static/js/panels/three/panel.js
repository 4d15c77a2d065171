/** The brain in 3-D as a panel: fetches three.js and the meshes, and binds them to the state. */

import { parseColour } from '../../core/colour.js';
import { make } from '../../core/dom.js';
import { LATERAL_ROWS, lateralRow, splitLateralRow } from '../../core/geometry.js';
import { hoveredRows } from '../../state/hovered.js';
import { rowsWithin } from '../../data/region_facts.js';
import { openWebGl } from './loading.js';
import { DEPTHS, FIELD_OF_VIEW, presetView } from './camera.js';
import { middleOf } from './explosion.js';
import { showFallback } from './fallback.js';
import { loadBrain } from './brain_cache.js';
import { listenToPointer } from './pointing.js';
import { Stage } from './stage.js';
import { createToolbar } from './toolbar.js';

const ROOT_ROW = 1;

/** Milliseconds of a first picture above which a machine counts as one without a GPU. */
const SLOW = 120;

/** Colour of the glass, by whether the page is dark. */
const GLASS = Object.freeze({ light: [84, 94, 115], dark: [176, 190, 212] });

/** Make the brain of a panel that somebody is about to show. */
export async function prepareThree(context) {
  const webgl = openWebGl();
  if (webgl === null) return;
  const { three, screen, brain, meshes } = await loadBrain(context, webgl);
  const camera = new three.PerspectiveCamera(FIELD_OF_VIEW, 1, ...DEPTHS);
  camera.up.set(0, 0, 1);
  const [x, y, z, ...target] = presetView('oblique', { middle: middleOf(meshes), aspect: 1, explode: 0 });
  camera.position.set(x, y, z);
  camera.lookAt(...target);
  brain.showAll();
  brain.setSketch(true);
  screen.warm(brain.scene, camera);
}

/** Create the panel; see `createPanels` for what it is given. */
export function createThree(context) {
  const { element, tools, signal } = context;
  const webgl = openWebGl();
  if (webgl === null) {
    showFallback(element, 'This browser has no WebGL 2, which the 3-D view needs. Everything else works without it.');
    return { update: () => {} };
  }
  const waiting = createWaiting(element, start);
  let bound = null;
  let scene = null;
  let wanted = null;
  let controller = null;
  start();

  async function start() {
    waiting.say('Loading the 3-D brain …');
    try {
      const loaded = await loadBrain(context, webgl);
      if (signal.aborted) return;
      controller = new AbortController();
      bound = bind({ loaded, webgl, context: { ...context, signal: AbortSignal.any([signal, controller.signal]) } });
      waiting.done();
      if (scene !== null) begin();
    } catch (error) {
      waiting.fail(error.message);
    }
  }

  function begin() {
    const milliseconds = bound.begin(scene);
    if (wanted !== null) bound.look(wanted);
    if (milliseconds > SLOW) startAgain();
  }

  /** A machine that names no software but draws as slowly gets the light level too. */
  function startAgain() {
    webgl.software = true;
    controller.abort();
    bound = null;
    element.append(waiting.holder);
    start();
  }

  /** Look from a preset, or once the brain is there. */
  function look(preset) {
    wanted = preset;
    bound?.look(preset);
  }

  createToolbar({
    tools, store: context.store, onLook: look, onSave: () => bound?.save(), signal,
  });
  return {
    update(next) {
      const first = scene === null && bound !== null;
      scene = next;
      if (first) begin();
      else bound?.update(scene);
    },
  };
}

/** Bind a brain that has been made to the state; returns {begin, update, look, save}. */
function bind({ loaded: { three, OrbitControls, screen, meshes, brain, planes, points, level }, webgl, context }) {
  const { element, store, atlas, signal } = context;
  const middle = middleOf(meshes);
  middle[0] += meshes.midline;
  const stage = new Stage({
    three, OrbitControls, screen, element, software: webgl.software, signal,
    prepare: (eye) => brain.setCut(positionsOf(store, 'clip'), eye), onResize: showView,
    onView: (view) => store.set({ camera: view }),
  });
  const kinds = kindsOf(atlas.regions);
  let scene = null;
  Object.assign(stage.canvas.dataset, { testid: 'brain-3d', level, region: '', side: '', uploads: 0 });
  const recolour = () => {
    const reshaped = brain.setLook({
      table: scene.table, mapping: atlas.tables[scene.mapping], selected: scene.selected,
      hovered: new Set(hoveredRows(store, atlas, scene.mapping)), glass: store.get('glass'),
      points: Boolean(scene.points),
      fade: parseColour(scene.ink.fade), hidden: hiddenRows(kinds, store),
    });
    stage.canvas.dataset.uploads = String(brain.uploads);
    stage.invalidate({ moved: false, reshaped });
  };
  const reshape = () => {
    brain.setExplode(store.get('explode'));
    brain.setOpacity(store.get('opacity'));
    recolour();
    stage.invalidate();
  };
  const slide = () => {
    // A cut shows the slice that it is made at, unless the brain is taken apart.
    const faces = brain.exploded ? {} : positionsOf(store, 'clip');
    planes.show({ ...faces, ...positionsOf(store, 'sheets') });
    stage.invalidate();
  };
  listenToPointer({ stage, planes, context, getScene: () => scene, onLook: look });

  function showView() {
    const { camera, explode } = store.snapshot();
    stage.view = camera ?? presetView('oblique', { middle, aspect: stage.aspect, explode: explode / 2 });
  }

  function look(preset) {
    const view = presetView(preset, { middle, aspect: stage.aspect, explode: store.get('explode') });
    store.set({ camera: preset === 'oblique' ? null : view });
    showView();
  }

  function begin(first) {
    scene = first;
    const on = (keys, react) => store.subscribe(keys, react, signal);
    adopt(first, () => true);
    showView();
    reshape();
    slide();
    const milliseconds = showFirst();
    on(['explode', 'opacity', 'tracts', 'ventricles', 'glass'], reshape);
    on(['clip', 'sheets', 'explode'], slide);
    on(['coronal', 'sagittal', 'horizontal'], () => showsSlices(store) && slide());
    on(['camera'], () => {
      const camera = store.get('camera');
      if (camera === null || camera.some((part, n) => part !== stage.view[n])) showView();
    });
    on(['hovered'], () => {
      planes.setHovered(hoveredRows(store, atlas, scene.mapping));
      recolour();
      if (showsSlices(store)) slide();
    });
    return milliseconds;
  }

  /** Draw; return the milliseconds of it where nobody knows yet how fast this machine is, and else 0. */
  function showFirst() {
    const started = performance.now();
    stage.setBrain(brain);
    if (webgl.software || webgl.fast) return 0;
    stage.finish();
    const milliseconds = performance.now() - started;
    webgl.fast = milliseconds <= SLOW;
    return milliseconds;
  }

  /** Take what of the scene is the same for regions and planes. */
  function adopt(next, changed) {
    scene = next;
    planes.update(next, changed, atlas);
    points.update(next, changed);
    if (!changed('ink')) return;
    const dark = parseColour(next.ink.fade)[0] < 128;
    brain.setInk({
      hover: parseColour(next.ink.hover), hatch: parseColour(next.ink.missing), glass: dark ? GLASS.dark : GLASS.light,
    });
    stage.setBackground(backgroundOf(element));
  }

  function update(next) {
    const before = scene;
    adopt(next, (key) => next[key] !== before[key]);
    recolour();
    slide();
  }

  async function save() {
    const blob = await stage.save();
    const address = URL.createObjectURL(blob);
    make('a', { href: address, download: 'brain-3d.png' }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }

  return { begin, update, look, save };
}

/** Whether any slice cuts the brain or is shown in it. */
function showsSlices(store) {
  return store.get('clip').length + store.get('sheets').length > 0;
}

/** Return plane → µm from bregma of the slices that a key lists. */
function positionsOf(store, key) {
  return Object.fromEntries(store.get(key).map((plane) => [plane, store.get(plane)]));
}

/**
 * Return by row whether it belongs to the fibre tracts or the ventricles, tissue without a region to the tracts; and by
 * row with side, whether there is none of it on that side: the left half is drawn as the right one in a mirror.
 */
function kindsOf(regions) {
  const within = (acronym) => rowsWithin(regions.acronym.indexOf(acronym), regions);
  const tracts = within('fiber tracts');
  tracts[ROOT_ROW] = 1;
  const absent = new Uint8Array(LATERAL_ROWS);
  regions.voxels_left.forEach((count, row) => { absent[lateralRow(row, 'left')] = Number(count === 0); });
  return { tracts, ventricles: within('VS'), absent };
}

function hiddenRows({ tracts, ventricles, absent }, store) {
  const showTracts = store.get('tracts');
  const showVentricles = store.get('ventricles');
  return absent.map((isAbsent, lateral) => {
    const { row } = splitLateralRow(lateral);
    return Number(isAbsent === 1 || (tracts[row] === 1 && !showTracts) || (ventricles[row] === 1 && !showVentricles));
  });
}

function backgroundOf(element) {
  const [red, green, blue] = getComputedStyle(element.closest('.panel') ?? element).backgroundColor.match(/\d+/g);
  return [red, green, blue].map(Number);
}

function createWaiting(element, onRetry) {
  const text = make('p', {});
  const retry = make('button', {
    type: 'button', text: 'Try again', dataset: { testid: 'retry-3d' }, on: { click: onRetry },
  });
  const holder = make('div', { class: 'waiting' }, text, retry);
  element.append(holder);
  const show = (sentence, failed) => {
    text.textContent = sentence;
    retry.hidden = !failed;
  };
  return {
    holder,
    say: (sentence) => show(sentence, false), fail: (sentence) => show(sentence, true), done: () => holder.remove(),
  };
}
