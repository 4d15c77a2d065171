/** What puts a problem of a column right: its side, the name of its feature, leaving it out. */

import { make } from '../../../core/dom.js';
import { decideColumns } from '../choices.js';
import { button, textInput } from '../controls.js';
import { columnsOf } from '../features.js';
import { inSheet } from './problems.js';

/** Return left, right or none for a column whose header may say a side. */
export function chooseColumnSide(draft, entry, { orientation }) {
  const [{ row, column, sheet }] = entry.places;
  const label = inSheet(sheet, orientation === 'rows' ? column : row);
  const answers = [['left', 'Left'], ['right', 'Right'], ['both', 'No side']];
  return answers.map(([side, text]) => button(text, () => {
    draft.decide(decideColumns(draft.choices, [{ column: label }], { side }), `the side of “${entry.value}”`);
  }, { key: `column-side:${entry.id}:${side}`, 'aria-label': `${text}: ${entry.value}` }));
}

/** Return what names the features of an entry anew or leaves them out. */
export function renameFeature(draft, entry, understood, toColumns) {
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
