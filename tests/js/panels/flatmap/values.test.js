/** Values on the flatmap: given ones stay, a parent without one has the mean of what is given within it. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { LATERAL_ROWS, SIDE_ROWS } from '../../../../static/js/core/geometry.js';
import { valuesOnMap } from '../../../../static/js/panels/flatmap/values.js';
import { ORIGINS } from '../../../../static/js/data/origin_kinds.js';

// 2 holds 3 and 4, and 3 holds 6 and 7.
const REGIONS = { parent: [-1, -1, 1, 2, 2, 1, 3, 3] };
const TABLE = Uint16Array.from([0, 1, 2, 3, 4, 5, 6, 7]);
const PARENT = 2;

/** Show values given as [row, value, kind, row it was given at]. */
function show(given, mapping = 'allen', { rows = [PARENT, 5], means = true } = {}) {
  const values = new Float64Array(LATERAL_ROWS).fill(NaN);
  const kinds = new Uint8Array(LATERAL_ROWS);
  const sources = new Uint16Array(LATERAL_ROWS);
  for (const [row, value, kind = ORIGINS.given, source = 0] of given) {
    values[row] = value;
    kinds[row] = kind;
    sources[row] = source;
  }
  const givenAt = (lateral) => sources[lateral];
  return valuesOnMap({ rows, values, kinds, givenAt, table: TABLE, mapping, regions: REGIONS, means });
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

test('a value that was handed down counts once, whether its region has it too or not', () => {
  const down = [[6, 6, ORIGINS.parent, 3], [7, 6, ORIGINS.parent, 3], [4, 0]];
  assert.equal(show(down).values[PARENT], 3);
  assert.equal(show([...down, [3, 6]]).values[PARENT], 3);
});

test('a mean of parts does not count beside its parts, and counts where they are not stored', () => {
  const mean = [3, 6, ORIGINS.parts];
  assert.equal(show([mean, [6, 5], [7, 7], [4, 0]]).values[PARENT], 4);
  assert.equal(show([mean, [4, 0]]).values[PARENT], 3);
});

test('no means where only given values are to be shown', () => {
  const { values, averaged } = show([[3, 1], [4, 4]], 'allen', { means: false });
  assert.ok(Number.isNaN(values[PARENT]));
  assert.equal(values[3], 1);
  assert.equal(averaged.size, 0);
});
