/** The selected regions: rules for adding and removing them, and the list that shows them. */

import { make } from '../core/dom.js';
import { formatNumber } from '../core/numbers.js';
import { lateralRow, splitLateralRow } from '../core/geometry.js';

/**
 * Return the selection after a person pointed at a region.
 *
 * Without `add` the region alone is selected; pointed at again, nothing is. With `add` it joins the others or
 * leaves them. An entry of both sides loses the one side that leaves. A part of a selected parent joins: only the
 * parent itself takes the parent away.
 *
 * @param {{acronym: string, side: string}[]} selected
 * @param {number} lateral row with side, of the mapping that is shown
 * @param {object} options
 * @param {boolean} options.add
 * @param {(entry: object) => Set<number>} options.rowsOf the rows with side of one entry under the mapping
 * @param {(row: number) => string} options.acronymOf
 */
export function pointAt(selected, lateral, { add, rowsOf, acronymOf }) {
  const { row, side } = splitLateralRow(lateral);
  const entry = { acronym: acronymOf(row), side };
  if (!add) return isAlone(entry, selected, lateral, rowsOf) ? [] : [entry];
  const isThis = (one) => isSame(one, entry, lateral, rowsOf);
  if (!selected.some(isThis)) return mergeSides([...selected, entry]);
  return selected.flatMap((one) => (isThis(one) ? otherSide(one, side) : [one]));
}

/** A region is alone if it is the only entry, or if the entries mean exactly that region. */
function isAlone(entry, selected, lateral, rowsOf) {
  if (selected.length === 1 && selected[0].acronym === entry.acronym && selected[0].side === entry.side) return true;
  const rows = new Set(selected.flatMap((one) => [...rowsOf(one)]));
  return rows.size === 1 && rows.has(lateral);
}

/** An entry is the region on its side by name, or when the mapping shows it as this region and nothing else. */
function isSame(one, { acronym, side }, lateral, rowsOf) {
  if (one.side !== 'both' && one.side !== side) return false;
  const rows = rowsOf({ acronym: one.acronym, side });
  return one.acronym === acronym || (rows.size === 1 && rows.has(lateral));
}

function otherSide({ acronym, side }, leaving) {
  return side === 'both' ? [{ acronym, side: leaving === 'left' ? 'right' : 'left' }] : [];
}

/** Return the selection with left and right of one region joined, each region once, in order. */
export function mergeSides(selected) {
  const sides = new Map();
  for (const { acronym, side } of selected) {
    const known = sides.get(acronym);
    sides.set(acronym, known === undefined || known === side ? side : 'both');
  }
  return [...sides].map(([acronym, side]) => ({ acronym, side }));
}

const SIDE_TEXTS = Object.freeze({ left: 'L', right: 'R', both: 'L R' });

/**
 * Create the list of selected regions in `element`.
 *
 * @param {object} options
 * @param {(lateral: number) => void} options.onOpen a person wants the region's card
 * @param {HTMLElement} options.tools where the buttons of the whole list go
 * @returns `update(picture)`
 */
export function createSelectionList({ element, tools, store, atlas, onOpen, signal }) {
  const list = make('ul', {
    class: 'chips', 'aria-label': 'Selected regions', dataset: { testid: 'selected-regions' },
  });
  const clear = make('button', {
    type: 'button', class: 'quiet small', text: 'Clear', dataset: { testid: 'selection-clear' },
    on: { click: () => store.set({ selected: [] }) },
  });
  tools.append(clear);
  element.append(list);
  let picture = null;
  store.subscribe(['selected', 'mapping'], draw, signal);
  draw();

  function draw() {
    const selected = store.get('selected');
    element.parentElement.hidden = selected.length === 0;
    list.replaceChildren(...selected.map(chip));
  }

  function chip(entry, place) {
    const { acronym, side } = entry;
    const row = atlas.rowOf(acronym);
    const lateral = row === undefined ? null : shownRow(row, side);
    const open = make('button', {
      type: 'button', class: 'chip-name', disabled: lateral === null, on: { click: () => onOpen(lateral) },
      title: lateral === null ? 'Not in this atlas' : `${atlas.describe(lateral).name}: open its card`,
    },
    make('strong', { text: acronym }), ` ${SIDE_TEXTS[side]}`,
    make('span', { class: 'chip-value', text: valueText(row, side) }));
    const remove = make('button', {
      type: 'button', class: 'chip-remove', title: 'Remove', text: '×',
      'aria-label': `Remove ${acronym}, ${side}`, on: { click: () => removeAt(place) },
    });
    return make('li', { class: 'chip', dataset: { region: acronym, side } }, open, remove);
  }

  function removeAt(place) {
    store.set({ selected: store.get('selected').filter((_, n) => n !== place) });
    const left = list.querySelectorAll('.chip-remove');
    (left[Math.min(place, left.length - 1)] ?? clear).focus();
  }

  function shownRow(row, side) {
    return lateralRow(row, side === 'both' ? 'left' : side);
  }

  function valueText(row, side) {
    if (row === undefined || !picture?.values) return '';
    const { mapping } = picture;
    const standsFor = atlas.rowsFor(row, mapping);
    if (standsFor.length === 0) return 'not drawn';
    const mapped = atlas.tables[mapping][row];
    if (!standsFor.includes(mapped)) return `${standsFor.length} regions`;
    const sides = side === 'both' ? ['left', 'right'] : [side];
    const values = sides.map((one) => picture.values[lateralRow(mapped, one)]);
    const texts = values.map((value) => formatNumber(value, picture.digits) || 'no value');
    return [...new Set(texts)].join(' · ');
  }

  return {
    update(next) {
      picture = next;
      draw();
    },
  };
}
