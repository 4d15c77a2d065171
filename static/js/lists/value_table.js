/** Small tables of values: a caption, a head, and one line per region or side. */

import { make } from '../core/dom.js';

/**
 * Return a table.
 *
 * @param {string} caption
 * @param {string[]} head one text per column; an empty one heads nothing
 * @param {string[][]} lines the first text of each names the line
 */
export function tableOf(caption, head, lines) {
  const headings = head.map((text) => (text === '' ? make('td', {}) : make('th', { scope: 'col', text })));
  const body = lines.map(([name, ...cells]) =>
    make('tr', {}, make('th', { scope: 'row', text: name }), ...cells.map((text) => make('td', { text }))));
  return make('table', { class: 'values' }, make('caption', { text: caption }),
    make('thead', {}, make('tr', {}, ...headings)), make('tbody', {}, ...body));
}
