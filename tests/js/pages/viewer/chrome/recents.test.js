/** The palette knows the buckets that were opened lately. */

import assert from 'node:assert/strict';
import test from 'node:test';

import { addRecent } from '../../../../../static/js/pages/viewer/chrome/recents.js';

test('the latest bucket is first, each is there once, and only some are kept', () => {
  const names = ['a', 'b', 'c', 'b', 'd', 'e', 'f', 'g'].reduce(addRecent, []);
  assert.deepEqual(names, ['g', 'f', 'e', 'd', 'b', 'c']);
});
