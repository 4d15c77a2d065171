/** The list under a search field: the matches, one of them active. */

import { make } from '../core/dom.js';
import { fitPopup } from '../core/popup.js';
import { swatch } from './swatch.js';

/**
 * Create the list of the field `input`: `show(entries)` opens it, `close()`, `move(by)` makes the next the active one;
 * `active()` is the entry, `at(place)` any, undefined where there is none. It says in `count` how many there are.
 *
 * @param {object} options
 * @param {string} options.name of the field, see `createSearch`
 * @param {string} options.none what is said when nothing was found
 */
export function createMatchList({ list, input, count, name, none }) {
  let matches = [];
  let active = -1;

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

  function move(by) {
    if (matches.length === 0) return;
    active = (active + by + matches.length) % matches.length;
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

  function close() {
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
    count.textContent = '';
  }

  return { show, move, close, at: (place) => matches[place], active: () => matches[active] };
}

function isSame(one, other) {
  return one.title === other.title && one.text === other.text;
}
