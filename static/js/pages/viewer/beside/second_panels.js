/** The panels of a second brain: those that the first one shows, in the same places and of the same sizes. */

import { make } from '../../../core/dom.js';

/** The 3-D view has one drawing context per page, which the first brain has. */
const ALONE = '3d';

/**
 * Create them in `element`; `update(scene)` draws a scene as panels take it; null hides what
 * they show.
 *
 * @param {object} options
 * @param {HTMLElement} options.first the grid of the first brain
 * @param {object} options.panels made by `createPanels`, for that grid
 * @param {object} options.context handed to every panel, see `createPanels`
 * @param {() => string} options.getName what the second feature is called
 */
export function createSecondPanels({ element, first, panels, store, context, getName, signal }) {
  const live = new Map();
  let scene = null;
  store.subscribe(['panels', 'layout', 'sizes'], arrange, signal);

  function arrange() {
    const wanted = panels.shown();
    for (const [id, panel] of live) {
      if (wanted.some((kind) => kind.id === id)) continue;
      panel.controller.abort();
      panel.section.remove();
      live.delete(id);
    }
    for (const kind of wanted) if (!live.has(kind.id)) live.set(kind.id, open(kind));
    element.append(...wanted.map(({ id }) => live.get(id).section));
    const { gridTemplateColumns, gridTemplateRows } = first.style;
    Object.assign(element.style, { gridTemplateColumns, gridTemplateRows });
    for (const { id } of wanted) {
      live.get(id).section.style.gridArea = first.querySelector(`[data-panel="${id}"]`).style.gridArea;
    }
    rename();
  }

  function open(kind) {
    const controller = new AbortController();
    signal.addEventListener('abort', () => controller.abort(), { once: true, signal: controller.signal });
    const picture = make('div', { class: 'picture' });
    const section = make('section', { class: 'panel', dataset: { panel: kind.id } },
      make('div', { class: 'panel-bar' }, make('h2', { text: kind.title })), picture);
    element.append(section);
    if (kind.id === ALONE) return { kind, section, controller, made: sayAlone(picture) };
    // Where the slices are is set beside the first brain: there is one crosshair.
    const made = kind.create({
      ...context, store, getOwner: getName, element: picture, tools: make('div'), signal: controller.signal,
    });
    if (scene !== null) made.update(scene);
    return { kind, section, controller, made };
  }

  function sayAlone(picture) {
    const text = make('p', {});
    picture.append(make('div', { class: 'waiting' }, text));
    return { update: () => { text.textContent = `3-D shows “${store.get('feature')}” only.`; } };
  }

  function rename() {
    element.setAttribute('aria-label', `Views of ${getName()}`);
    for (const { kind, section } of live.values()) {
      section.setAttribute('aria-label', `${kind.title} of ${getName()}`);
    }
  }

  function update(next) {
    scene = next;
    element.toggleAttribute('data-waiting', next === null);
    if (live.size === 0) arrange();
    rename();
    if (scene !== null) for (const { made } of live.values()) made.update(scene);
  }

  return Object.freeze({ update });
}
