/** The brain in 3-D as a panel: fetches three.js and the meshes, and binds them to the state. */

import { BoundBrain, SLOW } from './binding.js';
import { loadBrain } from './brain_cache.js';
import { DEPTHS, FIELD_OF_VIEW, presetView } from './camera.js';
import { DRAFT } from './stage/detail.js';
import { middleOf } from './explosion.js';
import { showFallback } from './fallback.js';
import { openWebGl } from './loading.js';
import { createToolbar } from './toolbar.js';
import { createWaiting } from './waiting.js';

/** Make the brain of a panel that somebody is about to show. */
export async function prepareThree(context) {
  const webgl = openWebGl();
  if (webgl === null) return;
  const { three, screen, brain, meshes } = await loadBrain(context, webgl);
  const camera = new three.PerspectiveCamera(FIELD_OF_VIEW, 1, ...DEPTHS);
  camera.up.set(0, 0, 1);
  const [x, y, z, ...target] = presetView('oblique', { middle: middleOf(meshes), aspect: 1 });
  camera.position.set(x, y, z);
  camera.lookAt(...target);
  brain.showAll();
  brain.setDetail(DRAFT);
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
  const toolbar = createToolbar({
    tools, store: context.store, signal, onLook: look, onTurn: () => bound?.turntable.toggle(), onSave: save,
  });
  start();

  async function start() {
    waiting.say('Loading the 3-D brain …');
    try {
      const loaded = await loadBrain(context, webgl);
      if (signal.aborted) return;
      controller = new AbortController();
      const until = AbortSignal.any([signal, controller.signal]);
      bound = new BoundBrain({ loaded, webgl, context: { ...context, signal: until } });
      bound.turntable.onChange(toolbar.showTurning);
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
    waiting.again();
    start();
  }

  /** Look from a preset, or once the brain is there. */
  function look(preset) {
    wanted = preset;
    bound?.look(preset);
  }

  async function save() {
    if (bound === null || scene === null) return;
    const { openSaving } = await import('./saving/saving.js');
    openSaving(bound.subject);
  }

  return {
    update(next) {
      const first = scene === null && bound !== null;
      scene = next;
      if (first) begin();
      else bound?.update(scene);
    },
  };
}
