/** The features that were found, one row each: used or not, name, unit, description, statistic, side. */

import { make } from '../../../core/dom.js';
import { button, checkBox, select, textInput } from '../controls.js';
import { joinColumns } from '../features.js';

const STATISTICS = ['mean', 'median', 'std', 'sem', 'min', 'max', 'count', 'sum'];
const COLUMN_TITLES = ['Use', 'Column', 'Name', 'Unit', 'Description', 'Statistic', 'Side'];

/**
 * Return the table of features and the list of columns left out.
 *
 * @param {object} options
 * @param {object} options.understood as the server answers
 * @param {object[]} options.decided `choices.features`: a category that was left out is only known from here
 * @param {(columns: object[], changes: object, what: string) => void} options.change
 */
export function featureTable({ understood, decided, change }) {
  const rows = joinColumns(understood.features);
  const head = make('tr', {}, ...COLUMN_TITLES.map((text) => make('th', { scope: 'col', text })));
  const table = make('div', { class: 'features', dataset: { scrolls: '' } },
    make('table', { 'aria-label': 'Features' }, make('thead', {}, head),
      make('tbody', {}, ...rows.map((row) => featureRow(row, understood.orientation, change)))));
  return [rows.length > 0 ? table : make('p', { class: 'alert', text: 'There are no value columns yet.' }),
    ...leftOut(understood, decided, change)];
}

function featureRow(row, orientation, change) {
  const { columns, fname, unit, description, statistic, category } = row;
  const key = columns.map((one) => `${one.column}/${one.category ?? ''}`).join('+');
  const text = (name, value, label) => textInput({
    key: `${name}:${key}`, value, 'aria-label': `${label} of ${fname}`,
    onChange: (typed) => change(columns, { [name]: typed }, `${label.toLowerCase()} of “${fname}”`),
  });
  const cells = [
    checkBox({
      key: `use:${key}`, label: `Use ${fname}`, hideLabel: true, checked: true,
      onChange: () => change(columns, { skip: true }, `leaving out “${fname}”`),
    }),
    make('span', { class: 'letter', text: [columns.map((one) => one.column).join(' + '),
      category ?? ''].join(' ').trim() }),
    text('fname', fname, 'Name'), text('unit', unit, 'Unit'), text('description', description, 'Description'),
    select({
      key: `statistic:${key}`, value: statistic, 'aria-label': `Statistic of ${fname}`,
      options: [...new Set([statistic, row.saidStatistic,
        ...STATISTICS])].filter((one) => one !== '').map((one) => [one, one]),
      onChange: (chosen) => change(columns, { statistic: chosen }, `statistic of “${fname}”`),
    }),
    sideControl(row, key, change),
  ];
  const label = orientation === 'rows' ? COLUMN_TITLES : COLUMN_TITLES.map((one) => (one === 'Column' ? 'Row' : one));
  return make('tr', {}, ...cells.map((cell, index) => make('td', { dataset: { title: label[index] } }, cell)));
}

function sideControl({ columns, fname, side }, key, change) {
  if (columns.length > 1) return make('span', { text: columns.map((one) => one.side).join(' + ') });
  return select({
    key: `side:${key}`, value: side ?? 'both', 'aria-label': `Side of ${fname}`,
    options: [['both', 'Same as table'], ['left', 'left'], ['right', 'right']],
    onChange: (chosen) => change(columns, { side: chosen }, `side of “${fname}”`),
  });
}

/** Return the columns that are no features, with the reason and a way to use them after all. */
function leftOut({ left_out: columns, columns: known, orientation }, decided, change) {
  const skipped = decided.filter(({ skip, category }) => skip && category !== undefined);
  const withReason = Object.entries(columns)
    .filter(([column]) => !skipped.some((one) => one.column === column))
    .map(([column, reason]) => ({ column, category: null, reason,
      title: known.find((one) => one.column === column)?.header ?? '' }));
  const all = [...withReason, ...skipped.map((one) => ({ ...one, reason: 'skipped by you', title: one.category }))];
  if (all.length === 0) return [];
  const what = orientation === 'rows' ? 'column' : 'row';
  const items = all.map(({ column, category, reason, title }) => make('li', {},
    make('span', {}, make('b', { text: column }), title === '' ? '' : ` “${title}”`, `: ${reason}`),
    button('Use it', () => change([{ column, category }], { skip: false }, `using ${what} ${column}`), {
      key: `use-after-all:${column}/${category ?? ''}`, 'aria-label': `Use it: ${what} ${column} ${title}`,
      class: 'quiet',
    })));
  return [make('details', { class: 'left-out', open: all.length <= 6 },
    make('summary', { text: `${all.length} ${what}${all.length === 1 ? '' : 's'} skipped` }),
    make('ul', {}, ...items))];
}
