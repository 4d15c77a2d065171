/** Step two: what was understood of the sheet, in words and marked in it, all to be changed. */

import { make } from '../../../core/dom.js';
import { decide, decideColumns, readSheet } from '../choices.js';
import { button, checkBox, field, radios, select, textInput } from '../controls.js';
import { featureTable } from '../preview/feature_table.js';
import { hemisphereChoice } from './hemisphere.js';
import { keepFocus } from '../keep_focus.js';
import { otherSheets } from '../other_sheets.js';
import { sheetPreview } from '../preview/sheet_preview.js';

const KINDS = [['acronym', 'acronyms'], ['id', 'Allen ids'], ['name', 'names'], ['mixed', 'mixed']];
const NONE = 'none';
const TOGETHER = '\n';
const OWN_VOXELS = 'Values for TH and 28 other parent regions exclude their subregions';
const OF_THE_SHEET = ['no_regions', 'no_values', 'doubtful_key_column', 'unknown_choice'];

/** Create the step in `element`, whose title stays. */
export function createColumnsStep({ element, draft, forward }) {
  const body = make('div', { class: 'step-body' });
  const title = element.querySelector('h2');
  let moreOpen = false;
  element.append(body);

  const change = (key, value, what) => draft.decide(decide(draft.choices, key, value), what);
  const changeColumns = (columns, changes, what) => draft.decide(decideColumns(draft.choices, columns, changes), what);

  function update() {
    if (draft.answer === null) return;
    const { understood, problems } = draft.answer;
    keepFocus(body, () => body.replaceChildren(
      ...questions(problems),
      ...otherSheets({ draft, key: 'columns' }),
      make('div', { class: 'beside' },
        make('section', { class: 'card settings', 'aria-label': 'The sheet' }, make('h3', { text: 'The sheet' }),
          ...settings(understood)),
        make('div', {}, make('section', { class: 'card', 'aria-label': 'Why' }, make('h3', { text: 'Why' }),
          make('ul', { class: 'why' }, ...understood.why.map((text) => make('li', { text })))),
            sheetPreview(understood))),
      make('h3', { text: `Features (${new Set(understood.features.map(({ fname }) => fname)).size})` }),
      ...featureTable({ understood, decided: draft.choices.features ?? [], change: changeColumns }),
      make('p', { class: 'onward' }, button('Continue to the check', forward, { class: 'primary' })),
    ), title);
  }

  /** Problems of the whole sheet, said here too, where they are put right. */
  function questions(problems) {
    const whole = problems.filter(({ code }) => OF_THE_SHEET.includes(code));
    return whole.map(({ message, sheet = '' }) => make('p', { class: 'alert warn',
      text: sheet === '' ? message : `${sheet}: ${message}` }));
  }

  function settings(understood) {
    const { choices } = draft;
    const columns = understood.columns.map((one) => [one.column, sayColumn(one)]);
    const line = understood.orientation === 'rows' ? 'Row' : 'Column';
    const details = make('details', { class: 'more', open: moreOpen }, make('summary', { text: 'More choices' }),
      ...moreSettings(understood, columns));
    details.addEventListener('toggle', () => { moreOpen = details.open; });
    return [
      ...sheetChoice(understood),
      field(understood.orientation === 'rows' ? 'Region column' : 'Region row', select({
        key: 'key_column', value: understood.key_column,
        options: understood.key_column === null ? [[null, 'none found'], ...columns] : columns,
        onChange: (value) => change('key_column', value, 'the column of the regions'),
      })),
      field('Regions are written as', select({
        key: 'key_kind', options: KINDS, value: understood.key_kind ?? 'mixed',
        onChange: (value) => change('key_kind', value, 'how regions are written'),
      })),
      field(`${line} of the header`, numberInput('header_row', understood.header_row, 'the header'),
        { hint: '0 if there is none' }),
      ...hemisphereChoice({ draft, key: 'columns-hemisphere' }),
      checkBox({
        key: 'map_nodes', label: OWN_VOXELS, checked: choices.map_nodes ?? false,
        onChange: (value) => change('map_nodes', value, 'values of regions with parts'),
      }),
      ...statisticsChoice(understood),
      details,
    ];
  }

  /** SD, SEM and n beside values: one control for all of them, with what belongs to what. */
  function statisticsChoice({ statistics }) {
    if (statistics === null) return [];
    return [
      radios({
        key: 'statistics', legend: 'SD, SEM and n', value: statistics.kept,
        options: [['pair', 'Keep them as statistics of the values beside them'],
          ['apart', 'Treat each column by itself']],
        onChange: (value) => change('statistics', value, 'SD, SEM and n'),
      }),
      make('p', { class: 'hint', dataset: { testid: 'statistics' }, text: statistics.sentence }),
    ];
  }

  function sheetChoice({ sheets, sheet, sheets_read: together }) {
    if (sheets.length < 2) return [];
    const options = sheets.filter(({ refused }) => refused === '')
      .map(({ name, rows, hidden }) => [name, `${name} (${rows} rows${hidden ? ', hidden' : ''})`]);
    const onChange = (value) => draft.decide(readSheet(draft.choices, value), 'the sheet');
    if (together.length === 0) return [field('Sheet', select({ key: 'sheet', options, value: sheet, onChange }))];
    const all = [TOGETHER, `${together.length} sheets together`];
    return [field('Sheet', select({ key: 'sheet', options: [all, ...options], value: TOGETHER, onChange }),
      { hint: `Each has its own features: ${together.join(', ')}. Shown here: ${sheet}.` })];
  }

  function moreSettings(understood, columns) {
    const { choices } = draft;
    const fill = understood.fill_down !== '' && understood.fill_down !== false;
    return [
      field('Regions run', select({
        key: 'orientation', value: understood.orientation,
        options: [['rows', 'down a column'], ['columns', 'along a row']],
        onChange: (value) => change('orientation', value, 'how regions stand'),
      })),
      field('Group labels above the header', numberInput('group_row', understood.group_row, 'the group labels'),
        { hint: '0 if there are none' }),
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

  function numberInput(key, value, what) {
    return textInput({
      key, type: 'number', min: 0, step: 1, inputmode: 'numeric', value: String(value ?? 0),
      onChange: (typed) => {
        const number = Number(typed);
        if (typed !== '' && Number.isInteger(number) && number >= 0) change(key, number, what);
      },
    });
  }

  return { update };
}

function sayColumn({ column, header, values }) {
  const text = header === '' ? values.slice(0, 3).join(', ') : header;
  return text === '' ? column : `${column} · ${text}`;
}
