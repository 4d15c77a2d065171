/** Columns that belong together are one feature; names, letters and tokens come out right. */

import assert from 'node:assert/strict';
import test from 'node:test';

import { formatToken, newToken, pythonLines, tokenFile } from '../../../../static/js/core/token.js';
import { findBestSlices } from '../../../../static/js/slices/best_slices.js';
import { columnsOf, joinColumns, listFnames, proposeName } from '../../../../static/js/pages/upload/features.js';
import { columnLetters, columnNumber } from '../../../../static/js/pages/upload/preview/sheet_preview.js';

function feature(column, fname, more = {}) {
  return {
    column, fname, unit: '', description: '', statistic: 'mean', said_statistic: '', side: null, category: null,
    ...more,
  };
}

test('a left and a right column are one row, other columns rows of their own', () => {
  const rows = joinColumns([
    feature('B', 'rate', { side: 'left', unit: 'Hz' }), feature('C', 'rate', { side: 'right' }), feature('D', 'depth'),
  ]);
  assert.deepEqual(rows.map(({ fname, unit, side, columns }) => [fname, unit, side,
    columns.map((one) => one.column)]), [
    ['rate', 'Hz', null, ['B', 'C']], ['depth', '', null, ['D']],
  ]);
});

test('columns of the same name without a side stay apart, so that each can be renamed', () => {
  assert.equal(joinColumns([feature('B', 'rate'), feature('C', 'rate')]).length, 2);
});

test('categories of one column are features of their own', () => {
  const features = [feature('C', 'PV', { category: 'PV' }), feature('C', 'SST', { category: 'SST' })];
  assert.equal(joinColumns(features).length, 2);
  assert.deepEqual(columnsOf(features, 'SST'), [{ column: 'C', category: 'SST' }]);
});

test('a feature with several statistics is named once', () => {
  const features = [feature('B', 'rate'), feature('C', 'rate', { statistic: 'std' }), feature('D', 'n')];
  assert.deepEqual(listFnames(features), ['rate', 'n']);
});

test('a proposed name is free', () => {
  assert.equal(proposeName('rate', new Set(['rate', 'rate 2'])), 'rate 3');
});

test('letters and numbers of columns are inverse to each other', () => {
  for (const [index, letters] of [[0, 'A'], [25, 'Z'], [26, 'AA'], [51, 'AZ'], [52, 'BA'], [701, 'ZZ'], [702, 'AAA']]) {
    assert.equal(columnLetters(index), letters);
    assert.equal(columnNumber(letters), index + 1);
  }
});

test('tokens are UUIDs of version 4, also without the browser making them', () => {
  const form = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  assert.match(newToken(), form);
  assert.match(formatToken(new Uint8Array(16).fill(255)), form);
  assert.equal(formatToken(new Uint8Array(16)), '00000000-0000-4000-8000-000000000000');
});

test('the file for Python holds the token where the client looks for it', () => {
  assert.deepEqual(JSON.parse(tokenFile('my "bucket"', 'secret')), { buckets: { 'my "bucket"': { token: 'secret' } } });
  const lines = pythonLines('http://127.0.0.1:8000/', 'abc');
  assert.match(lines, /FEATURES_API_BASE_URL = "http:\/\/127\.0\.0\.1:8000\/api\/"/);
  assert.ok(!lines.includes('token='));
});

test('the slices pass where most different regions have a value', () => {
  const mapping = Uint16Array.from({ length: 1328 }, (_, row) => row);
  const values = new Float64Array(2655).fill(NaN);
  const boxes = [{ row: 12, ap: 100 }, { row: 10, ap: 300 }, { row: 11, ap: 300 }];
  for (const { row } of boxes) values[row] = row === 11 ? 0 : 1;
  const volume = {
    labelAt: (ap, dv, ml) => boxes.find((box, n) => box.ap === ap && dv === 40 && ml === 240 + 4 * n)?.row ?? 0,
  };
  assert.deepEqual(findBestSlices({ volume, values, mapping }), { coronal: 300, sagittal: 240, horizontal: 40 });
  assert.equal(findBestSlices({ volume, values: values.map(() => NaN), mapping }), null);
});
