import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  changeAnimal, listGroups, pasteGroups, sayColumns, writeDecisions,
} from '../../../static/js/core/animals.js';

const animals = [
  { name: 'WT_01', group: 'WT', columns: ['B'] },
  { name: 'WT_02', group: 'WT', columns: ['C'] },
  { name: 'KO_01', group: 'KO', columns: [['D', 'KO | m1']] },
];

test('pasted groups replace those of the animals they name, and of no others', () => {
  const { animals: pasted, unknown } = pasteGroups(animals, 'WT_02\tcontrol\r\nKO_01, drug \n\nWT_01\n');
  assert.deepEqual(pasted.map(({ group }) => group), ['WT', 'control', 'drug']);
  assert.deepEqual(unknown, []);
  assert.equal(animals[1].group, 'WT');
});

test('a pasted name that no animal has is told', () => {
  assert.deepEqual(pasteGroups(animals, 'WT_01\tA\nXY\tB').unknown, ['XY']);
});

test('nobody is an animal before that is confirmed', () => {
  const settings = { level: 'beryl' };
  assert.deepEqual(writeDecisions({ animals, confirmed: false, settings }), { level: 'beryl' });
  assert.deepEqual(writeDecisions({ animals, confirmed: true, settings }), { level: 'beryl', animals });
});

test('an animal that is not used is neither sent nor counted among the groups', () => {
  const fewer = changeAnimal(animals, 2, { used: false });
  assert.deepEqual(listGroups(fewer), ['WT']);
  assert.deepEqual(writeDecisions({ animals: fewer, confirmed: true, settings: {} }).animals, animals.slice(0, 2));
});

test('columns are named as the spreadsheet does', () => {
  assert.equal(sayColumns(['B', 'C']), 'B + C');
  assert.equal(sayColumns([['D', 'KO | m1']]), 'D (KO | m1)');
});
