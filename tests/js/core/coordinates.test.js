/** Positions as text: bregma and CCF, to read and to copy. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { bregmaText, ccfOf, ccfText, positionToCopy } from '../../../static/js/core/coordinates.js';

test('bregma lies where iblatlas has it in the CCF', () => {
  assert.deepEqual([ccfOf('ap', 0), ccfOf('dv', 0), ccfOf('ml', 0)], [5400, 332, 5739]);
});

test('the first voxel is at zero, and its middle counts', () => {
  assert.deepEqual([ccfOf('ap', 5400), ccfOf('dv', 332), ccfOf('ml', -5739)], [0, 0, 0]);
  assert.deepEqual([ccfOf('ap', 5400 - 25 * 264), ccfOf('ml', -5739 + 25 * 456)], [6600, 11400]);
});

test('a position is read in mm and copied with a plain minus', () => {
  const place = { ap: -1200, ml: -1514, dv: -3543 };
  assert.equal(bregmaText(place), 'AP −1.20, ML −1.51, DV −3.54 mm');
  assert.equal(ccfText(place), 'CCF AP 6600, DV 3875, ML 4225 µm');
  assert.equal(positionToCopy(place),
    'AP -1.20, ML -1.51, DV -3.54 mm from bregma; CCF AP 6600, DV 3875, ML 4225 µm');
  assert.equal(bregmaText({ ap: -1, ml: 0, dv: 4 }), 'AP 0.00, ML 0.00, DV 0.00 mm');
});
