/** The palette knows the buckets that were opened lately; a dropped table never replaces what is kept. */

import assert from 'node:assert/strict';
import test from 'node:test';

import { addRecent } from '../../../static/js/pages/viewer/chrome/recents.js';
import { findFreeName } from '../../../static/js/pages/viewer/table_drop.js';

test('the latest bucket is first, each is there once, and only some are kept', () => {
  const names = ['a', 'b', 'c', 'b', 'd', 'e', 'f', 'g'].reduce(addRecent, []);
  assert.deepEqual(names, ['g', 'f', 'e', 'd', 'b', 'c']);
});

test('a name that is taken gets a number, within the longest name', () => {
  assert.equal(findFreeName('rate', new Set()), 'rate');
  assert.equal(findFreeName('rate', new Set(['rate', 'rate (2)'])), 'rate (3)');
  const long = 'x'.repeat(200);
  assert.ok(findFreeName(long, new Set([long])).length <= 200);
});
