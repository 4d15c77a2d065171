/** Numbers as typed, origins of values, statistics of a selection. */

import assert from 'node:assert/strict';
import test from 'node:test';

import { SIDE_ROWS } from '../../../static/js/core/geometry.js';
import { readNumber } from '../../../static/js/viewer/number_field.js';
import { describeOrigin, readOrigins } from '../../../static/js/viewer/origins.js';
import { shareUpTo, sortKnown, summarise } from '../../../static/js/viewer/selection_statistics.js';

test('numbers are read as people type them', () => {
  const typed = { 0: '0', 1.5: '1,5', '-2': '−2', 0.5: '.5', 2000: '2e3', '-0.001': '-1e-3', 7: ' +7. ' };
  assert.equal(readNumber('12 000'), 12000);
  for (const [number, text] of Object.entries(typed)) assert.equal(readNumber(text), Number(number));
  for (const text of ['', 'a', '1.2.3', '1,2,3', '--1', 'Infinity', '0x10']) assert.ok(Number.isNaN(readNumber(text)));
});

test('a value is given, from children, from inside, or spread from an ancestor', () => {
  const left = (row) => row + SIDE_ROWS;
  const origins = { beryl: { given: [3], children: [left(3)], inside: [4], spread: { [left(2)]: [5] } } };
  const { known, of } = readOrigins({ feature_data: { origins } }, 'beryl');
  const acronyms = ['void', 'root', 'MO', 'MOs'];
  assert.ok(known);
  assert.equal(describeOrigin(of(3), acronyms), 'given');
  assert.equal(describeOrigin(of(left(3)), acronyms), 'inferred: mean of its children');
  assert.equal(describeOrigin(of(4), acronyms), 'inferred: mean of the given regions inside it');
  assert.equal(describeOrigin(of(5), acronyms), 'inferred: spread from MO');
  assert.equal(describeOrigin(of(6), acronyms), '');
});

test('without stored origins nothing is said', () => {
  for (const feature of [null, {}, { feature_data: {} }, { feature_data: { origins: { allen: {} } } }]) {
    const { known, of } = readOrigins(feature, 'beryl');
    assert.ok(!known);
    assert.equal(describeOrigin(of(3), []), '');
  }
});

test('a summary leaves missing values out and counts zero', () => {
  assert.deepEqual(summarise([0, NaN, 4, 2]), { count: 3, mean: 2, median: 2, min: 0, max: 4 });
  assert.deepEqual(summarise([1, 2]), { count: 2, mean: 1.5, median: 1.5, min: 1, max: 2 });
  assert.deepEqual(summarise([NaN]), { count: 0, mean: null, median: null, min: null, max: null });
});

test('the share of values not above counts equal ones', () => {
  const sorted = sortKnown([3, 1, NaN, 2, 2]);
  assert.equal(shareUpTo(sorted, 2), 0.75);
  assert.equal(shareUpTo(sorted, 0), 0);
  assert.equal(shareUpTo(sorted, 9), 1);
  assert.ok(Number.isNaN(shareUpTo(sorted, NaN)));
});
