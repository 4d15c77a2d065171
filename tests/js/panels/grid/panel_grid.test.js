/** Panels lie in a grid without holes or overlaps; edges move shares without losing any. */

import assert from 'node:assert/strict';
import test from 'node:test';

import { listEdges, moveEdge } from '../../../../static/js/panels/grid/edge_moves.js';
import { arrangePanels, LEAST_SHARE, shareOut, usableShares } from '../../../../static/js/panels/grid/panel_grid.js';

const panels = (count, tall = -1) => Array.from({ length: count }, (_, n) => ({ id: `p${n}`, tall: n === tall }));

function cellsOf({ places }) {
  return Object.values(places).flatMap(({ column, row, columnSpan, rowSpan }) =>
    Array.from({ length: rowSpan * columnSpan }, (_, n) =>
      `${column + (n % columnSpan)}/${row + Math.floor(n / columnSpan)}`));
}

for (const layout of ['columns', 'rows', 'big']) {
  test(`one to eight panels fill the grid of the layout ${layout}, each cell once`, () => {
    for (let count = 1; count <= 8; count++) {
      const grid = arrangePanels(panels(count), layout);
      const cells = cellsOf(grid);
      assert.equal(new Set(cells).size, cells.length);
      assert.equal(cells.length, grid.columns * grid.rows);
      assert.equal(Object.keys(grid.places).length, count);
    }
  });
}

test('of three panels the tall one stands beside the two others', () => {
  const { columns, rows, places } = arrangePanels(panels(3, 0));
  assert.deepEqual([columns, rows], [2, 2]);
  assert.deepEqual(places.p0, { column: 2, row: 1, columnSpan: 1, rowSpan: 2 });
  assert.deepEqual(places.p1, { column: 1, row: 1, columnSpan: 1, rowSpan: 1 });
  assert.deepEqual(places.p2, { column: 1, row: 2, columnSpan: 1, rowSpan: 1 });
});

test('six panels row by row are the classic two rows of three', () => {
  const { columns, rows, places } = arrangePanels(panels(6), 'rows');
  assert.deepEqual([columns, rows], [3, 2]);
  assert.deepEqual(Object.values(places).map(({ column, row }) => `${column}/${row}`),
    ['1/1', '2/1', '3/1', '1/2', '2/2', '3/2']);
});

test('the large panel is as high as all others, which stand beside it', () => {
  const { places } = arrangePanels(panels(4), 'big');
  assert.deepEqual(places.p0, { column: 1, row: 1, columnSpan: 1, rowSpan: 3 });
  assert.deepEqual(places.p3, { column: 2, row: 3, columnSpan: 1, rowSpan: 1 });
});

test('edges lie where two panels meet, and never over one that spans', () => {
  assert.deepEqual(listEdges(arrangePanels(panels(4))), [
    { kind: 'columns', place: 0, from: 0, to: 2 }, { kind: 'rows', place: 0, from: 0, to: 2 },
  ]);
  assert.deepEqual(listEdges(arrangePanels(panels(3, 0))), [
    { kind: 'columns', place: 0, from: 0, to: 2 }, { kind: 'rows', place: 0, from: 0, to: 1 },
  ]);
  assert.deepEqual(listEdges(arrangePanels(panels(4), 'big')).at(-1), { kind: 'rows', place: 1, from: 1, to: 2 });
  assert.deepEqual(listEdges(arrangePanels(panels(5), 'rows')), [
    { kind: 'columns', place: 0, from: 0, to: 2 }, { kind: 'columns', place: 1, from: 0, to: 1 },
    { kind: 'rows', place: 0, from: 0, to: 3 },
  ]);
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
  assert.deepEqual(usableShares([1], 2, [0.7, 0.3]), [0.7, 0.3]);
});

test('a grid begins with shares for what lies in it, and keeps those that somebody gave', () => {
  const grid = arrangePanels(panels(4));
  assert.deepEqual(shareOut(grid, 'columns', null), { columns: [0.54, 0.46], rows: [0.5, 0.5] });
  assert.deepEqual(shareOut(grid, 'rows', null), { columns: [0.5, 0.5], rows: [0.5, 0.5] });
  assert.deepEqual(shareOut(grid, 'columns', { columns: [0.3, 0.7] }), { columns: [0.3, 0.7], rows: [0.5, 0.5] });
  assert.deepEqual(shareOut(grid, 'columns', { columns: [1], rows: [0.8, 0.2] }).rows, [0.8, 0.2]);
});
