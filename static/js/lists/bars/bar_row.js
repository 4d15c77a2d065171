/** One row of the list of regions: a bar with its value, or the heading of a group. */

import { formatColour, unpackColour } from '../../core/colour.js';
import { make } from '../../core/dom.js';
import { formatNumber } from '../../core/numbers.js';
import { barExtent } from './bar_order.js';
import { inkOn } from '../../colours/lookup_table.js';
import { isInked, PATTERNS } from '../../slices/drawing/patterns.js';
import { ORIGINS } from '../../data/origin_kinds.js';

/** Return the heading of a group of `count` regions. */
export function drawGroup(name, count) {
  return make('div', { class: 'bar-group', role: 'presentation' }, make('strong', { text: name }), ` ${count}`);
}

/**
 * Return the bar of a region.
 *
 * @param {object} options
 * @param {number} options.row with side
 * @param {{acronym: string, side: string, name: string}} options.region
 * @param {Picture} options.picture
 * @param {string} options.origin where the value came from, in words
 * @param {number} options.place in the list, from 0
 * @param {number} options.of how many entries the list has
 */
export function drawBar({ row, region: { acronym, side, name }, picture, origin, place, of }) {
  const value = picture.values[row];
  const unit = picture.unit ? ` ${picture.unit}` : '';
  const inferred = picture.kinds[row] > ORIGINS.given;
  return make('div', {
    class: picture.folded.has(row) ? 'bar folded' : 'bar', role: 'option', id: `bar-${row}`,
    dataset: { region: acronym, side, row },
    'aria-setsize': of, 'aria-posinset': place + 1,
  },
  make('span', { class: 'key' }, acronym, sideMark(side)),
  make('span', { class: 'track', 'aria-hidden': 'true' }, fillOf(row, value, picture)),
  make('span', { class: 'value' }, spoken(`, ${name}, ${side}: `), formatNumber(value, picture.digits),
    spoken(`${unit}${inferred ? `, ${origin}` : ''}`)));
}

function fillOf(row, value, picture) {
  const fill = make('span', { class: 'fill' });
  const { start, end } = barExtent(value, picture.scale);
  const [red, green, blue] = unpackColour(picture.table.rgba[row]);
  fill.style.left = `${(start * 100).toFixed(1)}%`;
  fill.style.width = `${((end - start) * 100).toFixed(1)}%`;
  fill.style.backgroundColor = `rgb(${red} ${green} ${blue})`;
  const pattern = picture.table.pattern[row];
  if (isInked(pattern)) {
    fill.classList.add(pattern === PATTERNS.parts ? 'from-parts' : 'from-parent');
    fill.style.setProperty('--mark', formatColour(unpackColour(inkOn(picture.table.rgba[row])).slice(0, 3)));
  }
  return fill;
}

function sideMark(side) {
  return make('small', { 'aria-hidden': 'true', text: side === 'left' ? ' L' : ' R' });
}

/** Return text for screen readers. */
function spoken(text) {
  return make('span', { class: 'visually-hidden', text });
}
