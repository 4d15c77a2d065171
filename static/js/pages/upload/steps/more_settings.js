/** The settings of a sheet that few need to change. */

import { checkBox, field, numberInput, select } from '../controls.js';

const NONE = 'none';

/**
 * Return their controls.
 *
 * @param {object} options
 * @param {object} options.understood what the server understood of the sheet
 * @param {object} options.choices what was decided
 * @param {[string, string][]} options.columns the columns as options of a select
 * @param {(key: string, value: *, what: string) => void} options.change
 */
export function moreSettings({ understood, choices, columns, change }) {
  const fill = understood.fill_down !== '' && understood.fill_down !== false;
  return [
    field('Regions run', select({
      key: 'orientation', value: understood.orientation,
      options: [['rows', 'down a column'], ['columns', 'along a row']],
      onChange: (value) => change('orientation', value, 'the direction of regions'),
    })),
    field('Group labels above the header', numberInput({
      key: 'group_row', value: understood.group_row,
      onChange: (value) => change('group_row', value, 'the group labels'),
    }), { hint: '0 if there are none' }),
    field('Side column', select({
      key: 'side_column', value: understood.side_column ?? NONE, options: [[NONE, 'none'], ...columns],
      onChange: (value) => change('side_column', value === NONE ? '' : value, 'the column of sides'),
    })),
    field('Each row is', select({
      key: 'layout', value: understood.layout,
      options: [['wide', 'a region'], ['long', 'a region in one of several categories']],
      onChange: (value) => change('layout', value, 'what a row holds'),
    })),
    ...(understood.layout === 'long' ? [field('Category column', select({
      key: 'category', value: understood.category_columns[0] ?? null, options: columns,
      onChange: (value) => change('category_columns', [value], 'the column of categories'),
    }))] : []),
    field('Decimal separator', select({
      key: 'decimal', value: choices.decimal ?? null,
      options: [[null, 'detected'], ['.', 'dot: 1,234.5'], [',', 'comma: 1.234,5']],
      onChange: (value) => change('decimal', value, 'the decimal sign'),
    })),
    field('Percentages', select({
      key: 'percent', value: choices.percent ?? null,
      options: [[null, 'detected'], ['shown', '35 % is 35'], ['fraction', '35 % is 0.35']],
      onChange: (value) => change('percent', value, 'percentages'),
    })),
    checkBox({
      key: 'fill_down', label: 'Blank cells repeat the region above', checked: choices.fill_down ?? fill,
      onChange: (value) => change('fill_down', value, 'blank cells'),
    }),
  ];
}
