/** The grid of panels: which are shown, how large, which one is maximised. It knows nothing of what they show. */

import { make } from '../../core/dom.js';
import { sameValue } from '../../state/store.js';
import { recall, remember } from '../../state/remembered.js';
import { createEdges } from './panel_edges.js';
import { arrangePanels } from './panel_grid.js';

/**
 * Create the panels in `element`.
 *
 * @param {object} options
 * @param {PanelKind[]} options.kinds each {id, title, tall, optional, create};
 *   `create({element, tools, signal, …context})` makes the panel in `element`, its controls in `tools`, and returns
 *   {update(scene)}. It is called when the panel is first shown; hiding it aborts `signal` and takes it out of the
 *   document, so a hidden panel costs nothing. A kind may have `prepare(context)`, for when it is about to be shown.
 * @param {object} options.context handed to every `create`
 * @param {object} options.store its key `panels` lists those shown: none, all that are not optional; one, that
 *   one maximised
 * @param {boolean} options.fresh whether the address says nothing, so that this browser's last choice is taken
 * @returns `update(scene)` for those shown; `maximise(id)`, `restore()`, `isMaximised()`; `kinds`; `shown()`;
 *   `toggle(id)`; `prepare(id)`
 */
export function createPanels({ element, kinds, context, store, fresh, signal }) {
  const usual = kinds.filter(({ optional }) => !optional);
  const live = new Map();
  const edges = createEdges({ element, signal, onMove: place });
  let scene = null;
  let kept = recall('panels', []);
  let before = usable(kept, kinds);
  if (fresh && before.length > 0) store.set({ panels: before });
  store.subscribe(['panels'], show, signal);
  show();

  function shown() {
    const chosen = store.get('panels');
    const some = kinds.filter(({ id }) => chosen.includes(id));
    return some.length > 0 ? some : usual;
  }

  function isMaximised() {
    return kinds.length > 1 && shown().length === 1;
  }

  function show() {
    const wanted = shown();
    if (!isMaximised()) {
      before = store.get('panels');
      if (!sameValue(before, kept)) remember('panels', before.length > 0 ? before : null);
      kept = before;
    }
    for (const [id, panel] of live) {
      if (!wanted.some((kind) => kind.id === id)) close(id, panel);
    }
    for (const kind of wanted) if (!live.has(kind.id)) live.set(kind.id, open(kind));
    place();
  }

  function close(id, panel) {
    const hadFocus = panel.section.contains(document.activeElement);
    panel.controller.abort();
    panel.section.remove();
    live.delete(id);
    if (hadFocus) element.focus();
  }

  function open(kind) {
    const controller = new AbortController();
    signal.addEventListener('abort', () => controller.abort(), { once: true, signal: controller.signal });
    const { section, picture, tools, button } = frame(kind, () => toggleMaximised(kind.id));
    element.append(section);
    const made = kind.create({ ...context, store, element: picture, tools, signal: controller.signal });
    if (scene !== null) made.update(scene);
    return { section, button, controller, made, kind };
  }

  function place() {
    const wanted = shown();
    const grid = arrangePanels(wanted);
    edges.apply(grid);
    const maximised = isMaximised();
    for (const { id, title } of wanted) {
      const { section, button } = live.get(id);
      const { column, row, rowSpan } = grid.places[id];
      section.style.gridArea = `${row} / ${column} / span ${rowSpan} / span 1`;
      const text = maximised ? `Show ${title.toLowerCase()} with the other panels` : `Maximise ${title.toLowerCase()}`;
      button.setAttribute('aria-label', text);
      button.title = text;
      button.setAttribute('aria-pressed', String(maximised));
    }
  }

  function toggleMaximised(id) {
    if (isMaximised()) restore();
    else maximise(id);
  }

  function maximise(id) {
    store.set({ panels: [id] });
    live.get(id)?.button.focus();
  }

  function restore() {
    const [{ id }] = shown();
    store.set({ panels: before.length > 1 ? before : [] });
    live.get(id)?.button.focus();
  }

  function toggle(id) {
    const ids = shown().map((kind) => kind.id);
    const next = ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id];
    if (next.length === 0) return;
    const inOrder = kinds.map((kind) => kind.id).filter((one) => next.includes(one));
    store.set({ panels: sameValue(inOrder, usual.map((kind) => kind.id)) ? [] : inOrder });
  }

  /** Begin what showing a panel will begin, for one that somebody is about to show. */
  function prepare(id) {
    if (!live.has(id)) kinds.find((kind) => kind.id === id).prepare?.({ ...context, store });
  }

  function update(next) {
    scene = next;
    for (const { made } of live.values()) made.update(scene);
  }

  return Object.freeze({ kinds, update, shown, isMaximised, maximise, restore, toggleMaximised, toggle, prepare });
}

/** Return the panels remembered from an earlier visit that still exist. */
function usable(ids, kinds) {
  return Array.isArray(ids) ? ids.filter((id) => kinds.some((kind) => kind.id === id)) : [];
}

function frame({ id, title }, onMaximise) {
  const picture = make('div', { class: 'picture' });
  const tools = make('div', { class: 'panel-tools' });
  const button = make('button', {
    type: 'button', class: 'icon quiet maximise', dataset: { testid: `maximise-${id}` }, on: { click: onMaximise },
  }, icon());
  const heading = make('h2', {
    text: title, title: 'Double-click to maximise or restore', on: { dblclick: onMaximise },
  });
  const bar = make('div', { class: 'panel-bar' }, heading, tools, button);
  const section = make('section', {
    class: 'panel', 'aria-label': title, dataset: { panel: id, testid: `panel-${id}` },
  }, bar, picture);
  return { section, picture, tools, button };
}

function icon() {
  return make('span', { class: 'icon-maximise', 'aria-hidden': 'true' });
}
