/** Undo and redo of what a person changes in the view; a gesture is one step. */

import { VIEWER_STATE } from './viewer_state.js';

/** Milliseconds of rest after which the next adjustment is another step. */
const REST = 600;

/** Steps that are kept. */
const MOST = 200;

/** What a step is called, by the first of its keys that is named here. */
const NAMES = Object.freeze({
  bucket: 'bucket', feature: 'feature', version: 'version', mapping: 'mapping', stat: 'statistic',
  selected: 'selection', compare: 'comparison', beside: 'second brain', ownScales: 'colours',
  several: 'grid', severalPlane: 'grid',
  panels: 'panels', layout: 'layout', sizes: 'panel sizes', cmap: 'colours', reversed: 'colours', scale: 'colours',
  centred: 'colours', auto: 'colours', range: 'colour range', hemisphere: 'hemispheres', missing: 'missing regions',
  coronal: 'position', sagittal: 'position', horizontal: 'position', coronalView: 'zoom', sagittalView: 'zoom',
  horizontalView: 'zoom', topView: 'zoom', camera: 'view of the brain in 3-D', explode: 'explosion',
});

const KEYS = Object.freeze(Object.keys(VIEWER_STATE).filter((key) => key !== 'embed' && key !== 'figure'));

/**
 * Create the undo of a store with the keys of VIEWER_STATE. Choices are a step each; adjustments of one gesture (until
 * the pointer is lifted, or a rest) are one.
 *
 * @param {object} options
 * @param {() => boolean} options.isOwn whether the page itself is changing the view, which is no step
 * @param {() => void} options.onChange called when what can be undone or redone changes
 * @param {EventTarget} [options.page] whose pointers are gestures
 * @returns `undo()` and `redo()` return the name of the step, null when there is none; `canUndo()`, `canRedo()`
 */
export function createViewUndo({ store, isOwn, onChange, page = window, signal }) {
  let present = takeView(store);
  let past = [];
  let future = [];
  let gesture = null;
  let held = false;
  let moving = false;

  store.subscribe(KEYS, record, signal);
  const listen = (type, use) => page.addEventListener(type, use, { capture: true, signal });
  listen('pointerdown', () => {
    held = true;
    gesture = null;
  });
  for (const type of ['pointerup', 'pointercancel']) listen(type, () => { held = false; });

  function record(changed) {
    const keys = [...changed].filter((key) => KEYS.includes(key));
    const before = present;
    present = takeView(store);
    if (moving || isOwn()) return;
    const now = performance.now();
    const adjusting = keys.every((key) => VIEWER_STATE[key].history === 'replace');
    const same = adjusting && gesture !== null && (held || now - gesture.at < REST);
    gesture = adjusting ? { at: now } : null;
    if (same) return;
    past = [...past.slice(1 - MOST), { view: before, name: nameOf(keys) }];
    future = [];
    onChange();
  }

  function go(from, to) {
    const step = from.at(-1);
    if (step === undefined) return { from, to, name: null };
    const here = { view: present, name: step.name };
    gesture = null;
    moving = true;
    try {
      store.set(step.view);
    } finally {
      moving = false;
    }
    return { from: from.slice(0, -1), to: [...to, here], name: step.name };
  }

  function undo() {
    const { from, to, name } = go(past, future);
    [past, future] = [from, to];
    onChange();
    return name;
  }

  function redo() {
    const { from, to, name } = go(future, past);
    [future, past] = [from, to];
    onChange();
    return name;
  }

  return Object.freeze({ undo, redo, canUndo: () => past.length > 0, canRedo: () => future.length > 0 });
}

function takeView(store) {
  return Object.fromEntries(KEYS.map((key) => [key, store.get(key)]));
}

function nameOf(keys) {
  return NAMES[Object.keys(NAMES).find((key) => keys.includes(key))] ?? 'display';
}
