/** One problem: what is wrong where, the suggestions, the cell to edit, the row to drop. */

import { make } from '../../../core/dom.js';
import { accept } from '../choices.js';
import { chooseSide, dropLines, editCells, emptyCells } from './cell_mends.js';
import { chooseColumnSide, renameFeature } from './column_mends.js';
import { fillDown, shareOut } from './key_mends.js';
import { linesOf, sayLines } from './problems.js';

const MOST_SUGGESTIONS = 6;

/** Create the views of entries; `draw(entry, group, understood)` returns a list item. */
export function createEntryViews({ draft, toColumns, regions }) {
  function draw(entry, group, understood) {
    const lines = linesOf(entry);
    const where = whereOf(entry, group, understood, lines);
    return make('li', { class: 'entry', dataset: { testid: 'entry', value: entry.value } },
      make('p', { class: 'said' }, make('span', { class: 'where', text: where }), entry.message),
      ...(entry.suggestions.length > 0 && group.kind !== 'name' ? [chips(entry)] : []),
      make('div', { class: 'mend' }, ...mends[group.kind](entry, lines, understood)));
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

  const regionCell = (entry, label = 'Another region') => editCells(draft, entry, label, { list: regions.listId });
  const left = (entry, lines, understood) => dropLines(draft, entry, lines, understood);
  const mends = {
    key: (entry, ...rest) => [...shareOut(draft, entry), ...regionCell(entry), ...left(entry, ...rest)],
    blank: (entry, ...rest) => [...regionCell(entry, 'Region'), ...fillDown(draft), ...left(entry, ...rest)],
    side: (entry, ...rest) => [...chooseSide(draft, entry, ...rest), ...regionCell(entry), ...left(entry, ...rest)],
    cell: (entry, ...rest) => [...editCells(draft, entry, 'Number', { inputmode: 'decimal' }),
      emptyCells(draft, entry), ...left(entry, ...rest)],
    name: (entry, lines, understood) => renameFeature(draft, entry, understood, toColumns),
    column_side: (entry, lines, understood) => chooseColumnSide(draft, entry, understood),
  };

  return { draw };
}
