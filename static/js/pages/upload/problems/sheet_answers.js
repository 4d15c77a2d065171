/** Questions about the sheet as a whole, and repeated regions: one answer puts all of them right. */

import { make } from '../../../core/dom.js';
import { decide, decideKey, drop } from '../choices.js';
import { button, radios, select } from '../controls.js';
import { linesOf, sayLines } from './problems.js';

const REPEATS = [
  ['mean', 'mean'], ['median', 'median'], ['sum', 'sum'], ['min', 'lowest'], ['max', 'highest'], ['first', 'first'],
  ['last', 'last'],
];
const MOST_TOLD = 12;

/** Create the views; `draw(group, understood)` returns elements. */
export function createSheetAnswers({ draft, toColumns }) {
  const choose = (key, value, what) => draft.decide(decide(draft.choices, key, value), what);
  const columnsButton = () => button('Go to Columns', toColumns, { key: 'to-columns' });

  function draw(group, understood) {
    const told = group.kind === 'repeat' ? [] : uniqueMessages(group).map((text) => make('p', { text }));
    const answers = ANSWERS[group.code] ?? (() => [columnsButton()]);
    return [...told, make('div', { class: 'answers' }, ...answers(group, understood))];
  }

  const oneOf = (key, legend, options, what) => [radios({
    key, legend, options, value: draft.choices[key] ?? null, onChange: (value) => choose(key, value, what),
  })];

  const ANSWERS = {
    ipsi_side_needed: () => oneOf('ipsi_side', 'Ipsilateral is', [['left', 'left'], ['right', 'right']],
      'the ipsilateral side'),
    mixed_percentages: () => oneOf('percent', '35 % is', [['shown', '35'], ['fraction', '0.35']], 'percentages'),
    decimal_unclear: () => oneOf('decimal', 'Decimal separator',
      [['.', 'point: 1,234.5'], [',', 'comma: 1.234,5']], 'the decimal sign'),
    rows_told_apart: ({ entries: [{ value }] }) => [
      button('A feature for each', () => choose('category_columns', value.split(', '), 'one feature of each category'),
        { key: 'told-apart', class: 'primary' }),
      button('The rows are duplicates', () => choose('layout', 'wide', 'rows that are repeats'),
        { key: 'not-told-apart' }),
    ],
    side_codes_needed: (group) => sideCodes(group),
    doubtful_key_column: (group, understood) => [
      button('They are region ids', () => choose('key_kind', 'id', 'ids of regions'),
        { key: 'are-ids', class: 'primary' }), columnsButton(),
      make('p', { class: 'hint', text: firstKeys(understood) }),
    ],
    repeated_region: repeats,
  };

  function sideCodes({ entries }) {
    const codes = entries.flatMap(({ value }) => value.split(', '));
    return codes.map((code) => make('label', { class: 'edit' }, make('span', { text: `${code} is` }), select({
      key: `code:${code}`, value: draft.choices.side_codes?.[code] ?? null,
      options: [[null, 'choose'], ['left', 'left'], ['right', 'right'], ['both', 'both']],
      onChange: (side) => choose('side_codes', withKey(draft.choices.side_codes, code, side),
        'what numbers of sides mean'),
    })));
  }

  function repeats(group, { orientation }) {
    const items = group.entries.slice(0, MOST_TOLD).map((entry) => make('li', {},
      make('span', { text: entry.message }), wayOf(entry.value), ...leaveOut(entry, orientation)));
    const rest = group.entries.length - items.length;
    return [
      ...oneOf('repeated', 'Combine duplicates using', REPEATS, 'duplicate regions'),
      make('ul', { class: 'entries' }, ...items, ...(rest > 0 ? [make('li', { text: `and ${rest} more` })] : [])),
    ];
  }

  /** Another way for one region. */
  function wayOf(acronym) {
    return select({
      key: `way:${acronym}`, value: draft.choices.repeated_regions?.[acronym] ?? null,
      options: [[null, `${acronym}: choose`], ...REPEATS], 'aria-label': `Combine the values of ${acronym} using`,
      onChange: (way) => draft.decide(decideKey(draft.choices, 'repeated_regions', acronym, way),
        `duplicates of ${acronym}`),
    });
  }

  /** Leaving the row out removes a repeat, unless the region has all its values in that one row. */
  function leaveOut(entry, orientation) {
    const lines = linesOf(entry);
    if (!entry.mayDrop) return [];
    return [button(`Leave ${sayLines(lines, orientation)} out`, () => {
      draft.decide(drop(draft.choices, lines), `leaving ${sayLines(lines, orientation)} out`);
    }, { key: `drop:${entry.id}`, class: 'quiet' })];
  }

  return { draw };
}

function uniqueMessages(group) {
  const said = group.entries.map(({ message, places: [{ sheet }] }) => (
    sheet === '' ? message : `${sheet}: ${message}`));
  return [...new Set(said)];
}

function firstKeys({ columns, key_column: key }) {
  const values = columns.find(({ column }) => column === key)?.values ?? [];
  return values.length === 0 ? '' : `It holds ${values.join(', ')} …`;
}

function withKey(object, key, value) {
  const others = Object.entries(object ?? {}).filter(([one]) => one !== key);
  return Object.fromEntries(value === null ? others : [...others, [key, value]]);
}
