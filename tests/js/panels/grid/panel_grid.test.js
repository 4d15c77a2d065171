/** Panels lie in a grid without holes or overlaps; edges move shares without losing any. */

import assert from 'node:assert/strict';
import test from 'node:test';

import { arrangePanels, LEAST_SHARE, moveEdge, usableShares } from '../../../../static/js/panels/grid/panel_grid.js';

const panels = (count, tall = -1) => Array.from({ length: count }, (_, n) => ({ id: `p${n}`, tall: n === tall }));

function cellsOf({ places }) {
  return Object.values(places).flatMap(({ column, row, rowSpan }) =>
    Array.from({ length: rowSpan }, (_, n) => `${column}/${row + n}`));
}

test('one to eight panels fill their grid, each cell once', () => {
  for (let count = 1; count <= 8; count++) {
    const grid = arrangePanels(panels(count));
    const cells = cellsOf(grid);
    assert.equal(new Set(cells).size, cells.length);
    assert.equal(cells.length, grid.columns * grid.rows);
    assert.equal(Object.keys(grid.places).length, count);
  }
});

test('of three panels the tall one stands beside the two others', () => {
  const { columns, rows, places } = arrangePanels(panels(3, 0));
  assert.deepEqual([columns, rows], [2, 2]);
  assert.deepEqual(places.p0, { column: 2, row: 1, rowSpan: 2 });
  assert.deepEqual(places.p1, { column: 1, row: 1, rowSpan: 1 });
  assert.deepEqual(places.p2, { column: 1, row: 2, rowSpan: 1 });
});

test('an edge moves between its two neighbours only, and no track vanishes', () => {
  const moved = moveEdge([0.5, 0.3, 0.2], 3, 0, 0.1);
  assert.deepEqual(moved.map((share) => share.toFixed(3)), ['0.600', '0.200', '0.200']);
  assert.equal(moveEdge([0.5, 0.5], 2, 0, 5)[1].toFixed(9), LEAST_SHARE.toFixed(9));
  assert.equal(moveEdge([0.5, 0.5], 2, 0, -5)[0].toFixed(9), LEAST_SHARE.toFixed(9));
});

test('shares that do not fit are replaced by equal ones', () => {
  for (const wrong of [undefined, [1], [0.5, 0.4], [1.5, -0.5], 'all', [NaN, NaN]]) {
    assert.deepEqual(usableShares(wrong, 2), [0.5, 0.5]);
  }
  assert.deepEqual(usableShares([0.6, 0.4], 2), [0.6, 0.4]);
});
