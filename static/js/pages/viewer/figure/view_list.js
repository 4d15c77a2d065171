/** The views of a figure in order: dragged, or moved by buttons; added and taken away. */

import { make } from '../../../core/dom.js';
import { MOST_VIEWS, listViews, moveView, nameView } from './choices.js';

/**
 * Create the list: `element`, `update(views, state)`.
 *
 * @param {object} options
 * @param {{flatmap: boolean, maps: boolean}} options.has see `listViews`
 * @param {(views: string[], what: string) => void} options.onChange
 */
export function createViewList({ has, onChange }) {
  const list = make('ol', { class: 'figure-views', dataset: { testid: 'figure-views' } });
  const add = make('select', { 'aria-label': 'Add a view', dataset: { testid: 'figure-add' } });
  const element = make('fieldset', {}, make('legend', { text: 'Views' }), list, add);
  let views = [];
  let dragged = null;

  add.addEventListener('change', () => {
    const view = add.value;
    add.value = '';
    if (view !== '') onChange([...views, view], 'add a view');
  });

  function update(shown, state) {
    views = shown;
    const focused = list.contains(document.activeElement) ? document.activeElement.dataset : null;
    list.replaceChildren(...views.map(itemOf));
    if (focused !== null) focusOn(focused);
    add.replaceChildren(make('option', { value: '', text: 'Add a view …' }),
      ...listViews(state, has).map((value) => make('option', { value, text: nameView(value) })));
    add.disabled = views.length >= MOST_VIEWS;
  }

  function itemOf(view, n) {
    const name = nameView(view);
    const button = (act, text, label, disabled, click) => make('button', {
      type: 'button', class: 'icon quiet', text, disabled, 'aria-label': `${label}: ${name}`, title: label,
      dataset: { act, n }, on: { click },
    });
    const move = (by) => () => {
      onChange(moveView(views, n, n + by), 'move a view');
      focusOn({ act: by < 0 ? 'up' : 'down', n: String(n + by) });
    };
    const item = make('li', { draggable: 'true', dataset: { view } }, make('span', { text: name }),
      button('up', '↑', 'Move up', n === 0, move(-1)),
      button('down', '↓', 'Move down', n === views.length - 1, move(1)),
      button('remove', '×', 'Remove', views.length === 1, () => onChange(without(n), 'remove a view')));
    item.addEventListener('dragstart', (event) => {
      dragged = n;
      event.dataTransfer.effectAllowed = 'move';
      event.dataTransfer.setData('text/plain', name);
    });
    item.addEventListener('dragover', (event) => {
      if (dragged === null) return;
      event.preventDefault();
      item.toggleAttribute('data-over', true);
    });
    item.addEventListener('dragleave', () => item.toggleAttribute('data-over', false));
    item.addEventListener('drop', (event) => {
      event.preventDefault();
      const from = dragged;
      dragged = null;
      if (from !== null) onChange(moveView(views, from, n), 'move a view');
    });
    item.addEventListener('dragend', () => { dragged = null; });
    return item;
  }

  const without = (n) => views.filter((_, place) => place !== n);

  /** What is moved keeps the focus; where its button went, the other one has it. */
  function focusOn({ act, n }) {
    const place = Math.min(Number(n), views.length - 1);
    const buttons = [...list.children[place].querySelectorAll('button:not(:disabled)')];
    (buttons.find((button) => button.dataset.act === act) ?? buttons[0] ?? add).focus();
  }

  return Object.freeze({ element, update });
}
