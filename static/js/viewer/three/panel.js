/** The brain in 3-D as a panel: fetches three.js and the meshes, and binds them to the state. */

import { requestBytes } from '../../api/api.js';
import { parseColour } from '../../core/colour.js';
import { make } from '../../core/dom.js';
import { rowsWithin } from '../region_facts.js';
import { Brain } from './brain.js';
import { presetView } from './camera.js';
import { middleOf } from './explosion.js';
import { showFallback } from './fallback.js';
import { decodeMeshes } from './mesh_file.js';
import { listenToPointer } from './pointing.js';
import { createSheets } from './sheets.js';
import { Stage } from './stage.js';
import { probeWebGl } from './support.js';
import { createToolbar } from './toolbar.js';

const ROOT_ROW = 1;

/** Milliseconds of a first picture above which a machine counts as one without a GPU. */
const SLOW = 120;

/** Colour of the glass, by whether the page is dark. */
const GLASS = Object.freeze({ light: [84, 94, 115], dark: [176, 190, 212] });

/** Create the panel; see `createPanels` for what it is given. */
export function createThree(context) {
  const { element, tools, source, signal } = context;
  const support = probeWebGl();
  if (support === null) {
    showFallback(element, 'This browser has no WebGL 2, which the 3-D view needs. All else works without it.');
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
      const name = chooseMeshes(source, support);
      const [three, { OrbitControls }, bytes] = await Promise.all([
        import('three'), import('three/addons/controls/OrbitControls.js'),
        requestBytes(source.assets[name], { signal }),
      ]);
      if (signal.aborted) return;
      controller = new AbortController();
      bound = bind({
        three, OrbitControls, meshes: decodeMeshes(bytes), level: name, support,
        context: { ...context, signal: AbortSignal.any([signal, controller.signal]) },
      });
      waiting.done();
      if (scene !== null) begin();
    } catch (error) {
      if (error.name !== 'AbortError') waiting.fail(error.message);
    }
  }

  function begin() {
    const milliseconds = bound.begin(scene);
    if (wanted !== null) bound.look(wanted);
    if (milliseconds > SLOW && !support.software) startAgain();
  }

  /** A machine that names no software but draws as slowly gets the light level too. */
  function startAgain() {
    support.software = true;
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

/** Return the name of the asset: the light level where there is no GPU, whatever there is otherwise. */
function chooseMeshes({ assets }, { software }) {
  const names = software ? ['meshes_light', 'meshes'] : ['meshes', 'meshes_light'];
  const name = names.find((one) => assets[one] !== undefined);
  if (name === undefined) throw new Error('The atlas has no meshes; build it again with build_atlas.');
  return name;
}

/** Bind meshes that have come to the state; returns {begin, update, look, save}. */
function bind({ three, OrbitControls, meshes, level, support, context }) {
  const { element, store, atlas, signal } = context;
  const middle = middleOf(meshes);
  middle[0] += meshes.midline;
  const brain = new Brain(three, meshes, atlas.tables);
  const sheets = createSheets(three, brain);
  const stage = new Stage({
    three, OrbitControls, element, software: support.software, signal,
    prepare: (eye) => brain.setCut(positionsOf(store, 'clip'), eye), onResize: showView,
    onView: (view) => store.set({ camera: view }),
  });
  const kinds = kindsOf(atlas.regions);
  let scene = null;
  Object.assign(stage.canvas.dataset, { testid: 'brain-3d', level, region: '', side: '', uploads: 0 });
  const recolour = () => {
    const reshaped = brain.setLook({
      table: scene.table, mapping: atlas.tables[scene.mapping], selected: scene.selected,
      hovered: store.get('hovered') ?? 0, glass: store.get('glass'), fade: parseColour(scene.ink.fade),
      hidden: hiddenRows(kinds, store),
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
    sheets.show({ ...faces, ...positionsOf(store, 'sheets') });
    stage.invalidate();
  };
  listenToPointer({ stage, sheets, context, getScene: () => scene, onLook: look });

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
    const milliseconds = stage.setBrain(brain);
    on(['explode', 'opacity', 'tracts', 'ventricles', 'glass'], reshape);
    on(['clip', 'sheets', 'explode'], slide);
    on(['coronal', 'sagittal', 'horizontal'], () => showsSlices(store) && slide());
    on(['camera'], () => {
      const camera = store.get('camera');
      if (camera === null || camera.some((part, n) => part !== stage.view[n])) showView();
    });
    on(['hovered'], () => {
      sheets.setHovered(store.get('hovered') ?? 0);
      recolour();
      if (showsSlices(store)) slide();
    });
    return milliseconds;
  }

  /** Take what of the scene is the same for regions and sheets. */
  function adopt(next, changed) {
    scene = next;
    sheets.update(next, changed, atlas);
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

/** Return by row whether it belongs to the fibre tracts or the ventricles; tissue without a region goes with tracts. */
function kindsOf(regions) {
  const within = (acronym) => rowsWithin(regions.acronym.indexOf(acronym), regions);
  const tracts = within('fiber tracts');
  tracts[ROOT_ROW] = 1;
  return { tracts, ventricles: within('VS') };
}

function hiddenRows({ tracts, ventricles }, store) {
  const showTracts = store.get('tracts');
  const showVentricles = store.get('ventricles');
  return tracts.map((isTract, row) =>
    Number((isTract === 1 && !showTracts) || (ventricles[row] === 1 && !showVentricles)));
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
