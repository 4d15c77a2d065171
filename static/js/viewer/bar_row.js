/** One row of the list of regions: a bar with its value, or the heading of a group. */

import { unpackColour } from '../core/colour.js';
import { make } from '../core/dom.js';
import { formatNumber } from '../core/numbers.js';
import { barExtent } from './bar_order.js';

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
 * @param {number} options.place in the list, from 0
 * @param {number} options.of how many entries the list has
 */
export function drawBar({ row, region: { acronym, side, name }, picture, place, of }) {
  const value = picture.values[row];
  const unit = picture.unit ? ` ${picture.unit}` : '';
  return make('div', {
    class: 'bar', role: 'option', id: `bar-${row}`, dataset: { region: acronym, side, row },
    'aria-setsize': of, 'aria-posinset': place + 1,
  },
  make('span', { class: 'key' }, acronym, sideMark(side)),
  make('span', { class: 'track', 'aria-hidden': 'true' }, fillOf(row, value, picture)),
  make('span', { class: 'value' }, spoken(`, ${name}, ${side}: `), formatNumber(value), spoken(unit)));
}

function fillOf(row, value, picture) {
  const fill = make('span', { class: 'fill' });
  const { start, end } = barExtent(value, picture.scale);
  const [red, green, blue] = unpackColour(picture.table.rgba[row]);
  fill.style.left = `${(start * 100).toFixed(1)}%`;
  fill.style.width = `${((end - start) * 100).toFixed(1)}%`;
  fill.style.background = `rgb(${red} ${green} ${blue})`;
  return fill;
}

function sideMark(side) {
  return make('small', { 'aria-hidden': 'true', text: side === 'left' ? ' L' : ' R' });
}

/** Return a text for those who hear the list. */
function spoken(text) {
  return make('span', { class: 'visually-hidden', text });
}
