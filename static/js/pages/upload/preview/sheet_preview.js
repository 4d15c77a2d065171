/** The first rows of the sheet as the spreadsheet shows them, with what was understood marked. */

import { make } from '../../../core/dom.js';
import { splitSheet } from '../problems/problems.js';

/**
 * Return the table. Marks are classes and words for screen readers: `header`, `group`, `key`, `value`, `left-out`.
 *
 * @param {object} understood as the server answers
 */
export function sheetPreview(understood) {
  const { preview } = understood;
  const width = Math.max(1, ...preview.map(({ cells }) => cells.length));
  const letters = Array.from({ length: width }, (_, index) => columnLetters(index));
  const mark = createMarks(understood);
  const head = make('tr', {}, make('td', {}),
    ...letters.map((letter) => markedHeader('col', letter, mark.ofColumn(letter))));
  const rows = preview.map(({ row, cells }) => make('tr', { class: mark.ofRow(row)?.name },
    markedHeader('row', String(row), mark.ofRow(row)),
    ...letters.map((letter, index) => make('td', { class: mark.ofColumn(letter)?.name, text: cells[index] ?? '' }))));
  return make('div', { class: 'sheet', tabindex: 0, role: 'region', 'aria-label': 'First rows of the sheet',
    dataset: { testid: 'sheet' } },
    make('table', {}, make('thead', {}, head), make('tbody', {}, ...rows)));
}

function markedHeader(scope, text, mark) {
  const children = mark === undefined ? [] : [make('span', { class: 'mark', text: mark.says })];
  return make('th', { scope, class: mark?.name }, text, ...children);
}

/** Return what lines and columns of the sheet are; with regions side by side, rows and columns change places. */
function createMarks({ orientation, header_row: header, group_row: group, key_column: key, features,
  side_column: side, sheet, sheets_read: together = [] }) {
  const columns = features.map(({ column }) => splitSheet(column));
  const own = columns.filter((one) => together.length === 0 || one.sheet === sheet);
  const values = new Set(own.map(({ place }) => place));
  const across = (label) => {
    if (label === key) return { name: 'key', says: 'regions' };
    if (label === side) return { name: 'key', says: 'side' };
    return values.has(label) ? { name: 'value', says: 'values' } : undefined;
  };
  const along = (number) => {
    if (header > 0 && number === header) return { name: 'header', says: 'header' };
    return group > 0 && number === group ? { name: 'group', says: 'groups' } : undefined;
  };
  return orientation === 'rows'
    ? { ofColumn: across, ofRow: along }
    : { ofColumn: (letter) => along(columnNumber(letter)), ofRow: (row) => across(String(row)) };
}

/** Return the letters of a column, counted from 0: A … Z, AA … */
export function columnLetters(index) {
  const rest = index % 26;
  const letter = String.fromCharCode(65 + rest);
  return index < 26 ? letter : columnLetters((index - rest) / 26 - 1) + letter;
}

/** Return the number of a column, counted from 1. */
export function columnNumber(letters) {
  return [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);
}
