/** What is wrong in a tree is found, said and repaired; a first tree is proposed from names. */

import assert from 'node:assert/strict';
import test from 'node:test';

import {
  ROOT, insertNode, listFnames, listNodes, plantTree, toTreeText,
} from '../../../../static/js/core/tree/tree_moves.js';
import { findTreeProblems, repairAll, repairProblem } from '../../../../static/js/core/tree/tree_problems.js';
import { listLost, proposeGroups } from '../../../../static/js/core/tree/tree_proposals.js';
import { countIds, plant } from './planting.js';

const FEATURES = new Set(['a', 'b', 'c']);

function withRepeat(root, label, parent = ROOT) {
  return insertNode(root, { id: `again ${label}`, label, fname: 'b' }, { parent, index: 99 });
}

test('a good tree has no problem', () => {
  assert.deepEqual(findTreeProblems(plant([['A', 'a'], ['Folder', [['A', 'a'], ['B', 'b']]]]), FEATURES), []);
});

test('a label twice on one level is told and cannot be saved; on two levels it may be', () => {
  const root = withRepeat(plant([['A', 'a'], ['Folder', [['A', 'b']]]]), 'A');
  const problems = findTreeProblems(root, FEATURES);
  assert.deepEqual(problems.map(({ kind, id, blocking }) => [kind, id, blocking]), [['repeated', 'again A', true]]);
  assert.match(problems[0].message, /“A” occurs twice on the top level/);
  assert.equal(toTreeText(repairProblem(root, problems[0])), '{"A":"a","Folder":{"A":"b"},"A (2)":"b"}');
});

test('an entry without a feature and an empty folder are told, and may stay', () => {
  const root = plant([['Later', 'not_yet'], ['Empty', []], ['A', 'a']]);
  const problems = findTreeProblems(root, FEATURES);
  assert.deepEqual(problems.map(({ kind, blocking }) => [kind, blocking]), [['missing', false], ['empty', false]]);
  assert.match(problems[0].message, /“Later” refers to “not_yet”/);
  assert.equal(toTreeText(problems.reduce(repairProblem, root)), '{"A":"a"}');
});

test('repairing all leaves nothing to repair, folders emptied by a repair included', () => {
  const inner = plant([['F', [['G', [['x', 'gone'], ['y', 'gone too']]]]], ['A', 'a'], ['B', 'b']]);
  const repaired = repairAll(withRepeat(withRepeat(inner, 'A'), 'B'), FEATURES);
  assert.deepEqual(findTreeProblems(repaired, FEATURES), []);
  assert.equal(toTreeText(repaired), '{"A":"a","B":"b","A (2)":"b","B (2)":"b"}');
});

/** What *Group by name* makes of a tree. */
function regroup(root) {
  return { id: ROOT, label: '', plain: false, children: proposeGroups(root, countIds()) };
}

test('names that begin alike become folders, in the order of the names', () => {
  const names = ['spike_rate', 'lfp_phase', 'spike_width', 'spike', 'theta', 'lfp power'];
  assert.equal(
    toTreeText(regroup(plantTree(null, names, countIds()))),
    '{"spike":{"rate":"spike_rate","width":"spike_width","spike":"spike"},' +
    '"lfp":{"phase":"lfp_phase","power":"lfp power"},"theta":"theta"}',
  );
});

test('grouping keeps every label that was given, and what is not displayed stays so', () => {
  const root = plant([['Mean rate (Hz)', 'spike_rate'], ['spike_width', 'spike_width'], ['Phase', 'lfp_phase']]);
  assert.equal(
    toTreeText(regroup(root)),
    '{"spike":{"Mean rate (Hz)":"spike_rate","width":"spike_width"},"Phase":"lfp_phase"}',
  );
});

test('a folder that holds exactly the features of a word keeps its label; grouping twice changes nothing', () => {
  const root = plant([
    ['Units', [['rate', 'spike_rate'], ['width', 'spike_width']]],
    ['Mixed', [['phase', 'lfp_phase'], ['power', 'lfp_power'], ['theta', 'theta']]],
  ]);
  const once = '{"Units":{"rate":"spike_rate","width":"spike_width"},"lfp":{"phase":"lfp_phase","power":"lfp_power"},' +
    '"theta":"theta"}';
  assert.equal(toTreeText(regroup(root)), once);
  assert.equal(toTreeText(regroup(regroup(root))), once);
});

test('the folders that grouping takes apart are named before, those it keeps are not', () => {
  const root = plant([
    ['Units', [['rate', 'spike_rate'], ['width', 'spike_width']]],
    ['Best', [['phase', 'lfp_phase'], ['Inner', [['theta', 'theta']]]]],
    ['Later', []],
  ]);
  assert.deepEqual(listLost(root), ['Best', 'Inner', 'Later']);
  assert.deepEqual(listLost(regroup(plantTree(null, ['a_b', 'a_c', 'd'], countIds()))), []);
});

test('a feature that is shown twice stays so, and is no group by itself', () => {
  assert.equal(toTreeText(regroup(plant([['x', 'a_b'], ['Folder', [['x', 'a_b']]]]))), '{"x":"a_b","x (2)":"a_b"}');
});

test('a proposal has every feature once, under a label of its own, whatever the names', () => {
  const names = ['a_b', 'a b', 'a-b', 'a__b', '-x', '-y', 'a', '(2)', 'a_b (2)', 'é_1', 'é_2'];
  const root = regroup(plantTree(null, names, countIds()));
  assert.deepEqual(listFnames(root).sort(), [...names].sort());
  assert.deepEqual(findTreeProblems(root, new Set(names)), []);
  assert.equal(listNodes(root).every(({ node }) => node.label !== ''), true);
});
