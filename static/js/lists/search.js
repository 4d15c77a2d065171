/** A text field with a list of what was found: regions by any name, and in the palette everything else. */

import { make } from '../core/dom.js';
import { createMatchList } from './match_list.js';

/**
 * @typedef {object} Entry What was found.
 * @property {string} title acronym, or name
 * @property {string} text what it is
 * @property {string} [note] why it was found, or what kind of thing it is
 * @property {number[]} [colour] [r, g, b] of a region
 * @property {string} [region] acronym, for a region
 */

/**
 * Create the search in `element`.
 *
 * @param {object} options
 * @param {string} options.name of the field, in lower case, as 'search'
 * @param {string} options.label
 * @param {string} options.placeholder
 * @param {string} options.none what is said when nothing was found
 * @param {(query: string, show: (entries: Entry[]) => void, signal: AbortSignal) => void} options.find shows what it
 *   finds, once or again when it knows more
 * @param {(entry: Entry, add: boolean) => void} options.onChoose
 */
export function createSearch({ element, name, label, placeholder, none, find: findEntries, onChoose, signal }) {
  const input = make('input', {
    type: 'search', role: 'combobox', 'aria-label': label, placeholder,
    'aria-expanded': 'false', 'aria-controls': `${name}-matches`, 'aria-autocomplete': 'list', autocomplete: 'off',
    spellcheck: 'false', dataset: { testid: name },
  });
  const list = make('ul', {
    id: `${name}-matches`, class: 'popup matches', role: 'listbox', 'aria-label': `${label}: found`, hidden: true,
    dataset: { testid: `${name}-matches` },
  });
  const count = make('p', { class: 'visually-hidden', role: 'status' });
  element.append(input, list, count);
  const matches = createMatchList({ list, input, count, name, none });
  let asking = new AbortController();

  input.addEventListener('input', find, { signal });
  input.addEventListener('focus', () => input.value !== '' && find(), { signal });
  input.addEventListener('blur', close, { signal });
  input.addEventListener('keydown', press, { signal });
  list.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    const item = event.target.closest('.match');
    if (item) choose(matches.at(Number(item.dataset.place)), event);
  }, { signal });

  function find() {
    const query = input.value.trim();
    asking.abort();
    asking = new AbortController();
    if (query === '') close();
    else findEntries(query, matches.show, AbortSignal.any([signal, asking.signal]));
  }

  function press(event) {
    if (event.key === 'Escape') {
      if (list.hidden && input.value === '') return;
      input.value = '';
      close();
    } else if (list.hidden && event.key === 'ArrowDown') find();
    else if (event.key === 'ArrowDown') matches.move(1);
    else if (event.key === 'ArrowUp') matches.move(-1);
    else if (event.key === 'Enter' && matches.active()) choose(matches.active(), event);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function choose(entry, { ctrlKey, metaKey, shiftKey }) {
    onChoose(entry, ctrlKey || metaKey || shiftKey);
    input.value = '';
    close();
  }

  function close() {
    asking.abort();
    matches.close();
  }

  return { focus: () => input.focus() };
}
