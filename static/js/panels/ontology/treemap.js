/** The map itself: cells of both halves, with their marks and captions, laid out for a size. */

import { lateralRow } from '../../core/geometry.js';
import { draw } from '../grid/vector_map.js';
import { bindCells } from './cells.js';
import { chooseCaptions } from './captions.js';
import { growTree, layOut, leftEdge, MIDDLE } from './region_tree.js';

const SIDES = Object.freeze(['left', 'right']);

/** Css px: half width of the mark of an inferred value, and of a cell that is large enough to have one. */
const MARK = 2;
const MARKED = 9;

/**
 * Draw the group `wanted` into `content`, or grey matter where there is nothing of it, and return the map: {top, root,
 * half, height, cells, labels, marks, bound}.
 *
 * @param {object} options
 * @param {number[]} options.size width and height, css px
 * @param {string} options.area how large cells are
 * @param {number} options.grey row of grey matter
 */
export function drawTreemap({ content, atlas, mapping, area, wanted, grey, size: [width, height] }) {
  const { regions } = atlas;
  const table = atlas.tables[mapping];
  const found = growTree(regions, table, wanted);
  const half = (width - MIDDLE) / 2;
  const root = layOut(found ?? growTree(regions, table, grey), { width: half, height, area, regions });
  const map = { top: found === null ? grey : wanted, root, half, height, cells: new Map(), labels: [], marks: [] };
  content.replaceChildren(...SIDES.map((side) => drawHalf(map, side, regions)));
  map.bound = bindCells(map, atlas);
  return map;
}

/** Draw the cells, marks and labels of one side, noting them in the map. */
function drawHalf(map, side, regions) {
  const group = draw('g', { role: 'group', 'aria-label': `${side} hemisphere` });
  const texts = draw('g', { class: 'labels', 'aria-hidden': 'true' });
  for (const node of map.root.leaves()) {
    const lateral = lateralRow(node.data.row, side);
    const x = leftEdge(node, side, map.half);
    const cell = draw('rect', {
      x, y: node.y0, width: Math.max(0.5, node.x1 - node.x0), height: Math.max(0.5, node.y1 - node.y0),
      role: 'treeitem', id: `cell-${lateral}`, 'data-lateral': lateral, 'data-row': node.data.row,
    });
    group.append(cell);
    map.cells.set(lateral, cell);
    if (node.x1 - node.x0 < MARKED || node.y1 - node.y0 < MARKED) continue;
    const mark = draw('circle', { cx: x + 2 * MARK, cy: node.y0 + 2 * MARK, r: MARK, class: 'mark' });
    texts.append(mark);
    map.marks.push({ mark, lateral });
  }
  for (const { node, text, size } of chooseCaptions(map.root, regions)) {
    const x = leftEdge(node, side, map.half) + (node.x1 - node.x0) / 2;
    const label = draw('text', { x, y: (node.y0 + node.y1) / 2 + size * 0.35, 'font-size': size }, text);
    texts.append(label);
    map.labels.push({ text: label, lateral: lateralRow(node.leaves()[0].data.row, side) });
  }
  return draw('g', { role: 'none' }, group, texts);
}
