/** The regions with a value, highest first: the map for those who do not look at pictures. */

import { unpackColour } from '../core/colour.js';
import { make } from '../core/dom.js';
import { formatNumber } from '../core/scales.js';

/** Create the list in `element`; `update(picture)` takes what is drawn, or null. */
export function createBarList({ element, store, atlas, signal }) {
  const list = make('ul', { class: 'bars', 'aria-label': 'Regions by value' });
  const note = make('p', { class: 'note', text: 'Choose a feature to see its values.' });
  element.append(note, make('div', { class: 'scrolls', dataset: { testid: 'bar-list' } }, list));
  let barOf = new Map();
  let hovered = null;

  list.addEventListener('pointerover', (event) => hover(event.target.closest('.bar')), { signal });
  list.addEventListener('pointerleave', () => hover(null), { signal });
  store.subscribe(['hovered'], markHovered, signal);

  function hover(bar) {
    store.set({ hovered: bar === null ? null : Number(bar.dataset.row) });
  }

  function update(picture) {
    const rows = picture === null ? [] : sortedRows(picture.values);
    note.hidden = picture !== null && rows.length > 0;
    note.textContent = picture === null ? 'Choose a feature to see its values.' : 'No region has a value under this mapping.';
    barOf = new Map(rows.map((row) => [row, bar(row, picture)]));
    list.replaceChildren(...barOf.values());
    markHovered();
  }

  function bar(row, { values, scale, table, unit }) {
    const { acronym, side, name } = atlas.describe(row);
    const [red, green, blue] = unpackColour(table.rgba[row]);
    const fill = make('div', { class: 'fill' });
    fill.style.width = `${(scale.normalise(values[row]) * 100).toFixed(1)}%`;
    fill.style.background = `rgb(${red} ${green} ${blue})`;
    const key = make('span', { class: 'key' }, `${acronym} `, make('small', { text: side === 'left' ? 'L' : 'R' }));
    const value = make('span', { class: 'value', text: formatNumber(values[row]) });
    const title = `${name} (${side}): ${formatNumber(values[row])}${unit ? ` ${unit}` : ''}`;
    return make('li', { class: 'bar', title, dataset: { region: acronym, side, row } }, key, make('div', { class: 'track' }, fill), value);
  }

  function markHovered() {
    barOf.get(hovered)?.removeAttribute('data-hovered');
    hovered = store.get('hovered');
    barOf.get(hovered)?.setAttribute('data-hovered', '');
  }

  return { update };
}

/** Return the rows that have a value, highest first. */
function sortedRows(values) {
  return [...values.keys()].filter((row) => !Number.isNaN(values[row])).sort((a, b) => values[b] - values[a]);
}
