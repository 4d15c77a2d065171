/** The tree of grey matter and its mirrored treemap. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { chooseCaptions } from '../../../../static/js/panels/ontology/captions.js';
import { stepFrom } from '../../../../static/js/panels/ontology/keys.js';
import { growTree, layOut, leftEdge, MIDDLE, pathTo } from '../../../../static/js/panels/ontology/region_tree.js';

/** void, root, grey, A (Cosmos, with voxels of its own) > B, C; D (Cosmos) > E; F without voxels. */
const REGIONS = {
  id: [0, 997, 8, 10, 11, 12, 13, 14, 15],
  acronym: ['void', 'root', 'grey', 'A', 'B', 'C', 'D', 'E', 'F'],
  parent: [-1, -1, 1, 2, 3, 3, 2, 6, 6],
  voxels_left: [0, 50, 0, 100, 1000, 8000, 0, 500, 0],
  voxels_right: [0, 60, 0, 100, 1000, 8000, 0, 500, 0],
  cosmos: [0, 1, 1, 3, 3, 3, 6, 6, 6],
  beryl: [0, 1, 1, 1, 4, 5, 1, 7, 8],
};
const ALLEN = Uint16Array.from({ length: 9 }, (_, row) => row);
const SIZE = { width: 400, height: 300, area: 'volume', regions: REGIONS };

const leavesOf = (root) => root.leaves().map(({ data }) => REGIONS.acronym[data.row]);
const areaOf = ({ x0, y0, x1, y1 }) => (x1 - x0) * (y1 - y0);

test('a region with voxels and children has a cell of its own; one without voxels has none', () => {
  const root = layOut(growTree(REGIONS, ALLEN, 2), SIZE);
  assert.deepEqual(leavesOf(root), ['A', 'B', 'C', 'E']);
});

test('under a coarser mapping cells are what is mapped to', () => {
  const cosmos = Uint16Array.from(REGIONS.cosmos);
  assert.deepEqual(leavesOf(layOut(growTree(REGIONS, cosmos, 2), SIZE)), ['A', 'D']);
});

test('areas grow with volume to the power of 0.6, or are equal', () => {
  const find = (root, acronym) => root.leaves().find(({ data }) => REGIONS.acronym[data.row] === acronym);
  const byVolume = layOut(growTree(REGIONS, ALLEN, 2), SIZE);
  const ratio = areaOf(find(byVolume, 'C')) / areaOf(find(byVolume, 'B'));
  assert.ok(Math.abs(ratio / 8 ** 0.6 - 1) < 0.06, String(ratio));
  const equal = layOut(growTree(REGIONS, ALLEN, 2), { ...SIZE, area: 'equal' });
  const same = areaOf(find(equal, 'C')) / areaOf(find(equal, 'B'));
  assert.ok(Math.abs(same - 1) < 0.06, String(same));
});

test('the left half is the right one in a mirror', () => {
  const root = layOut(growTree(REGIONS, ALLEN, 2), SIZE);
  const middle = SIZE.width + MIDDLE / 2;
  const leaves = root.leaves();
  assert.equal(leaves.length, 4);
  leaves.forEach((node) => {
    const width = node.x1 - node.x0;
    const right = leftEdge(node, 'right', SIZE.width) - middle;
    const left = middle - (leftEdge(node, 'left', SIZE.width) + width);
    assert.ok(Math.abs(right - left) < 1e-9);
  });
});

test('a branch without voxels has no tree, and a path leads down to a row', () => {
  assert.equal(growTree(REGIONS, ALLEN, 8), null);
  assert.deepEqual(pathTo(7, 2, REGIONS), [2, 6, 7]);
});

test('cells with room are labelled, by their own acronym', () => {
  const labels = chooseCaptions(layOut(growTree(REGIONS, ALLEN, 2), SIZE), REGIONS);
  assert.deepEqual(labels.map(({ text }) => text), ['A', 'B', 'C', 'E']);
  const tiny = layOut(growTree(REGIONS, ALLEN, 2), { ...SIZE, width: 8, height: 6 });
  assert.deepEqual(chooseCaptions(tiny, REGIONS), []);
});

test('arrows lead beside, above and below, and stay where there is nothing', () => {
  const root = layOut(growTree(REGIONS, ALLEN, 2), SIZE);
  const name = (node) => REGIONS.acronym[node.data.row];
  const first = stepFrom(root, 'ArrowDown');
  assert.equal(name(first), 'A');
  assert.equal(name(stepFrom(first, 'ArrowRight')), 'D');
  assert.equal(stepFrom(first, 'ArrowLeft'), first);
  assert.equal(stepFrom(first, 'ArrowUp'), root);
  assert.equal(stepFrom(root, 'ArrowUp'), root);
  assert.equal(name(stepFrom(stepFrom(first, 'ArrowDown'), 'End')), 'C');
});
