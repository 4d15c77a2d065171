/** One kind of problem: its entries, what puts each right, and what puts all of them right at once. */

import { make } from '../../../core/dom.js';
import { accept, correct, decide, drop } from '../choices.js';
import { button } from '../controls.js';
import { createEntryViews } from './problem_entry.js';
import { cellsOf, certainEntries, countValues, linesOf } from './problems.js';
import { createSheetAnswers } from './sheet_answers.js';

const SHOWN_AT_FIRST = 30;

/**
 * Create the views of groups; `draw(groups, understood)` returns the elements. `redraw` draws again when more
 * entries are asked for.
 */
export function createProblemGroups({ draft, toColumns, regions, redraw }) {
  const entries = createEntryViews({ draft, toColumns, regions });
  const sheetAnswers = createSheetAnswers({ draft, toColumns });
  const unfolded = new Set();

  function draw(groups, understood) {
    return groups.map((group) => {
      const content = group.kind === 'sheet' || group.kind === 'repeat'
        ? sheetAnswers.draw(group, understood)
        : [...together(group, understood), ...list(group, understood)];
      return make('section', { class: 'card problems', 'aria-label': group.title,
        dataset: { code: group.code, testid: 'problems' } },
        make('h3', {}, group.title, ' ', make('span', { class: 'count', text: String(group.count) })), ...content);
    });
  }

  function list(group, understood) {
    const all = unfolded.has(group.code) ? group.entries : group.entries.slice(0, SHOWN_AT_FIRST);
    const rest = group.entries.length - all.length;
    const items = all.map((entry) => entries.draw(entry, group, understood));
    const more = rest === 0 ? [] : [button(`Show ${rest.toLocaleString('en')} more`, () => {
      unfolded.add(group.code);
      redraw();
    }, { key: `more:${group.code}`, class: 'quiet' })];
    return [make('ul', { class: 'entries' }, ...items), ...more];
  }

  /** What can be done to all entries of a group alike; only where there are several. */
  function together(group, understood) {
    if (group.count < 2 && group.code !== 'repeated_name') return [];
    const actions = ['name', 'column_side'].includes(group.kind) ? nameAll(group, understood)
      : [...acceptAll(group), ...emptyAll(group), dropAll(group, understood)];
    if (actions.length === 0) return [];
    return [make('div', { class: 'together', role: 'group', 'aria-label': `All of: ${group.title}` }, ...actions)];
  }

  /** Names that repeat are told apart together; a row of labels or of names is never left out for them. */
  function nameAll({ code }, { statistics }) {
    if (code !== 'repeated_name') return [];
    const ways = [['repeated_names', 'number', 'Number all'],
      ['repeated_names', 'group', 'Add the group label to all'],
      ...(statistics === null ? [] : [['statistics', 'pair', 'Keep SD, SEM and n as statistics']])];
    return ways.map(([key, value, text]) => button(text, () => {
      draft.decide(decide(draft.choices, key, value), text.toLowerCase());
    }, { key: `${key}:${value}` }));
  }

  function acceptAll(group) {
    const certain = certainEntries(group);
    if (certain.length === 0) return [];
    const pairs = certain.map(({ value, suggestions }) => [value, suggestions[0].acronym]);
    const covered = certain.reduce((sum, { places }) => sum + places.length, 0);
    const text = pairs.length === 1 ? `Accept ${pairs[0][1]} for all ${covered}` : `Accept all ${covered} suggestions`;
    return [button(text, () => draft.decide(accept(draft.choices, pairs), `accepting ${covered} suggestions`), {
      key: `accept-all:${group.code}`, class: 'primary', 'data-testid': 'accept-all',
    })];
  }

  function emptyAll(group) {
    if (group.kind !== 'cell') return [];
    const empty = (chosen, what) => draft.decide(correct(draft.choices,
      chosen.flatMap(cellsOf).map((cell) => [cell, null])), what);
    const alike = countValues(group).slice(0, 6).filter(([, count]) => count < group.count);
    return [
      button(`Mark all ${group.count} as empty`, () => empty(group.entries, `${group.count} cells without a value`),
        { key: `empty-all:${group.code}` }),
      ...alike.map(([value, count]) => button(`Mark all ${count} “${value}” as empty`, () => {
        empty(group.entries.filter((entry) => entry.value === value), `${count} cells without a value`);
      }, { key: `empty:${group.code}:${value}` })),
    ];
  }

  function dropAll(group, { orientation }) {
    const lines = [...new Set(group.entries.flatMap(linesOf))];
    const what = orientation === 'rows' ? 'rows' : 'columns';
    return button(`Leave all ${lines.length} ${what} out`, () => {
      draft.decide(drop(draft.choices, lines), `leaving ${lines.length} ${what} out`);
    }, { key: `drop-all:${group.code}`, class: 'quiet' });
  }

  return { draw };
}
