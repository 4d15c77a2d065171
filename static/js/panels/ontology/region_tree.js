/** Grey matter as a tree of cells, and the mirrored treemap of it. */

import { hierarchy, treemap, treemapSquarify } from 'd3-hierarchy';

/** The root of grey matter in the ontology. */
export const GREY = 'grey';

/** Area grows with volume to this power, so that small regions stay legible. */
const POWER = 0.6;

/** Cells are a little wider than high, as acronyms are. */
const RATIO = 1.2;

/** Css px between Cosmos regions, between Beryl regions, and between cells. */
const GAPS = Object.freeze({ cosmos: 3, beryl: 1, cell: 0.5 });

/** Css px between the halves. */
export const MIDDLE = 10;

/**
 * Return the tree below a region: {row, own, volume, children}. A region is a cell where something is mapped to it
 * that has voxels; one that is a cell and has children too gets a cell of its own among them (`own`).
 *
 * @param {object} regions the region table
 * @param {Uint16Array} table row → mapped row
 * @param {number} top row
 * @returns {TreeNode|null} null where nothing below has voxels
 */
export function growTree(regions, table, top) {
  const volume = new Float64Array(regions.id.length);
  regions.voxels_left.forEach((left, row) => { volume[table[row]] += (left + regions.voxels_right[row]) / 2; });
  const children = new Map();
  regions.parent.forEach((parent, row) => {
    if (row === 0) return;
    if (!children.has(parent)) children.set(parent, []);
    children.get(parent).push(row);
  });
  const grow = (row) => {
    const below = (children.get(row) ?? []).map(grow).filter((node) => node !== null);
    if (below.length === 0) return volume[row] > 0 ? { row, own: false, volume: volume[row], children: [] } : null;
    const own = volume[row] > 0 ? [{ row, own: true, volume: volume[row], children: [] }] : [];
    return { row, own: false, volume: 0, children: [...own, ...below] };
  };
  return grow(top);
}

/**
 * Lay a tree out in width × height css px, one half; returns d3's nodes, parents before children, with x0, y0, x1, y1.
 *
 * @param {TreeNode} tree
 * @param {object} options
 * @param {'volume'|'equal'} options.area
 * @param {object} options.regions for the levels that gaps separate
 */
export function layOut(tree, { width, height, area, regions }) {
  const root = hierarchy(tree).sum(({ children, volume }) => {
    if (children.length > 0) return 0;
    return area === 'equal' ? 1 : volume ** POWER;
  });
  const gapWithin = ({ data: { row } }) => {
    if (regions.beryl[row] > 1) return GAPS.cell;
    return regions.cosmos[row] > 1 ? GAPS.beryl : GAPS.cosmos;
  };
  treemap().tile(treemapSquarify.ratio(RATIO)).size([Math.max(1, width), Math.max(1, height)])
    .paddingInner(gapWithin)(root);
  return root;
}

/** Return x of a node's left edge on a side: the left half is the right one in a mirror. */
export function leftEdge(node, side, width) {
  return side === 'right' ? width + MIDDLE + node.x0 : width - node.x1;
}

/** Return the acronyms from the top of a tree down to a row, as rows. */
export function pathTo(row, top, { parent }) {
  const path = [];
  for (let next = row; next > 0; next = parent[next]) {
    path.unshift(next);
    if (next === top) break;
  }
  return path;
}
