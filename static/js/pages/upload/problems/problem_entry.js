/** One problem: what is wrong where, the suggestions, the cell to edit, the row to drop. */

import { make } from '../../../core/dom.js';
import { accept, correct, decideColumns, decideKey, drop, readTyped } from '../choices.js';
import { button, select, textInput } from '../controls.js';
import { columnsOf } from '../features.js';
import { cellsOf, inSheet, linesOf, sayLines, splitSheet } from './problems.js';

const MOST_SUGGESTIONS = 6;

/** Create the views of entries; `draw(entry, group, understood)` returns a list item. */
export function createEntryViews({ draft, toColumns, regions }) {
  function draw(entry, group, understood) {
    const lines = linesOf(entry);
    const where = whereOf(entry, group, understood, lines);
    return make('li', { class: 'entry', dataset: { testid: 'entry', value: entry.value } },
      make('p', { class: 'said' }, make('span', { class: 'where', text: where }), entry.message),
      ...(entry.suggestions.length > 0 && group.kind !== 'name' ? [chips(entry)] : []),
      make('div', { class: 'mend' }, ...MENDS[group.kind](entry, lines, understood)));
  }

  function whereOf({ places }, { kind }, { orientation }, lines) {
    const [{ row, column, sheet }] = places;
    const of = sheet === '' ? '' : ` of ${sheet}`;
    if (['cell', 'name', 'column_side'].includes(kind)) return row === null ? of : `${column ?? ''}${row}${of}`;
    return lines.length === 0 ? '' : sayLines(lines, orientation);
  }

  function chips(entry) {
    const items = entry.suggestions.slice(0, MOST_SUGGESTIONS).map(({ acronym, name, reason }) => make('li', {},
      make('button', {
        type: 'button', class: 'chip', title: name,
        dataset: { key: `chip:${entry.id}:${acronym}`, testid: 'chip', acronym },
        on: { click: () => draft.decide(accept(draft.choices, [[entry.value, acronym]]),
          `accepting ${acronym} for “${entry.value}”`) },
      }, make('b', { text: acronym }), make('span', { text: name }), make('small', { text: reason }))));
    return make('ul', { class: 'chips', 'aria-label': `Suggestions for “${entry.value}”` }, ...items);
  }

  function editCells(entry, label, attributes = {}) {
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

  function emptyCell(entry) {
    const cells = cellsOf(entry);
    return button('Mark as empty', () => {
      draft.decide(correct(draft.choices, cells.map((cell) => [cell, null])), `${cellText(entry)} without a value`);
    }, { key: `empty:${entry.id}`, 'aria-label': `Mark as empty: ${cellText(entry)}` });
  }

  function dropLines(entry, lines, { orientation }) {
    if (lines.length === 0) return [];
    const what = sayLines(lines, orientation);
    return [button(lines.length === 1 ? `Leave ${what} out` : `Leave ${lines.length} ${orientation} out`, () => {
      draft.decide(drop(draft.choices, lines), `leaving ${what} out`);
    }, { key: `drop:${entry.id}`, class: 'quiet', title: `Leave ${what} out` })];
  }

  /** The cell that says the side, or the side of all rows that say none. */
  function sideOf(entry, lines, understood) {
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

  /** Left, right or none for a column whose header may say a side. */
  function sideOfColumn(entry, { orientation }) {
    const [{ row, column, sheet }] = entry.places;
    const label = inSheet(sheet, orientation === 'rows' ? column : row);
    const answers = [['left', 'Left'], ['right', 'Right'], ['both', 'No side']];
    return answers.map(([side, text]) => button(text, () => {
      draft.decide(decideColumns(draft.choices, [{ column: label }], { side }), `the side of “${entry.value}”`);
    }, { key: `column-side:${entry.id}:${side}`, 'aria-label': `${text}: ${entry.value}` }));
  }

  function rename(entry, understood) {
    const [{ sheet }] = entry.places;
    const named = understood.features.filter(({ fname }) => fname === entry.value);
    const columns = entry.places[0].column === null ? columnsOf(understood.features, entry.value)
      : named.filter(({ column }) => ['column', 'row'].some((line) => inSheet(sheet, entry.places[0][line]) === column))
        .map(({ column, category }) => ({ column, category }));
    const what = columns.length === 1 ? `the feature of ${columns[0].column}` : 'the feature';
    return [make('label', { class: 'edit wide' }, make('span', { text: 'Name' }), textInput({
      key: `rename:${entry.id}`, value: entry.value, 'aria-label': `New name of “${entry.value}”`,
      onChange: (fname) => draft.decide(decideColumns(draft.choices, columns, { fname }),
        `the name of “${entry.value}”`),
    })), button('Leave it out', () => {
      draft.decide(decideColumns(draft.choices, columns, { skip: true }), `leaving out ${what}`);
    }, { key: `skip:${entry.id}`, class: 'quiet' }),
      button('Go to Columns', toColumns, { key: `columns:${entry.id}`, class: 'quiet' })];
  }

  const regionCell = (entry) => editCells(entry, 'Another region', { list: regions.listId });
  const MENDS = {
    key: (entry, lines, understood) => [...shareOut(entry), ...regionCell(entry),
      ...dropLines(entry, lines, understood)],
    blank: (entry, lines, understood) => [...editCells(entry, 'Region', { list: regions.listId }), ...fillDown(),
      ...dropLines(entry, lines, understood)],
    side: (entry, lines, understood) => [...sideOf(entry, lines, understood), ...regionCell(entry),
      ...dropLines(entry, lines, understood)],
    cell: (entry, lines, understood) => [...editCells(entry, 'Number', { inputmode: 'decimal' }), emptyCell(entry),
      ...dropLines(entry, lines, understood)],
    name: (entry, lines, understood) => rename(entry, understood),
    column_side: (entry, lines, understood) => sideOfColumn(entry, understood),
  };

  /** A key that names several regions: the same value for each, or its share by volume. */
  function shareOut({ id, value, parts }) {
    if (parts.length === 0) return [];
    const share = (how, what) => draft.decide(decideKey(draft.choices, 'composites', value, how),
      `${what} of “${value}”`);
    return [
      button('Same value for each', () => share('each', 'the same value for each region'), { key: `each:${id}`,
        title: `${parts.join(', ')} each get this value`, 'data-testid': 'composite-each' }),
      button('Share by volume', () => share('volume', 'sharing the value'), { key: `volume:${id}`,
        title: `For counts: ${parts.join(', ')} get their share by volume`, 'data-testid': 'composite-volume' }),
    ];
  }

  function fillDown() {
    if (draft.choices.fill_down === true) return [];
    return [button('Blank cells repeat the region above', () => {
      draft.decide({ ...draft.choices, fill_down: true }, 'blank cells taking the region above');
    }, { key: 'fill-down' })];
  }

  return { draw };
}

function cellText(entry) {
  const cells = entry.places.map(({ row, column }) => `${column}${row}`);
  return cells.length === 1 ? `cell ${cells[0]}` : `${cells.length} cells`;
}
