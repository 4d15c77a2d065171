/** The four steps: where one is, where one may go; going somewhere moves the focus to its title. */

import { make } from '../../../core/dom.js';

export const STEPS = Object.freeze([
  { name: 'file', title: 'File' },
  { name: 'columns', title: 'Columns' },
  { name: 'check', title: 'Check' },
  { name: 'publish', title: 'Preview and publish' },
]);

/**
 * Create the navigation in `element` over `sections` by name.
 *
 * `state()` returns {reached: Set of names that may be gone to, notes: name → short text}; `onShow(name)` is
 * called after a step became visible. `go(name)` goes there when it may; `update()` brings the buttons up to date.
 */
export function createSteps({ element, sections, state, onShow }) {
  let current = 'file';
  const buttons = new Map(STEPS.map(({ name, title }, index) => {
    const note = make('small', {});
    const item = make('button', { type: 'button', on: { click: () => go(name) }, dataset: { testid: `step-${name}` } },
      make('span', { class: 'place', text: String(index + 1) }), make('span', { class: 'title' }, title, note));
    return [name, { item, note }];
  }));
  element.append(make('ol', {}, ...[...buttons.values()].map(({ item }) => make('li', {}, item))));

  function go(name, { focus = true } = {}) {
    if (!state().reached.has(name)) return;
    current = name;
    for (const [other, section] of sections) section.hidden = other !== name;
    update();
    onShow(name);
    if (focus) sections.get(name).querySelector('h2').focus();
    window.scrollTo({ top: 0 });
  }

  function update() {
    const { reached, notes } = state();
    for (const [name, { item, note }] of buttons) {
      item.disabled = !reached.has(name);
      if (name === current) item.setAttribute('aria-current', 'step');
      else item.removeAttribute('aria-current');
      const text = notes[name] ?? '';
      if (note.textContent !== text) note.textContent = text;
    }
  }

  return Object.freeze({ go, update, get current() { return current; } });
}
