/** What was understood of a sheet as a whole, each in a control that changes it. */

import { make } from '../../../core/dom.js';
import { decide, readSheet } from '../choices.js';
import { checkBox, field, numberInput, radios, select } from '../controls.js';
import { hemisphereChoice } from './hemisphere.js';
import { moreSettings } from './more_settings.js';

const KINDS = [['acronym', 'acronyms'], ['id', 'Allen ids'], ['name', 'names'], ['mixed', 'mixed']];
const TOGETHER = '\n';
const OWN_VOXELS = 'Values for TH and 28 other parent regions exclude their subregions';

/** Create the settings of the draft; `draw(understood)` returns their elements. */
export function createSheetSettings({ draft }) {
  let moreOpen = false;
  const change = (key, value, what) => draft.decide(decide(draft.choices, key, value), what);

  function draw(understood) {
    const { choices } = draft;
    const columns = understood.columns.map((one) => [one.column, sayColumn(one)]);
    const line = understood.orientation === 'rows' ? 'Row' : 'Column';
    const details = make('details', { class: 'more', open: moreOpen }, make('summary', { text: 'More choices' }),
      ...moreSettings({ understood, choices, columns, change }));
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
      field(`${line} of the header`, numberInput({
        key: 'header_row', value: understood.header_row, onChange: (value) => change('header_row', value, 'the header'),
      }), { hint: '0 if there is none' }),
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

  return { draw };
}

function sayColumn({ column, header, values }) {
  const text = header === '' ? values.slice(0, 3).join(', ') : header;
  return text === '' ? column : `${column} · ${text}`;
}
