/** What is unclear in a table becomes one question each, and answers become choices of the check. */

import assert from 'node:assert/strict';
import test from 'node:test';

import { leaveOut, listUnclear, takeSuggestion } from '../../../static/js/core/unclear.js';

const suggestion = { acronym: 'MOp', name: 'Primary motor area' };
const problem = (more) => ({ code: 'unknown_region', value: 'mpo', message: 'No region.', suggestions: [], row: 2,
  column: 'A', ...more });

test('the same key in several rows is one question, with all its rows', () => {
  const problems = [problem({ suggestions: [suggestion] }), problem({ row: 5, suggestions: [suggestion] }),
    problem({ value: 'other', row: 7 })];
  const found = listUnclear({ problems, understood: { orientation: 'rows' } });
  assert.deepEqual(found.map(({ value, lines }) => [value, lines]), [['mpo', ['2', '5']], ['other', ['7']]]);
});

test('regions along a row are left out by column, other sheets by their name, and a header never', () => {
  const along = listUnclear({ problems: [problem({ row: 1, column: 'D' })], understood: { orientation: 'columns' } });
  assert.deepEqual(along[0].lines, ['D']);
  const [sheet, header] = listUnclear({
    problems: [problem({ sheet: 'mouse 1' }), problem({ value: 'x', may_drop: false })],
    understood: { orientation: 'rows' },
  });
  assert.deepEqual([sheet.lines, header.lines], [['mouse 1!2'], []]);
});

test('answers add to the choices and repeat nothing', () => {
  const accepted = takeSuggestion({ hemisphere: 'left', accepted: { a: 'CA1' } }, { value: 'mpo' }, 'MOp');
  assert.deepEqual(accepted, { hemisphere: 'left', accepted: { a: 'CA1', mpo: 'MOp' } });
  assert.deepEqual(leaveOut(leaveOut({}, ['2']), ['2', '5']).dropped, ['2', '5']);
});
