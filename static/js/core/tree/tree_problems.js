/** What is wrong or doubtful in a tree, said in words, and the move that repairs it. */

import { freeLabel, listNodes, removeNode, renameNode } from './tree_moves.js';

/**
 * Return the problems of a tree in display order, each as {kind, id, blocking, message, repair}.
 *
 * `blocking` problems cannot be saved: a tree has each label once on a level. The others may stay: an entry
 * may come before its feature, and an empty folder is only not shown. `repair` is what its button says.
 *
 * @param {object} root
 * @param {{has: (fname: string) => boolean}} features
 */
export function findTreeProblems(root, features) {
  const problems = [];
  const seen = new Map();
  for (const { node, parent } of listNodes(root)) {
    const taken = seen.get(parent.id) ?? new Set();
    seen.set(parent.id, taken);
    if (taken.has(node.label)) problems.push(repeated(node, parent));
    taken.add(node.label);
    if (node.children?.length === 0) problems.push(empty(node));
    if (!node.children && !features.has(node.fname)) problems.push(missing(node));
  }
  return problems;
}

function repeated(node, parent) {
  const where = parent.label === '' ? 'on the top level' : `in “${parent.label}”`;
  return {
    kind: 'repeated', id: node.id, blocking: true, repair: 'Add a number',
    message: `“${node.label}” occurs twice ${where}; labels must be unique within a level.`,
  };
}

function empty(node) {
  return {
    kind: 'empty', id: node.id, blocking: false, repair: 'Remove the folder',
    message: `The folder “${node.label}” is empty; it is not shown.`,
  };
}

function missing(node) {
  return {
    kind: 'missing', id: node.id, blocking: false, repair: 'Remove the entry',
    message: `“${node.label}” refers to “${node.fname}”, which is not in this bucket; it is not shown.`,
  };
}

/** Return the tree with one problem repaired. */
export function repairProblem(root, { kind, id }) {
  if (kind !== 'repeated') return removeNode(root, id);
  const place = listNodes(root).find(({ node }) => node.id === id);
  if (place === undefined) return root;
  const others = place.parent.children.filter((child) => child.id !== id);
  return renameNode(root, id, freeLabel(place.node.label, new Set(others.map(({ label }) => label))));
}

/** Return the tree with all its problems repaired, those that a repair makes (an empty folder) too. */
export function repairAll(root, features) {
  let repaired = root;
  let problems = findTreeProblems(repaired, features);
  while (problems.length > 0) {
    repaired = repairProblem(repaired, problems[0]);
    problems = findTreeProblems(repaired, features);
  }
  return repaired;
}
