/** Values on the flatmap: given ones stay, a parent without one has the mean of what is given within it. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { LATERAL_ROWS, SIDE_ROWS } from '../../../../static/js/core/geometry.js';
import { valuesOnMap } from '../../../../static/js/viewer/flatmap/values.js';

const REGIONS = { parent: [-1, -1, 1, 2, 2, 1] };
const TABLE = Uint16Array.from([0, 1, 2, 3, 4, 5]);
const PARENT = 2;

function show(given, mapping = 'allen', rows = [PARENT, 5]) {
  const values = new Float64Array(LATERAL_ROWS).fill(NaN);
  for (const [row, value] of given) values[row] = value;
  return valuesOnMap({ rows, values, table: TABLE, mapping, regions: REGIONS });
}

test('a parent without a value has the mean of what is within it, per side', () => {
  const { values, averaged } = show([[3, 1], [4, 4], [3 + SIDE_ROWS, 0]]);
  assert.equal(values[PARENT], 2.5);
  assert.equal(values[PARENT + SIDE_ROWS], 0);
  assert.deepEqual([...averaged], [PARENT, PARENT + SIDE_ROWS]);
});

test('a given value stays, zero too, and missing stays missing', () => {
  const { values, averaged } = show([[PARENT, 0], [3, 9]]);
  assert.equal(values[PARENT], 0);
  assert.ok(Number.isNaN(values[5]));
  assert.equal(averaged.size, 0);
});

test('under Beryl and Cosmos values are those of the mapping', () => {
  const { values } = show([[3, 1]], 'beryl');
  assert.ok(Number.isNaN(values[PARENT]));
});
