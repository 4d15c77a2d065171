/** Two people change one tree: both see what changed, and nothing of either is lost silently. */

import assert from 'node:assert/strict';
import test from 'node:test';

import {
  ROOT, insertNode, listFnames, listNodes, moveNode, plantTree, removeNode, renameNode, toTreeMap, toTreeText,
} from '../../../../static/js/core/tree/tree_moves.js';
import { adoptIds, describeChanges, mergeTrees } from '../../../../static/js/core/tree/tree_merge.js';
import { countIds, createChance, growLists, plant } from './planting.js';

const BASE = plant([
  ['Spike', [['rate', 'spike_rate'], ['width', 'spike_width']]], ['LFP', [['phase', 'lfp_phase']]], ['theta', 'theta'],
]);
const idOf = (root, label) => listNodes(root).find(({ node }) => node.label === label).node.id;
const at = (label) => idOf(BASE, label);
const messages = (changes) => changes.map(({ message }) => message);

/** Return a tree as somebody else saved it: through JSON, its ids lost and found again. */
function throughServer(root, mine = null) {
  return adoptIds(BASE, plantTree(toTreeMap(root), [], countIds('server')), mine);
}

test('a tree that comes back from the server unchanged has the ids it had', () => {
  assert.deepEqual(throughServer(BASE), BASE);
});

test('a folder that was renamed is recognised by what it holds', () => {
  const theirs = throughServer(renameNode(BASE, at('Spike'), 'Spikes'));
  assert.equal(theirs.children[0].id, at('Spike'));
  assert.deepEqual(messages(describeChanges(BASE, theirs)), ['Renamed “Spike” to “Spikes”']);
});

test('different changes are both applied, and both are told in words', () => {
  const mine = renameNode(BASE, at('rate'), 'mean spike rate (Hz)');
  const theirs = throughServer(moveNode(removeNode(BASE, at('theta')), at('phase'), { parent: at('Spike'), index: 0 }));
  assert.deepEqual(messages(describeChanges(BASE, mine)), ['Renamed “rate” to “mean spike rate (Hz)”']);
  assert.deepEqual(messages(describeChanges(BASE, theirs)), ['Moved “phase” to “Spike”', 'Excluded “theta” (theta)']);
  const { tree, clashes } = mergeTrees(BASE, mine, theirs);
  assert.deepEqual(clashes, []);
  assert.equal(
    toTreeText(tree),
    '{"Spike":{"phase":"lfp_phase","mean spike rate (Hz)":"spike_rate","width":"spike_width"},"LFP":{}}',
  );
});

test('one renames a folder while the other puts something into it', () => {
  const mine = renameNode(BASE, at('Spike'), 'Spikes');
  const depth = { id: 'x', label: 'depth', fname: 'depth' };
  const theirs = throughServer(insertNode(BASE, depth, { parent: at('Spike'), index: 1 }));
  const { tree, clashes } = mergeTrees(BASE, mine, theirs);
  assert.deepEqual(clashes, []);
  assert.equal(
    toTreeText(tree),
    '{"Spikes":{"rate":"spike_rate","depth":"depth","width":"spike_width"},' +
    '"LFP":{"phase":"lfp_phase"},"theta":"theta"}',
  );
});

test('both name one entry differently: the clash is told, and who is preferred decides', () => {
  const mine = renameNode(BASE, at('theta'), 'Θ');
  const theirs = throughServer(renameNode(BASE, at('theta'), 'theta (Hz)'));
  const kept = mergeTrees(BASE, mine, theirs, 'mine');
  assert.deepEqual(messages(kept.clashes), ['You renamed “theta” to “Θ”, they renamed it to “theta (Hz)”.']);
  assert.equal(kept.tree.children[2].label, 'Θ');
  assert.equal(mergeTrees(BASE, mine, theirs, 'theirs').tree.children[2].label, 'theta (Hz)');
});

test('what one takes out and the other changes stays, and is told', () => {
  const mine = removeNode(BASE, at('theta'));
  const theirs = throughServer(renameNode(BASE, at('theta'), 'Θ'));
  const { tree, clashes } = mergeTrees(BASE, mine, theirs);
  assert.deepEqual(messages(clashes), ['You removed “theta”, they changed it: it stays.']);
  assert.equal(tree.children[2].label, 'Θ');
});

test('a folder that one removed stays when the other put something into it', () => {
  const mine = removeNode(BASE, at('LFP'));
  const theirs = throughServer(moveNode(BASE, at('theta'), { parent: at('LFP'), index: 1 }));
  const { tree } = mergeTrees(BASE, mine, theirs);
  assert.equal(toTreeText(tree), '{"Spike":{"rate":"spike_rate","width":"spike_width"},"LFP":{"theta":"theta"}}');
});

test('two folders moved into each other end in no loop, and the clash is told', () => {
  const mine = moveNode(BASE, at('Spike'), { parent: at('LFP'), index: 0 });
  const theirs = throughServer(moveNode(BASE, at('LFP'), { parent: at('Spike'), index: 0 }));
  const { tree, clashes } = mergeTrees(BASE, mine, theirs);
  assert.equal(clashes.some(({ kind }) => kind === 'parent'), true);
  assert.deepEqual(listFnames(tree).sort(), listFnames(BASE).sort());
  assert.equal(tree.children[0].children.at(0).label, 'LFP');
});

test('two orders of the same entries clash; one order beside other changes does not', () => {
  const mine = moveNode(BASE, at('theta'), { parent: ROOT, index: 0 });
  const other = throughServer(moveNode(BASE, at('Spike'), { parent: ROOT, index: 2 }));
  const clash = mergeTrees(BASE, mine, other, 'theirs');
  assert.deepEqual(clash.clashes.map(({ kind }) => kind), ['order']);
  assert.deepEqual(clash.tree.children.map(({ label }) => label), ['LFP', 'theta', 'Spike']);
  const renamed = throughServer(renameNode(BASE, at('LFP'), 'LFP bands'));
  const both = mergeTrees(BASE, mine, renamed);
  assert.deepEqual(both.clashes, []);
  assert.deepEqual(both.tree.children.map(({ label }) => label), ['theta', 'Spike', 'LFP bands']);
});

test('an entry that both added alike is there once', () => {
  const entry = (id) => ({ id, label: 'depth', fname: 'depth' });
  const mine = insertNode(BASE, entry('mine'), { parent: ROOT, index: 3 });
  const theirs = throughServer(insertNode(BASE, entry('theirs'), { parent: ROOT, index: 3 }), mine);
  const { tree } = mergeTrees(BASE, mine, theirs);
  assert.deepEqual(tree.children.map(({ label }) => label), ['Spike', 'LFP', 'theta', 'depth']);
});

test('a tree made by one where there was none meets the other’s changes', () => {
  const plain = plantTree(null, ['a', 'b', 'c'], countIds());
  const mine = renameNode(plain, 'n1', 'A');
  const theirs = adoptIds(plain, plantTree(new Map([['b', 'b'], ['a', 'a']]), [], countIds('server')));
  assert.equal(toTreeText(mergeTrees(plain, mine, theirs).tree), '{"b":"b","A":"a"}');
  const told = messages(describeChanges(plain, theirs));
  assert.deepEqual(told, ['Created a tree', 'Excluded “c” (c)', 'Reordered the top level']);
});

test('merging random changes loses nothing that either still shows, and with no change of one is the other’s', () => {
  for (let seed = 1; seed <= 150; seed += 1) {
    const chance = createChance(seed);
    const base = plant(growLists(chance, 5 + chance.below(25)));
    const change = (tree, mark) => {
      let changed = tree;
      for (let step = 0; step < 6; step += 1) {
        const all = listNodes(changed);
        if (all.length === 0) break;
        const { node } = chance.oneOf(all);
        const folders = [ROOT, ...all.filter((place) => place.node.children).map((place) => place.node.id)];
        const action = chance.below(4);
        if (action === 0) changed = removeNode(changed, node.id);
        else if (action === 1) changed = renameNode(changed, node.id, `${mark} ${seed}.${step}`);
        else changed = moveNode(changed, node.id, { parent: chance.oneOf(folders), index: chance.below(6) });
      }
      return changed;
    };
    const [mine, theirs] = [change(base, 'mine'), change(base, 'theirs')];
    assert.equal(toTreeText(mergeTrees(base, mine, base).tree), toTreeText(mine));
    assert.equal(toTreeText(mergeTrees(base, base, theirs).tree), toTreeText(theirs));
    const merged = new Set(listFnames(mergeTrees(base, mine, theirs).tree));
    const [inMine, inTheirs] = [mine, theirs].map((tree) => new Set(listFnames(tree)));
    const shown = [...inMine].filter((fname) => inTheirs.has(fname));
    assert.deepEqual(shown.filter((fname) => !merged.has(fname)), []);
    const ids = listNodes(mergeTrees(base, mine, theirs).tree).map(({ node }) => node.id);
    assert.equal(new Set(ids).size, ids.length);
  }
});
