/** What counts in statistics and histogram, and what the list folds. */

import assert from 'node:assert/strict';
import test from 'node:test';

import { LATERAL_ROWS, SIDE_ROWS } from '../../../static/js/core/geometry.js';
import { countDrawn, keepGiven } from '../../../static/js/data/counting.js';
import { emptyOrigins, ORIGINS } from '../../../static/js/data/origin_kinds.js';

// MOs (25) has layers 26…30 and no voxels; VISp (186) has a layer 189; SSp1 (40) is drawn nowhere; 50 has voxels.
const DRAWN = new Uint8Array(LATERAL_ROWS);
for (const row of [26, 27, 28, 29, 30, 189, 50, 50 + SIDE_ROWS]) DRAWN[row] = 1;

function count(given, mapping = 'allen') {
  const values = new Float64Array(LATERAL_ROWS).fill(NaN);
  const origins = { stored: true, ...emptyOrigins() };
  for (const [row, [value, kind, source = 0]] of Object.entries(given)) {
    values[row] = value;
    origins.kinds[row] = ORIGINS[kind];
    origins.sources[row] = source;
  }
  return { ...countDrawn({ values, origins, mapping, drawn: DRAWN }), values, origins };
}

const LAYERS = Object.fromEntries([26, 27, 28, 29, 30].map((row) => [row, [5, 'parent', 25]]));

test('a value given for a parent counts once, not once for each layer that shows it', () => {
  const { rows, counts, folded } = count({ 25: [5, 'given'], ...LAYERS });
  assert.deepEqual(rows, [25]);
  assert.deepEqual(counts, { given: 1, parts: 0, parent: 5, unknown: 0, undrawn: 0 });
  assert.equal(folded.size, 0);
});

test('a parent that the mapping added is folded and does not count', () => {
  const { rows, counts, folded } = count({ 189: [1, 'given'], 186: [1, 'parts'], 26: [2, 'given'], 25: [2, 'parts'] });
  assert.deepEqual(rows, [26, 189]);
  assert.deepEqual([...folded], [25, 186]);
  assert.deepEqual(counts, { given: 2, parts: 0, parent: 0, unknown: 0, undrawn: 0 });
});

test('what is given and drawn nowhere does not count, and is counted as that', () => {
  const { rows, counts } = count({ 40: [9, 'given'], 50: [1, 'given'] });
  assert.deepEqual(rows, [50]);
  assert.deepEqual(counts, { given: 1, parts: 0, parent: 0, unknown: 0, undrawn: 1 });
});

test('a value origin unknown counts where it is drawn', () => {
  assert.deepEqual(count({ 25: [3, 'unknown'], 26: [3, 'unknown'] }).rows, [26]);
});

test('under Beryl the mean of what was given inside a region counts', () => {
  assert.deepEqual(count({ 25: [5, 'parts'], 186: [1, 'given'] }, 'beryl').rows, [25, 186]);
});

test('given only keeps what is known to be given', () => {
  const given = { 25: [5, 'given'], ...LAYERS, 50: [0, 'unknown'], [50 + SIDE_ROWS]: [0, 'given'] };
  const { values, origins } = count(given);
  const kept = keepGiven(values, origins);
  assert.deepEqual([kept[25], kept[26], kept[50], kept[50 + SIDE_ROWS]], [5, NaN, NaN, 0]);
});
