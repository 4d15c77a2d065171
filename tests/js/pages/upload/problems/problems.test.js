/** Problems are grouped by kind; the rows of one key are one entry, cells stay apart. */

import assert from 'node:assert/strict';
import test from 'node:test';

import { describeCode } from '../../../../../static/js/pages/upload/problems/problem_codes.js';
import {
  cellsOf, certainEntries, countValues, groupProblems, linesOf, sayLines,
} from '../../../../../static/js/pages/upload/problems/problems.js';

const suggestion = (acronym) => ({ acronym, id: 1, name: acronym, reason: 'differs by capital letters only' });

function problem(row, column, value, code, suggestions = []) {
  return { row, column, value, code, message: `${value} is wrong.`, suggestions };
}

const PROBLEMS = [
  problem(8, 'C', 'high', 'not_a_number'),
  problem(4, 'A', 'visp', 'case_differs', [suggestion('VISp')]),
  problem(9, 'A', 'visp', 'case_differs', [suggestion('VISp')]),
  problem(5, 'A', 'mos5', 'case_differs', [suggestion('MOs5')]),
  problem(9, 'C', 'high', 'not_a_number'),
];

test('every problem is in exactly one group, keys with all their rows', () => {
  const groups = groupProblems(PROBLEMS);
  assert.deepEqual(groups.map(({ code, count, entries }) => [code, count, entries.length]), [
    ['case_differs', 3, 2], ['not_a_number', 2, 2],
  ]);
  assert.deepEqual(linesOf(groups[0].entries[0]), ['4', '9']);
  assert.deepEqual(cellsOf(groups[0].entries[0]), ['4:A', '9:A']);
});

test('only keys with one suggestion are accepted together', () => {
  const two = problem(7, 'A', 'cEnt', 'case_differs', [suggestion('CENT'), suggestion('ENTm')]);
  const [group] = groupProblems([...PROBLEMS, problem(6, 'A', 'zzz', 'case_differs'), two]);
  assert.deepEqual(certainEntries(group).map(({ value }) => value), ['visp', 'mos5']);
});

test('guesses are never accepted together, even with one suggestion', () => {
  for (const code of ['misspelled', 'ambiguous', 'rounded_id', 'finer_than_tree', 'side_in_key', 'unknown_region']) {
    const [group] = groupProblems([problem(4, 'A', 'S1X', code, [suggestion('SUM')])]);
    assert.deepEqual(certainEntries(group), [], code);
  }
  for (const code of ['case_differs', 'name_folded', 'synonym']) {
    const [group] = groupProblems([problem(4, 'A', 'visp', code, [suggestion('VISp')])]);
    assert.equal(certainEntries(group).length, 1, code);
  }
});

test('a key that names several regions keeps its parts', () => {
  const [group] = groupProblems([{ ...problem(4, 'A', 'BLA, LA', 'composite'), parts: ['BLA', 'LA'] }]);
  assert.deepEqual(group.entries[0].parts, ['BLA', 'LA']);
});

test('where regions run along a row, a line is a column of the sheet', () => {
  const [group] = groupProblems([problem(1, 'D', 'visp', 'case_differs')], 'columns');
  assert.deepEqual(linesOf(group.entries[0]), ['D']);
  assert.equal(sayLines(['D'], 'columns'), 'column D');
});

test('a problem of the whole sheet has no line and no cell', () => {
  const [group] = groupProblems([problem(null, null, 'ipsi', 'ipsi_side_needed')]);
  assert.equal(group.kind, 'sheet');
  assert.deepEqual([linesOf(group.entries[0]), cellsOf(group.entries[0])], [[], []]);
});

test('texts that stand in several cells are counted', () => {
  const [, cells] = groupProblems([...PROBLEMS, problem(10, 'C', 'low', 'not_a_number')]);
  assert.deepEqual(countValues(cells), [['high', 2]]);
});

test('a code that is not known here can still be put right', () => {
  assert.deepEqual(describeCode('new_doubt', { suggestions: [suggestion('VISp')], column: 'A' }), {
    title: 'New doubt', kind: 'key', together: false,
  });
  assert.equal(describeCode('odd_cell', { suggestions: [], column: 'B' }).kind, 'cell');
  assert.equal(describeCode('odd_sheet', { suggestions: [], column: null }).kind, 'sheet');
});

test('what may not be guessed cannot be accepted together', () => {
  for (const code of ['ambiguous', 'composite', 'ipsi_contra', 'name_disagrees', 'unknown_region']) {
    assert.equal(describeCode(code).together, false, code);
  }
  assert.equal(describeCode('case_differs').together, true);
});

test('lines are said as people say them', () => {
  assert.equal(sayLines(['5']), 'row 5');
  assert.equal(sayLines(['5', '9']), 'rows 5 and 9');
  assert.equal(sayLines(['5', '9', '12']), 'rows 5, 9 and 12');
  assert.equal(sayLines(['1', '2', '3', '4', '5', '6', '7', '8']), 'rows 1, 2, 3, 4, 5, 6 and 2 more');
});

test('an entry says whether leaving its row out puts it right', () => {
  const repeats = [
    { ...problem(4, 'A', 'VISp', 'repeated_region'), may_drop: true },
    { ...problem(5, 'A', 'MOs', 'repeated_region'), may_drop: false },
  ];
  const [{ entries }] = groupProblems(repeats);
  assert.deepEqual(entries.map(({ mayDrop }) => mayDrop), [true, false]);
});

test('places of several sheets name their sheet, in words and in choices', () => {
  const places = [
    { ...problem(4, 'A', 'visp', 'case_differs'), sheet: 'mouse 1' },
    { ...problem(4, 'A', 'visp', 'case_differs'), sheet: 'a!b' },
  ];
  const [{ entries: [entry] }] = groupProblems(places);
  assert.deepEqual(cellsOf(entry), ['mouse 1!4:A', 'a!b!4:A']);
  assert.deepEqual(linesOf(entry), ['mouse 1!4', 'a!b!4']);
  assert.equal(sayLines(linesOf(entry)), 'rows 4 of mouse 1 and 4 of a!b');
});
