/** A dropped table never replaces what is kept. */

import assert from 'node:assert/strict';
import test from 'node:test';

import { findFreeName } from '../../../../../static/js/pages/viewer/dropped/table_drop.js';

test('a name that is taken gets a number, within the longest name', () => {
  assert.equal(findFreeName('rate', new Set()), 'rate');
  assert.equal(findFreeName('rate', new Set(['rate', 'rate (2)'])), 'rate (3)');
  const long = 'x'.repeat(200);
  assert.ok(findFreeName(long, new Set([long])).length <= 200);
});
