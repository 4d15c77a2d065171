/** Numbers as text: whole ones whole, others with the digits that the data need, files without noise. */

import assert from 'node:assert/strict';
import test from 'node:test';

import { digitsFor, formatNumber, formatTicks, formatValue } from '../../../static/js/core/numbers.js';
import { tidyColumn } from '../../../static/js/core/text/tidy_column.js';

test('numbers keep their significant digits and lose their zeros', () => {
  assert.deepEqual([0, -0, 1, 0.1 + 0.2, 12.3456, 0.00012345].map((value) => formatNumber(value)),
    ['0', '0', '1', '0.3', '12.35', '0.0001234']);
  assert.equal(formatNumber(1234567.25), '1.235e6');
  assert.equal(formatNumber(-2.5e-7), '-2.5e-7');
  assert.equal(formatNumber(NaN), '');
  assert.equal(formatNumber(-Infinity), '-∞');
});

test('a unit follows its number, and is left away without one', () => {
  assert.equal(formatValue(0, 'mm³'), '0 mm³');
  assert.equal(formatValue(2.5), '2.5');
  assert.equal(formatValue(null, 'mm³'), '');
});

test('texts of ticks tell all of them apart', () => {
  assert.deepEqual(formatTicks([1000.1, 1000.2, 1000.3]), ['1000.1', '1000.2', '1000.3']);
  assert.deepEqual(formatTicks([0, 50, 100]), ['0', '50', '100']);
});

test('whole numbers stay whole, however few digits are asked for', () => {
  assert.deepEqual([832650, -832650, 19048, 1234567, 12345678901].map((value) => formatNumber(value)),
    ['832650', '-832650', '19048', '1234567', '12345678901']);
  assert.deepEqual([1e6, 2.5e10, 3e20].map((value) => formatNumber(value)), ['1e6', '2.5e10', '3e20']);
});

test('no digit before the point is rounded away', () => {
  assert.deepEqual([832650.37, 12345.678, 9999.96].map((value) => formatNumber(value)), ['832650', '12346', '10000']);
});

test('values get the digits that tell them apart in their range', () => {
  assert.equal(digitsFor([0.1, 0.9]), 4);
  assert.equal(digitsFor([-3, 832650]), 4);
  assert.equal(digitsFor([1000, 1002]), 6);
  assert.equal(digitsFor([1000.001, 1000.002]), 9);
  assert.equal(digitsFor([5, 5]), 4);
  assert.equal(digitsFor(null), 4);
  assert.equal(formatNumber(1000.25, digitsFor([1000, 1002])), '1000.25');
});

test('a file has every digit of the data and none of the noise of arithmetic', () => {
  assert.deepEqual(tidyColumn([0.4861093750000001, 0.1 + 0.2, 832650, 1 / 3, -0]),
    [0.486109375, 0.3, 832650, 0.333333333333333, -0]);
  assert.deepEqual(tidyColumn([null, undefined, 1.5]), [null, undefined, 1.5]);
  assert.ok(Number.isNaN(tidyColumn([NaN])[0]));
  assert.deepEqual(tidyColumn([2 ** 53 - 1]), [2 ** 53 - 1]);
});

test('what was stored with 32 bits is written as it was before', () => {
  const written = [0.1, 0.4861094, 1234.567, 3.4e-12, 0.5];
  assert.deepEqual(tidyColumn(written.map(Math.fround)), written);
});

test('a number of 64 bits that looks like one of 32 bits keeps its digits among others of 64', () => {
  assert.deepEqual(tidyColumn([0.333251953125, 0.1]), [0.333251953125, 0.1]);
  assert.deepEqual(tidyColumn([Math.fround(0.1), 0.123456789012345]), [0.100000001490116, 0.123456789012345]);
  assert.deepEqual(tidyColumn([0.333251953125, Math.fround(0.1)]), [0.333251953125, 0.1]);
});

test('ten thousand random numbers come back to within 5e-15 of themselves, and of 32 bits exactly', () => {
  let seed = 7;
  const random = () => { seed = (seed * 16807) % 2147483647; return seed / 2147483647; };
  const values = Array.from({ length: 10000 }, () => (random() - 0.5) * 10 ** Math.floor(random() * 24 - 12));
  const worst = Math.max(...tidyColumn(values).map((value, n) => Math.abs(value / values[n] - 1)));
  assert.ok(worst > 0 && worst < 5.1e-15, String(worst));
  const singles = values.map(Math.fround);
  assert.deepEqual(tidyColumn(singles).map(Math.fround), singles);
});
