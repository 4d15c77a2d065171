/** What is not on the picture: counted once each, with the reason that hides it. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { LATERAL_ROWS, SIDE_ROWS } from '../../../static/js/core/geometry.js';
import { composePicture } from '../../../static/js/colours/picture.js';
import { findHidden } from '../../../static/js/data/hidden_values.js';
import { readOrigins } from '../../../static/js/data/origins.js';
import { VIEWER_STATE } from '../../../static/js/state/viewer_state.js';

const START = Object.fromEntries(Object.entries(VIEWER_STATE).map(([key, { default: start }]) => [key, start]));
const [A, B, TRACT, BARE, COVERED] = [10, 20, 30, 40, 50];
const drawn = new Uint8Array(LATERAL_ROWS).fill(1);
drawn[BARE] = 0;
drawn[COVERED] = 0;
const allen = Uint16Array.from({ length: 1328 }, (_, row) => row);
const beryl = allen.map((row) => (row === TRACT ? 1 : row));
const atlas = {
  drawn, tables: { allen, beryl, cosmos: beryl },
  rowsFor: (row, mapping) => (mapping !== 'allen' && row === TRACT ? [] : [row]),
  hasColormap: () => true, colormap: () => new Uint8Array(768), colours: Array.from({ length: 1328 }, () => [1, 2, 3]),
  regions: {},
};
const left = (row) => row + SIDE_ROWS;
const data = (values) => ({ data: Object.fromEntries(Object.entries(values).map(([row, mean]) => [row, { mean }])) });

/** A left, 1; A right, 2; B right, 9; a tract, 4; a region without voxels, 5; a parent that its parts cover, 6. */
const FEATURE = Object.freeze({ feature_data: {
  mappings: {
    allen: data({ [left(A)]: 1, [A]: 2, [B]: 9, [TRACT]: 4, [BARE]: 5 }),
    beryl: data({ [left(A)]: 1, [A]: 2, [B]: 9, 1: 4 }),
  },
  origins: {
    allen: { given: [left(A), A, B, TRACT, BARE] }, beryl: { given: [left(A), A], inside: [B, 1] },
    hidden: { rows: [COVERED], leaf: [false], values: [6] },
  },
} });

function find(changes, feature = FEATURE) {
  const state = { ...START, auto: false, mapping: 'allen', ...changes };
  const origins = readOrigins(feature, state.mapping, {}, null);
  const picture = composePicture({ feature, state, atlas, origins });
  const { total, groups, beyond } = findHidden({ feature, picture, state, origins, atlas });
  return { total, beyond, ...Object.fromEntries(groups.map(({ reason, rows }) => [reason, rows])) };
}

test('regions without voxels and parents that their parts cover are told under Allen', () => {
  assert.deepEqual(find({}), { total: 6, beyond: 0, undrawn: [BARE], covered: [COVERED] });
});

test('a hidden hemisphere hides its values, each for one reason', () => {
  assert.deepEqual(find({ hemisphere: 'left' }), {
    total: 6, beyond: 0, side: [A, B, TRACT, BARE], covered: [COVERED],
  });
  assert.deepEqual(find({ hemisphere: 'right' }).side, [left(A)]);
  assert.equal(find({ hemisphere: 'both' }).side, undefined);
});

test('what the parcellation leaves out is told by what was given', () => {
  assert.deepEqual(find({ mapping: 'beryl' }), { total: 4, beyond: 0, mapping: [TRACT] });
});

test('“given only” hides means of parts', () => {
  assert.deepEqual(find({ mapping: 'beryl', givenOnly: true }), {
    total: 4, beyond: 0, givenOnly: [B], mapping: [TRACT],
  });
});

test('values beyond the range are on the picture, and counted', () => {
  assert.deepEqual(find({ range: [1.5, 4] }), { total: 6, beyond: 2, undrawn: [BARE], covered: [COVERED] });
  assert.equal(find({ range: [1, 9] }).beyond, 0);
});

test('nothing is told of a feature that is all on the picture', () => {
  const mappings = { beryl: data({ [A]: 0, [B]: 1 }) };
  const whole = { feature_data: { mappings, origins: { beryl: { given: [A, B] } } } };
  assert.deepEqual(find({ mapping: 'beryl' }, whole), { total: 2, beyond: 0 });
});
