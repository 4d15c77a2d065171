/** The grid of panels: which are shown, how large, which one is maximised. It knows nothing of what they show. */

import { make } from '../../core/dom.js';
import { arrangePanels, shareOut } from './panel_grid.js';
import { createShown } from './shown_panels.js';

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
 * @returns `update(scene)` for those shown; `maximise(id)`, `restore()`, `toggleMaximised(id)`, `isMaximised()`;
 *   `kinds`; `shown()`; `prepare(id)`; `onPlaced(listener)` calls it with the grid and its shares, now and whenever
 *   panels are placed
 */
export function createPanels({ element, kinds, context, store, fresh, signal }) {
  const live = new Map();
  const { shown, isMaximised, keep, restore: showOthers } = createShown({ kinds, store, fresh });
  let scene = null;
  let announce = () => {};
  store.subscribe(['panels', 'layout'], show, signal);
  store.subscribe(['sizes'], resize, signal);
  show();

  function show() {
    const wanted = shown();
    keep();
    for (const [id, panel] of live) {
      if (!wanted.some((kind) => kind.id === id)) close(id, panel);
    }
    for (const kind of wanted) if (!live.has(kind.id)) live.set(kind.id, open(kind));
    putInOrder(element, wanted.map(({ id }) => live.get(id).section));
    place();
  }

  function resize() {
    keep();
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
    return { section, button, controller, made };
  }

  function place() {
    const wanted = shown();
    const grid = arrangePanels(wanted, store.get('layout'));
    const shares = shareOut(grid, store.get('layout'), store.get('sizes'));
    setTracks(element, shares);
    for (const { id, title } of wanted) placePanel(live.get(id), { title, at: grid.places[id], alone: isMaximised() });
    announce(grid, shares);
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
    showOthers();
    live.get(id)?.button.focus();
  }

  /** Begin what showing a panel will begin, for one that somebody is about to show. */
  function prepare(id) {
    if (!live.has(id)) kinds.find((kind) => kind.id === id).prepare?.({ ...context, store });
  }

  function update(next) {
    scene = next;
    for (const { made } of live.values()) made.update(scene);
  }

  function onPlaced(listener) {
    announce = listener;
    place();
  }

  return Object.freeze({ kinds, update, shown, isMaximised, maximise, restore, toggleMaximised, prepare, onPlaced });
}

function setTracks(element, { columns, rows }) {
  const tracks = (shares) => shares.map((share) => `minmax(0, ${(share * 100).toFixed(3)}fr)`).join(' ');
  element.style.gridTemplateColumns = tracks(columns);
  element.style.gridTemplateRows = tracks(rows);
}

function placePanel({ section, button }, { title, at: { column, row, columnSpan, rowSpan }, alone }) {
  section.style.gridArea = `${row} / ${column} / span ${rowSpan} / span ${columnSpan}`;
  const text = alone ? `Show ${title.toLowerCase()} with the other panels` : `Maximise ${title.toLowerCase()}`;
  button.setAttribute('aria-label', text);
  button.title = text;
  button.setAttribute('aria-pressed', String(alone));
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
