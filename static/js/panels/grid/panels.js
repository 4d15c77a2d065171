/** The grid of panels: which are shown, how large, which one is maximised. It knows nothing of what they show. */

import { make } from '../../core/dom.js';
import { sameValue } from '../../state/store.js';
import { createKeeping, recallArrangement } from './kept_arrangement.js';
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
 *   one maximised; `layout` and `sizes` say how they lie
 * @param {boolean} options.fresh whether the address says nothing, so that this browser's last choice is taken
 * @returns `update(scene)` for those shown; `maximise(id)`, `restore()`, `isMaximised()`; `kinds`; `shown()`;
 *   `toggle(id)`; `prepare(id)`
 */
export function createPanels({ element, kinds, context, store, fresh, signal }) {
  const usual = kinds.filter(({ optional }) => !optional);
  const live = new Map();
  const edges = createEdges({ element, signal, onMove: (sizes) => store.set({ sizes }) });
  const keep = createKeeping(store, kinds);
  const remembered = recallArrangement(kinds);
  let scene = null;
  let before = remembered.panels;
  if (fresh) store.set(remembered);
  store.subscribe(['panels', 'layout'], show, signal);
  store.subscribe(['sizes'], resize, signal);
  show();

  function shown() {
    const chosen = store.get('panels');
    const some = kinds.filter(({ id }) => chosen.includes(id));
    if (some.length === 0) return usual;
    if (store.get('layout') !== 'big') return some;
    const big = kinds.find(({ id }) => id === chosen.find((one) => some.some((kind) => kind.id === one)));
    return [big, ...some.filter((kind) => kind !== big)];
  }

  function isMaximised() {
    return kinds.length > 1 && shown().length === 1;
  }

  function show() {
    const wanted = shown();
    if (!isMaximised()) {
      before = store.get('panels');
      keep();
    }
    for (const [id, panel] of live) {
      if (!wanted.some((kind) => kind.id === id)) close(id, panel);
    }
    for (const kind of wanted) if (!live.has(kind.id)) live.set(kind.id, open(kind));
    putInOrder(element, wanted.map(({ id }) => live.get(id).section));
    place();
  }

  function resize() {
    if (!isMaximised()) keep();
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
    const grid = arrangePanels(wanted, store.get('layout'));
    edges.apply(grid, store.get('layout'), store.get('sizes'));
    const maximised = isMaximised();
    for (const { id, title } of wanted) {
      const { section, button } = live.get(id);
      const { column, row, columnSpan, rowSpan } = grid.places[id];
      section.style.gridArea = `${row} / ${column} / span ${rowSpan} / span ${columnSpan}`;
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
    if (store.get('layout') === 'big') {
      store.set({ panels: next });
      return;
    }
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

/** Let what is read and reached by Tab follow what is seen; a section that moves keeps the focus that is in it. */
function putInOrder(element, sections) {
  const focused = document.activeElement;
  sections.forEach((section, n) => {
    if (element.children[n] !== section) element.insertBefore(section, element.children[n]);
  });
  if (focused !== document.activeElement && element.contains(focused)) focused.focus();
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
