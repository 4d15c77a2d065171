/** CSV that every spreadsheet reads and none runs. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { writeCsv } from '../../../../static/js/core/text/csv.js';

test('commas, quotes and line breaks are quoted; lines end as RFC 4180 says', () => {
  assert.equal(writeCsv([['a,b', 'say "x"', 'two\nlines', 'plain']]), '"a,b","say ""x""","two\nlines",plain\r\n');
});

test('zero is a number, missing is an empty cell', () => {
  assert.equal(writeCsv([[0, -1.5, 1e-7, null, undefined, NaN, '']]), '0,-1.5,1e-7,,,,\r\n');
});

for (const formula of ['=1+1', '+1', '-cmd|calc', '@SUM(A1)', '\tx', '\r=x', '＝1+1', '＋1', '－cmd', '＠SUM(A1)']) {
  test(`a text that begins like the formula ${JSON.stringify(formula)} is no formula`, () => {
    const cell = writeCsv([[formula]]).replaceAll('"', '');
    assert.ok(cell.startsWith('\''));
  });
}

test('a negative number stays a number', () => {
  assert.equal(writeCsv([[-5]]), '-5\r\n');
});
