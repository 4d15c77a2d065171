/** Numbers as typed, statistics of a selection. */

import assert from 'node:assert/strict';
import test from 'node:test';

import { readNumber } from '../../../static/js/colours/number_field.js';
import { shareUpTo, sortKnown, summarise } from '../../../static/js/lists/selection_statistics.js';

test('numbers are read as people type them', () => {
  const typed = { 0: '0', 1.5: '1,5', '-2': '−2', 0.5: '.5', 2000: '2e3', '-0.001': '-1e-3', 7: ' +7. ' };
  assert.equal(readNumber('12 000'), 12000);
  for (const [number, text] of Object.entries(typed)) assert.equal(readNumber(text), Number(number));
  for (const text of ['', 'a', '1.2.3', '1,2,3', '--1', 'Infinity', '0x10']) assert.ok(Number.isNaN(readNumber(text)));
});

test('a summary leaves missing values out and counts zero', () => {
  assert.deepEqual(summarise([0, NaN, 4, 2]), { count: 3, mean: 2, median: 2, sd: 2, min: 0, max: 4 });
  assert.deepEqual(summarise([1, 2]), { count: 2, mean: 1.5, median: 1.5, sd: Math.SQRT1_2, min: 1, max: 2 });
  assert.deepEqual(summarise([NaN]), { count: 0, mean: null, median: null, sd: null, min: null, max: null });
});

test('the share of values not above counts equal ones', () => {
  const sorted = sortKnown([3, 1, NaN, 2, 2]);
  assert.equal(shareUpTo(sorted, 2), 0.75);
  assert.equal(shareUpTo(sorted, 0), 0);
  assert.equal(shareUpTo(sorted, 9), 1);
  assert.ok(Number.isNaN(shareUpTo(sorted, NaN)));
});
