/** The features that are not displayed: choose one, or drag it into the tree, to display it. */

import { make } from '../../core/dom.js';

/** Create the pane in `element`; returns {update, list}. */
export function createHiddenPane({ element, editor, actions, signal }) {
  const filter = make('input', {
    type: 'search', placeholder: 'Filter', 'aria-label': 'Filter the features not displayed',
  });
  const list = make('ul', { class: 'shelf', 'aria-label': 'Features not displayed', dataset: { testid: 'hidden' } });
  const empty = make('p', { class: 'note' });
  element.append(filter, empty, list);
  filter.addEventListener('input', update, { signal });
  list.addEventListener('click', (event) => {
    const entry = event.target.closest('li');
    if (entry !== null) display(entry);
  }, { signal });
  list.addEventListener('keydown', (event) => {
    const offset = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (offset === undefined) return;
    event.preventDefault();
    const buttons = [...list.querySelectorAll('button')];
    const at = buttons.indexOf(document.activeElement) + offset;
    focusAt(at);
  }, { signal });

  function display(entry) {
    const at = [...list.children].indexOf(entry);
    actions.display(entry.dataset.fname);
    focusAt(at);
  }

  function focusAt(at) {
    const buttons = [...list.querySelectorAll('button')];
    const button = buttons[Math.max(0, Math.min(at, buttons.length - 1))];
    for (const other of buttons) other.tabIndex = other === button ? 0 : -1;
    button?.focus();
  }

  function update() {
    const { hidden } = editor;
    const wanted = filter.value.trim().toLowerCase();
    const shown = hidden.filter((fname) => fname.toLowerCase().includes(wanted));
    list.replaceChildren(...shown.map((fname, index) => entryOf(fname, index, editor.features.get(fname))));
    filter.hidden = hidden.length < 8 && wanted === '';
    empty.hidden = shown.length > 0;
    const [none, unmatched] = ['Every feature of the bucket is displayed.', 'No feature name matches.'];
    empty.textContent = hidden.length === 0 ? none : unmatched;
  }

  return { update, list };
}

function entryOf(fname, index, feature) {
  const description = feature?.get('short_desc');
  return make('li', { class: 'shelf-entry', dataset: { fname } }, make('button', {
    type: 'button', tabindex: index === 0 ? 0 : -1, 'aria-label': `Display ${fname}`,
    title: description ?? `Display ${fname}`,
  }, make('span', { class: 'grip', 'aria-hidden': 'true' }), make('span', { class: 'label', text: fname }),
  make('span', { class: 'plus', 'aria-hidden': 'true', text: '+' })));
}
