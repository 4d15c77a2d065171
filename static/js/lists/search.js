/** A text field with a list of what was found: regions by any name, and in the palette everything else. */

import { make } from '../core/dom.js';
import { fitPopup } from '../core/popup.js';

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
  let matches = [];
  let asking = new AbortController();
  let active = -1;

  input.addEventListener('input', find, { signal });
  input.addEventListener('focus', () => input.value !== '' && find(), { signal });
  input.addEventListener('blur', close, { signal });
  input.addEventListener('keydown', press, { signal });
  list.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    const item = event.target.closest('[role=option]');
    if (item) choose(Number(item.dataset.place), event.ctrlKey || event.metaKey || event.shiftKey);
  }, { signal });

  function find() {
    const query = input.value.trim();
    asking.abort();
    asking = new AbortController();
    if (query === '') close();
    else findEntries(query, show, AbortSignal.any([signal, asking.signal]));
  }

  function show(entries) {
    const chosen = matches[active];
    matches = entries;
    active = Math.max(0, entries.findIndex((entry) => chosen !== undefined && active > 0 && isSame(entry, chosen)));
    if (entries.length === 0) active = -1;
    const nothing = make('li', {
      class: 'note', role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false', text: none,
    });
    list.replaceChildren(...(entries.length > 0 ? entries.map(option) : [nothing]));
    list.hidden = false;
    fitPopup(list, input);
    input.setAttribute('aria-expanded', 'true');
    count.textContent = `${entries.length} found`;
    mark();
  }

  function option({ title, text, note = '', colour, region }, place) {
    const dataset = { place, ...(region === undefined ? {} : { region }) };
    return make('li', { role: 'option', id: `${name}-match-${place}`, class: 'match', dataset },
      ...(colour === undefined ? [] : [swatch(colour)]), make('strong', { text: title }),
      make('span', { text }), ...(note === '' ? [] : [make('small', { class: 'note', text: note })]));
  }

  function press(event) {
    if (event.key === 'Escape') {
      if (list.hidden && input.value === '') return;
      input.value = '';
      close();
    } else if (list.hidden && event.key === 'ArrowDown') find();
    else if (event.key === 'ArrowDown') move(active + 1);
    else if (event.key === 'ArrowUp') move(active - 1);
    else if (event.key === 'Enter' && active >= 0) choose(active, event.ctrlKey || event.metaKey || event.shiftKey);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function move(place) {
    if (matches.length === 0) return;
    active = (place + matches.length) % matches.length;
    mark();
  }

  function mark() {
    for (const item of list.querySelectorAll('.match')) {
      item.setAttribute('aria-selected', String(Number(item.dataset.place) === active));
    }
    const current = list.children[active];
    current?.scrollIntoView({ block: 'nearest' });
    if (current?.id) input.setAttribute('aria-activedescendant', current.id);
    else input.removeAttribute('aria-activedescendant');
  }

  function choose(place, add) {
    onChoose(matches[place], add);
    input.value = '';
    close();
  }

  function close() {
    asking.abort();
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
    count.textContent = '';
  }

  return { focus: () => input.focus() };
}

function isSame(one, other) {
  return one.title === other.title && one.text === other.text;
}

/** Return a small square in a region's colour of the ontology. */
export function swatch([red, green, blue]) {
  const square = make('span', { class: 'swatch', 'aria-hidden': 'true' });
  square.style.background = `rgb(${red} ${green} ${blue})`;
  return square;
}
