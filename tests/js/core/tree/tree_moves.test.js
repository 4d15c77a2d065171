/** Moves in a tree: nothing is lost, doubled or cut off, and no folder ends inside itself. */

import assert from 'node:assert/strict';
import test from 'node:test';

import { parseOrdered } from '../../../../static/js/core/text/ordered_json.js';
import {
  MAX_DEPTH, ROOT, dissolveFolder, findPlace, freeLabel, insertNode, listFnames, listNodes, moveNode,
  plantTree, refuseLabel, refuseMove, removeNode, renameNode, sortFolder, toTreeMap, toTreeText,
} from '../../../../static/js/core/tree/tree_moves.js';
import { createUndo } from '../../../../static/js/core/undo.js';
import { countIds, createChance, growLists, plant } from './planting.js';

const idsOf = (root) => listNodes(root).map(({ node }) => node.id);
const labelsOf = (root) => listNodes(root).map(({ node, depth }) => `${depth} ${node.label}`);
const idOf = (root, label) => listNodes(root).find(({ node }) => node.label === label).node.id;

const EXAMPLE = [['Spike', [['rate', 'spike_rate'], ['width', 'spike_width']]], ['LFP', []], ['phase', 'lfp_phase']];

test('no sequence of moves loses, doubles or orphans a node, and undoing all of them is the start', () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const chance = createChance(seed);
    const start = plant(growLists(chance, 5 + chance.below(60)));
    const steps = createUndo(start);
    const all = idsOf(start).sort();
    const features = listFnames(start).sort();
    const folders = [ROOT, ...listNodes(start).filter(({ node }) => node.children).map(({ node }) => node.id)];
    let accepted = 0;
    for (let step = 0; step < 60; step += 1) {
      const [id, parent, index] = [chance.oneOf(all), chance.oneOf(folders), chance.below(12)];
      const refused = refuseMove(steps.state, id, parent);
      const moved = moveNode(steps.state, id, { parent, index });
      if (refused !== null) assert.equal(moved, steps.state);
      else assert.equal(findPlace(moved, id).parent.id, parent);
      if (moved !== steps.state) accepted += 1;
      steps.push(moved, 'a move');
      assert.deepEqual(idsOf(steps.state).sort(), all);
      assert.deepEqual(listFnames(steps.state).sort(), features);
    }
    const end = steps.state;
    assert.ok(accepted > 5, `seed ${seed} moved only ${accepted} times`);
    let undone = 0;
    while (steps.undo() !== null) undone += 1;
    assert.equal(undone, accepted);
    assert.equal(steps.state, start);
    while (steps.redo() !== null) undone -= 1;
    assert.equal(undone, 0);
    assert.equal(steps.state, end);
  }
});

test('a move never changes the tree it was given', () => {
  const start = plant(EXAMPLE);
  const text = JSON.stringify(start);
  moveNode(start, idOf(start, 'rate'), { parent: ROOT, index: 0 });
  renameNode(start, idOf(start, 'rate'), 'other');
  removeNode(start, idOf(start, 'Spike'));
  assert.equal(JSON.stringify(start), text);
});

test('what a move leaves alone is shared, so that a long undo list stays small', () => {
  const start = plant(EXAMPLE);
  const moved = moveNode(start, idOf(start, 'phase'), { parent: idOf(start, 'LFP'), index: 0 });
  assert.equal(moved.children[0], start.children[0]);
});

test('the index counts the children without the moved one', () => {
  const start = plant([['a', 'a'], ['b', 'b'], ['c', 'c']]);
  const labels = (root) => root.children.map(({ label }) => label).join('');
  assert.equal(labels(moveNode(start, idOf(start, 'a'), { parent: ROOT, index: 2 })), 'bca');
  assert.equal(labels(moveNode(start, idOf(start, 'a'), { parent: ROOT, index: 1 })), 'bac');
  assert.equal(labels(moveNode(start, idOf(start, 'c'), { parent: ROOT, index: 0 })), 'cab');
  assert.equal(moveNode(start, idOf(start, 'b'), { parent: ROOT, index: 1 }), start);
});

test('a folder goes neither into itself nor into what it holds', () => {
  const start = plant([['outer', [['inner', [['x', 'x']]]]]]);
  const [outer, inner] = ['outer', 'inner'].map((label) => idOf(start, label));
  assert.match(refuseMove(start, outer, outer), /“outer” cannot go into itself/);
  assert.match(refuseMove(start, outer, inner), /“outer” cannot go into itself/);
  assert.equal(moveNode(start, outer, { parent: inner, index: 0 }), start);
  assert.equal(refuseMove(start, inner, ROOT), null);
});

test('a feature holds nothing, the root does not move, and what is not there does not either', () => {
  const start = plant(EXAMPLE);
  assert.match(refuseMove(start, idOf(start, 'LFP'), idOf(start, 'phase')), /Only folders/);
  assert.match(refuseMove(start, ROOT, idOf(start, 'LFP')), /Nothing to move/);
  assert.match(refuseMove(start, 'nobody', ROOT), /Nothing to move/);
  assert.match(refuseMove(start, idOf(start, 'phase'), 'nowhere'), /Only folders/);
});

test('a tree grows to twenty levels, folders that are moved counted with what they hold', () => {
  let lists = [['deepest', 'x']];
  for (let level = MAX_DEPTH; level > 1; level -= 1) lists = [[`level ${level - 1}`, lists]];
  const start = plant([...lists, ['loose', [['leaf', 'y']]], ['feature', 'z']]);
  const deepest = idOf(start, `level ${MAX_DEPTH - 1}`);
  assert.equal(refuseMove(start, idOf(start, 'feature'), deepest), null);
  assert.match(refuseMove(start, idOf(start, 'loose'), deepest), /at most 20 levels/);
  assert.equal(refuseMove(start, idOf(start, 'loose'), idOf(start, `level ${MAX_DEPTH - 2}`)), null);
});

test('a tree is written in its order, keys that look like numbers too, and read back the same', () => {
  const text = '{"zeta":{"10":"ten","9":"nine"},"a \\"b\\"":"x","1":{"é":"y"},"empty":{}}';
  const root = plantTree(parseOrdered(text), [], countIds());
  assert.equal(toTreeText(root), text);
  assert.deepEqual([...toTreeMap(root).get('zeta').keys()], ['10', '9']);
});

test('labels of any writing are text: markup, paths, __proto__', () => {
  const text = '{"<img src=x onerror=alert(1)>":"a","../../x":"b","__proto__":"c","constructor":{"toString":"d"}}';
  assert.equal(toTreeText(plantTree(parseOrdered(text), [], countIds())), text);
});

test('a bucket without a tree shows every feature by its name, until a change makes a tree', () => {
  const plain = plantTree(null, ['b', 'a'], countIds());
  assert.equal(plain.plain, true);
  assert.equal(toTreeText(plain), 'null');
  assert.equal(toTreeMap(plain), null);
  const moved = moveNode(plain, idOf(plain, 'a'), { parent: ROOT, index: 0 });
  assert.equal(moved.plain, false);
  assert.equal(toTreeText(moved), '{"a":"a","b":"b"}');
});

test('inserting, renaming, removing, dissolving and sorting do only that', () => {
  const start = plant(EXAMPLE);
  const added = insertNode(start, { id: 'new', label: 'Ω', fname: 'ohm' }, { parent: idOf(start, 'Spike'), index: 99 });
  assert.deepEqual(labelsOf(added), ['1 Spike', '2 rate', '2 width', '2 Ω', '1 LFP', '1 phase']);
  const renamed = renameNode(start, idOf(start, 'rate'), 'Rate');
  assert.deepEqual(labelsOf(renamed), ['1 Spike', '2 Rate', '2 width', '1 LFP', '1 phase']);
  assert.deepEqual(labelsOf(removeNode(start, idOf(start, 'Spike'))), ['1 LFP', '1 phase']);
  assert.deepEqual(labelsOf(dissolveFolder(start, idOf(start, 'Spike'))), ['1 rate', '1 width', '1 LFP', '1 phase']);
  const numbers = plant([['b 10', 'x'], ['B 9', 'y'], ['a', 'z']]);
  assert.deepEqual(labelsOf(sortFolder(numbers, ROOT)), ['1 a', '1 B 9', '1 b 10']);
  assert.equal(sortFolder(sortFolder(numbers, ROOT), ROOT).children.length, 3);
});

test('a label is a text that can be seen', () => {
  assert.equal(refuseLabel('mean spike rate (Hz) — µV/√Hz 平均'), null);
  assert.match(refuseLabel(''), /empty/);
  assert.match(refuseLabel('x'.repeat(301)), /300/);
  assert.match(refuseLabel('a\u200Bb'), /U\+200B/);
  assert.match(refuseLabel('a\nb'), /U\+000A/);
  assert.match(refuseLabel('a\u00A0b'), /U\+00A0/);
});

test('a label that is taken gets the next free number', () => {
  assert.equal(freeLabel('rate', new Set(['Rate'])), 'rate');
  assert.equal(freeLabel('rate', new Set(['rate', 'rate (2)'])), 'rate (3)');
});
