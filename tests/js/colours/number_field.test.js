/** Numbers as people type them. */

import assert from 'node:assert/strict';
import test from 'node:test';

import { readNumber } from '../../../static/js/colours/number_field.js';

test('numbers are read as people type them', () => {
  const typed = { 0: '0', 1.5: '1,5', '-2': '−2', 0.5: '.5', 2000: '2e3', '-0.001': '-1e-3', 7: ' +7. ' };
  assert.equal(readNumber('12 000'), 12000);
  for (const [number, text] of Object.entries(typed)) assert.equal(readNumber(text), Number(number));
  for (const text of ['', 'a', '1.2.3', '1,2,3', '--1', 'Infinity', '0x10']) assert.ok(Number.isNaN(readNumber(text)));
});
