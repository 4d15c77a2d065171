/** Decisions about a table are plain data that never change. */

import assert from 'node:assert/strict';
import test from 'node:test';

import {
  accept, cellName, correct, decide, decideColumns, drop, keepForNextFile, listDecisions, NO_CHOICES, readTyped,
  takeBack,
} from '../../../../static/js/pages/upload/choices.js';

test('a decision makes new choices and leaves the former as they were', () => {
  const former = Object.freeze(decide(NO_CHOICES, 'hemisphere', 'left'));
  const next = decide(former, 'header_row', 0);
  assert.deepEqual(next, { hemisphere: 'left', header_row: 0 });
  assert.deepEqual(former, { hemisphere: 'left' });
});

test('zero, false and an empty text are decisions; null takes one back', () => {
  assert.deepEqual(decide(NO_CHOICES, 'header_row', 0), { header_row: 0 });
  assert.deepEqual(decide(NO_CHOICES, 'map_nodes', false), { map_nodes: false });
  assert.deepEqual(decide(NO_CHOICES, 'side_column', ''), { side_column: '' });
  assert.deepEqual(decide({ sheet: 'a' }, 'sheet', null), {});
  const same = { header_row: 2 };
  assert.equal(decide(same, 'sheet', null), same);
});

test('columns are changed together, and what was decided before stays', () => {
  const pair = [{ column: 'B', category: null }, { column: 'C', category: null }];
  const named = decideColumns(NO_CHOICES, pair, { fname: 'rate' });
  const units = decideColumns(named, pair.slice(0, 1), { unit: 'Hz' });
  assert.deepEqual(units.features, [{ column: 'B', fname: 'rate', unit: 'Hz' }, { column: 'C', fname: 'rate' }]);
});

test('a category of a column is another feature than the column', () => {
  const one = decideColumns(NO_CHOICES, [{ column: 'C', category: 'PV' }], { skip: true });
  const both = decideColumns(one, [{ column: 'C', category: 'SST' }], { fname: 'sst' });
  assert.deepEqual(both.features, [
    { column: 'C', category: 'PV', skip: true }, { column: 'C', category: 'SST', fname: 'sst' },
  ]);
});

test('accepted keys, corrected cells and dropped rows add up, and each can be taken back', () => {
  let choices = accept(NO_CHOICES, [['visp', 'VISp'], ['mos5', 'MOs5']]);
  choices = correct(choices, [['5:B', 3.5], ['6:B', null]]);
  choices = drop(drop(choices, [7]), ['7', '8']);
  assert.deepEqual(choices, {
    accepted: { visp: 'VISp', mos5: 'MOs5' }, corrections: { '5:B': 3.5, '6:B': null }, dropped: ['7', '8'],
  });
  const decisions = listDecisions(choices);
  assert.deepEqual(decisions.map(({ text }) => text), [
    '“visp” is VISp', '“mos5” is MOs5', 'Cell B5: 3.5', 'Cell B6: no value', 'Row 7 left out', 'Row 8 left out',
  ]);
  const none = decisions.reduce(takeBack, choices);
  assert.deepEqual(none, {});
});

test('a correction to zero is taken back like any other', () => {
  const choices = correct(NO_CHOICES, [['5:B', 0], ['6:B', null]]);
  const [zero, nothing] = listDecisions(choices);
  assert.equal(zero.text, 'Cell B5: 0');
  assert.deepEqual(takeBack(choices, nothing), { corrections: { '5:B': 0 } });
  assert.deepEqual(takeBack(choices, zero), { corrections: { '6:B': null } });
});

test('what is typed becomes a number only when it is one', () => {
  assert.equal(readTyped(' 0 '), 0);
  assert.equal(readTyped('-1.5e3'), -1500);
  assert.equal(readTyped('.5'), 0.5);
  assert.equal(readTyped(''), null);
  for (const text of ['1,5', '12 %', 'NA', '0x10', 'Infinity', '1e999', '1.2.3',
    'VISp']) assert.equal(readTyped(text), text);
});

test('a new state of the same file keeps what hangs on no row', () => {
  const choices = { accepted: { visp: 'VISp' }, hemisphere: 'left', header_row: 3, dropped: ['4'],
    corrections: { '5:B': 1 } };
  assert.deepEqual(keepForNextFile(choices), { accepted: { visp: 'VISp' }, hemisphere: 'left' });
  assert.deepEqual(keepForNextFile(NO_CHOICES), {});
});

test('cells are named as the spreadsheet names them', () => {
  assert.equal(cellName('12:AB'), 'AB12');
  assert.equal(cellName('12'), '12');
});
