/** What puts a problem right in its cells or its lines: another text, no value, a side, leaving lines out. */

import { make } from '../../../core/dom.js';
import { correct, drop, readTyped } from '../choices.js';
import { button, select, textInput } from '../controls.js';
import { cellsOf, inSheet, sayLines, splitSheet } from './problems.js';

/** Return the input of an entry's cells, or nothing where it has none. */
export function editCells(draft, entry, label, attributes = {}) {
  const cells = cellsOf(entry);
  if (cells.length === 0) return [];
  const input = textInput({
    ...attributes, key: `edit:${entry.id}`, value: entry.value, 'aria-label': `${label} ${cellText(entry)}`,
    class: 'cell', 'data-testid': 'cell',
    onChange: (typed) => {
      draft.decide(correct(draft.choices, cells.map((cell) => [cell, readTyped(typed)])),
        `correcting ${cellText(entry)}`);
    },
  });
  return [make('label', { class: 'edit' }, make('span', { text: label }), input)];
}

/** Return the button that empties an entry's cells. */
export function emptyCells(draft, entry) {
  const cells = cellsOf(entry);
  return button('Mark as empty', () => {
    draft.decide(correct(draft.choices, cells.map((cell) => [cell, null])), `${cellText(entry)} without a value`);
  }, { key: `empty:${entry.id}`, 'aria-label': `Mark as empty: ${cellText(entry)}` });
}

/** Return the button that leaves the lines out, or nothing where there are none. */
export function dropLines(draft, entry, lines, { orientation }) {
  if (lines.length === 0) return [];
  const what = sayLines(lines, orientation);
  return [button(lines.length === 1 ? `Leave ${what} out` : `Leave ${lines.length} ${orientation} out`, () => {
    draft.decide(drop(draft.choices, lines), `leaving ${what} out`);
  }, { key: `drop:${entry.id}`, class: 'quiet', title: `Leave ${what} out` })];
}

/** Return the choice for the cell that says the side, or the side of all rows that say none. */
export function chooseSide(draft, entry, lines, understood) {
  const { side_column: column, orientation } = understood;
  if (column === null) return [];
  const cells = lines.map((line) => {
    const { sheet, place } = splitSheet(line);
    return inSheet(sheet, orientation === 'rows' ? `${place}:${column}` : `${column}:${place}`);
  });
  return [make('label', { class: 'edit' }, make('span', { text: 'Side' }), select({
    key: `side:${entry.id}`, value: null, options: [[null, 'choose'], ['left', 'left'], ['right', 'right'],
      ['both', 'both']],
    onChange: (side) => draft.decide(correct(draft.choices, cells.map((cell) => [cell, side])),
      `the side of ${sayLines(lines, orientation)}`),
  }))];
}

function cellText(entry) {
  const cells = entry.places.map(({ row, column }) => `${column}${row}`);
  return cells.length === 1 ? `cell ${cells[0]}` : `${cells.length} cells`;
}
