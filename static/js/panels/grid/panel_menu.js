/** The menu that chooses a layout and shows and hides panels, and the button of the 3-D view. */

import { make } from '../../core/dom.js';
import { sameValue } from '../../state/store.js';
import { createLayoutChoice } from './layout_choice.js';

/** Milliseconds that a pointer or the focus rests on a toggle before its panel is prepared: passing by is nothing. */
const INTENT = 80;

/** Create the menu in `element`; with a single panel there is nothing to choose, and no menu. */
export function createPanelMenu({ element, panels, store, signal }) {
  const boxes = new Map(panels.kinds.map(({ id, title }) => {
    const box = make('input', {
      type: 'checkbox', dataset: { testid: `panel-toggle-${id}` }, on: { change: () => toggle({ panels, store }, id) },
    });
    const label = make('label', { class: 'toggle' }, box, title);
    watchIntent(label, () => panels.prepare(id), signal);
    return [id, { box, label }];
  }));
  const all = make('button', {
    type: 'button', class: 'quiet small', text: 'Restore defaults', dataset: { testid: 'panels-all' },
    on: { click: () => store.reset(['panels', 'layout', 'sizes']) },
  });
  const layouts = createLayoutChoice({ panels, store });
  const three = createSwitch({ panels, store, signal });
  const summary = make('summary', { class: 'button', text: 'Panels', dataset: { testid: 'panels-menu' } });
  const menu = make('details', { class: 'menu' }, summary,
    make('div', { class: 'popup', role: 'group', 'aria-label': 'Panels shown' }, layouts.element,
      ...[...boxes.values()].map(({ label }) => label), all));
  element.append(three, menu);
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !menu.open) return;
    event.stopPropagation();
    menu.open = false;
    summary.focus();
  }, { signal });
  menu.addEventListener('focusout', (event) => {
    if (event.relatedTarget !== null && !menu.contains(event.relatedTarget)) menu.open = false;
  }, { signal });
  document.addEventListener('pointerdown', (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  }, { signal });
  store.subscribe(['panels', 'layout', 'sizes'], show, signal);
  show();

  function show() {
    const shown = panels.shown().map(({ id }) => id);
    for (const [id, { box }] of boxes) {
      box.checked = shown.includes(id);
      box.disabled = box.checked && shown.length === 1;
    }
    three.setAttribute('aria-pressed', String(shown.includes('3d')));
    all.hidden = store.get('panels').length === 0 && store.get('layout') === 'columns' && store.get('sizes') === null;
    layouts.update();
  }
}

/** Show a panel beside the others, or hide it; the last one stays. */
function toggle({ panels, store }, id) {
  const ids = panels.shown().map((kind) => kind.id);
  const next = ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id];
  if (next.length === 0) return;
  if (store.get('layout') === 'big') {
    store.set({ panels: next });
    return;
  }
  const inOrder = panels.kinds.map((kind) => kind.id).filter((one) => next.includes(one));
  const usual = panels.kinds.filter(({ optional }) => !optional).map((kind) => kind.id);
  store.set({ panels: sameValue(inOrder, usual) ? [] : inOrder });
}

/** 3-D is one click away: shown beside the other panels, or hidden again. */
function createSwitch({ panels, store, signal }) {
  const isAlone = () => panels.isMaximised() && panels.shown()[0].id === '3d';
  const button = make('button', {
    type: 'button', text: '3-D', title: 'Show or hide the brain in 3-D', dataset: { testid: 'open-3d' },
    on: { click: () => (isAlone() ? panels.restore() : toggle({ panels, store }, '3d')) },
  });
  watchIntent(button, () => panels.prepare('3d'), signal);
  return button;
}

/** Call `prepare` when a pointer or the focus rests on an element. */
function watchIntent(element, prepare, signal) {
  let timer = 0;
  const begin = () => {
    clearTimeout(timer);
    timer = setTimeout(prepare, INTENT);
  };
  const end = () => clearTimeout(timer);
  for (const type of ['pointerenter', 'focusin']) element.addEventListener(type, begin, { signal });
  for (const type of ['pointerleave', 'focusout']) element.addEventListener(type, end, { signal });
  signal.addEventListener('abort', end);
}
