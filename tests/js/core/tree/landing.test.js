/** Where a dragged entry lands: on a folder it goes in; between rows it goes between; at the left edge it goes out. */

import assert from 'node:assert/strict';
import test from 'node:test';

import { findLanding, toTarget } from '../../../../static/js/core/tree/tree_landing.js';
import { ROOT, listNodes, moveNode, toTreeText } from '../../../../static/js/core/tree/tree_moves.js';
import { plant } from './planting.js';

const TREE = plant([['Spike', [['rate', 'rate'], ['width', 'width']]], ['Empty', []], ['theta', 'theta']]);
const idOf = (label) => listNodes(TREE).find(({ node }) => node.label === label).node.id;
const none = () => false;
const every = () => true;

/** The tree after `label` was dropped over the row of `target`. */
function drop(label, target, part, { folded = none, outwards = 0 } = {}) {
  const landing = findLanding(TREE, { id: idOf(target), part, outwards }, folded);
  const place = toTarget(TREE, idOf(label), landing);
  return place.refused ?? toTreeText(moveNode(TREE, idOf(label), place));
}

for (const part of [0.3, 0.5, 0.7]) {
  test(`on a folder, ${part} down: into it, at its end, open, closed or empty`, () => {
    const inSpike = '{"Spike":{"rate":"rate","width":"width","theta":"theta"},"Empty":{}}';
    assert.equal(drop('theta', 'Spike', part), inSpike);
    assert.equal(drop('theta', 'Spike', part, { folded: every }), inSpike);
    const inEmpty = '{"Spike":{"rate":"rate","width":"width"},"Empty":{"theta":"theta"}}';
    assert.equal(drop('theta', 'Empty', part), inEmpty);
    assert.equal(drop('theta', 'Empty', part, { folded: every }), inEmpty);
  });
}

test('above a folder: before it; below an open one: its first; below a closed one: behind it', () => {
  assert.equal(drop('theta', 'Spike', 0.1), '{"theta":"theta","Spike":{"rate":"rate","width":"width"},"Empty":{}}');
  assert.equal(drop('theta', 'Spike', 0.9), '{"Spike":{"theta":"theta","rate":"rate","width":"width"},"Empty":{}}');
  const behind = '{"Spike":{"rate":"rate","width":"width"},"theta":"theta","Empty":{}}';
  assert.equal(drop('theta', 'Spike', 0.9, { folded: every }), behind);
});

test('between features: before the upper half of a row, behind its lower half', () => {
  assert.equal(drop('theta', 'width', 0.4), '{"Spike":{"rate":"rate","theta":"theta","width":"width"},"Empty":{}}');
  assert.equal(drop('theta', 'rate', 0.6), '{"Spike":{"rate":"rate","theta":"theta","width":"width"},"Empty":{}}');
});

test('behind the last of a folder, held further left: out of the folder', () => {
  const out = '{"Spike":{"rate":"rate","width":"width"},"theta":"theta","Empty":{}}';
  assert.equal(drop('theta', 'width', 0.9, { outwards: 1 }), out);
  assert.equal(drop('theta', 'width', 0.9, { outwards: 9 }), out);
  assert.match(drop('theta', 'rate', 0.9, { outwards: 1 }), /"rate":"rate","theta":"theta","width"/);
});

test('below all rows: at the end of the top level, also of an empty tree', () => {
  assert.deepEqual(findLanding(TREE, null, none), {
    parent: ROOT, index: 3, at: 'behind', id: idOf('theta'), level: 1,
  });
  assert.deepEqual(findLanding(plant([]), null, none), { parent: ROOT, index: 0, at: 'into', id: ROOT, level: 1 });
});

test('down within its own folder an entry does not count itself; where it is, nothing changes', () => {
  assert.equal(drop('rate', 'width', 0.9), '{"Spike":{"width":"width","rate":"rate"},"Empty":{},"theta":"theta"}');
  assert.equal(drop('rate', 'width', 0.1), toTreeText(TREE));
});

test('a folder cannot land in itself', () => {
  assert.equal(drop('Spike', 'rate', 0.9), '“Spike” cannot go into itself.');
  assert.equal(drop('Spike', 'Spike', 0.5), '“Spike” cannot go into itself.');
});
