/** Search for a region by acronym, any of its names or id: a text field with a list of matches. */

import { make } from '../core/dom.js';
import { fitPopup } from '../core/popup.js';
import { findRegions, indexRegions } from './region_search.js';

/**
 * Create the search in `element`.
 *
 * @param {object} options
 * @param {(match: {row: number, side: string|null}, add: boolean) => void} options.onChoose
 */
export function createSearch({ element, atlas, onChoose, signal }) {
  const index = indexRegions(atlas.regions);
  const input = make('input', {
    type: 'search', role: 'combobox', 'aria-label': 'Search for a region',
    placeholder: 'Search for a region by acronym, name or id',
    'aria-expanded': 'false', 'aria-controls': 'search-matches', 'aria-autocomplete': 'list', autocomplete: 'off',
    spellcheck: 'false', dataset: { testid: 'search' },
  });
  const list = make('ul', {
    id: 'search-matches', class: 'popup matches', role: 'listbox', 'aria-label': 'Regions found', hidden: true,
    dataset: { testid: 'search-matches' },
  });
  const count = make('p', { class: 'visually-hidden', role: 'status' });
  element.append(input, list, count);
  let matches = [];
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
    matches = findRegions(input.value, index);
    active = matches.length > 0 ? 0 : -1;
    const none = make('li', { class: 'note', role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false',
      text: 'No region with this acronym, name or id.' });
    list.replaceChildren(...(matches.length > 0 ? matches.map(option) : [none]));
    list.hidden = input.value.trim() === '';
    fitPopup(list, input);
    input.setAttribute('aria-expanded', String(!list.hidden));
    count.textContent = list.hidden ? '' : `${matches.length} regions found`;
    mark();
  }

  function option({ row, side, name }, place) {
    const { acronym, name: plain } = atlas.regions;
    const dataset = { place, region: acronym[row] };
    return make('li', { role: 'option', id: `match-${place}`, class: 'match', dataset },
      swatch(atlas.colours[row]), make('strong', { text: acronym[row] }),
      make('span', { text: `${name ?? plain[row]}${side === null ? '' : `, ${side}`}` }));
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
    const current = list.querySelector(`#match-${active}`);
    current?.scrollIntoView({ block: 'nearest' });
    if (current) input.setAttribute('aria-activedescendant', current.id);
    else input.removeAttribute('aria-activedescendant');
  }

  function choose(place, add) {
    onChoose(matches[place], add);
    input.value = '';
    close();
  }

  function close() {
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
    count.textContent = '';
  }

  return { focus: () => input.focus() };
}

/** Return a small square in a region's colour of the ontology. */
export function swatch([red, green, blue]) {
  const square = make('span', { class: 'swatch', 'aria-hidden': 'true' });
  square.style.background = `rgb(${red} ${green} ${blue})`;
  return square;
}
