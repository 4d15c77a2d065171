/**
 * The tree a person edits: nodes that never change, and the pure moves that make a new tree of an old one.
 *
 * A node is {id, label, fname} for a feature or {id, label, children} for a folder. The root is a folder
 * with the id ROOT and a flag `plain`: true while the bucket has no tree, so that every feature is shown
 * under its own name, those of tomorrow too.
 */

export const ROOT = 'root';
/** Levels of objects in the JSON, the outermost counted: what buckets/tree.py allows. */
export const MAX_DEPTH = 20;
export const MAX_LABEL = 300;

const NOT_SHOWN = /(?! )[\p{C}\p{Z}]/u;

/**
 * Return the editable tree of a bucket.
 *
 * @param {Map|null} tree label → fname or subtree, in order; null when the bucket has none
 * @param {Iterable<string>} fnames names of its features, in the order they are shown without a tree
 * @param {() => string} newId
 */
export function plantTree(tree, fnames, newId) {
  if (tree === null) return { id: ROOT, label: '', plain: true, children: plantFlat(fnames, newId) };
  return { id: ROOT, label: '', plain: false, children: plantBranch(tree, newId) };
}

function plantFlat(fnames, newId) {
  return [...fnames].map((fname) => ({ id: newId(), label: fname, fname }));
}

function plantBranch(branch, newId) {
  return [...branch].map(([label, entry]) => (entry instanceof Map
    ? { id: newId(), label, children: plantBranch(entry, newId) }
    : { id: newId(), label, fname: entry }));
}

/** Return the tree as a Map label → fname or Map, as the viewer reads it; null for a plain one. */
export function toTreeMap(root) {
  return root.plain ? null : toBranch(root.children);
}

function toBranch(children) {
  return new Map(children.map((node) => [node.label, node.children ? toBranch(node.children) : node.fname]));
}

/** Return the tree as JSON text. Written by hand: an object of JavaScript would put the key "10" first. */
export function toTreeText(root) {
  return root.plain ? 'null' : branchText(root.children);
}

function branchText(children) {
  const entries = children.map((node) =>
    `${JSON.stringify(node.label)}:${node.children ? branchText(node.children) : JSON.stringify(node.fname)}`);
  return `{${entries.join(',')}}`;
}

/** Return every node but the root in display order, each as {node, parent, index, depth}; depth 1 is on top. */
export function listNodes(root) {
  const found = [];
  const visit = (folder, depth) => folder.children.forEach((node, index) => {
    found.push({ node, parent: folder, index, depth });
    if (node.children) visit(node, depth + 1);
  });
  if (root.children) visit(root, 1);
  return found;
}

/** Return {node, parent, index, depth} of a node, or undefined; the root has no parent and depth 0. */
export function findPlace(root, id) {
  if (id === root.id) return { node: root, parent: null, index: 0, depth: 0 };
  return listNodes(root).find(({ node }) => node.id === id);
}

/** Return the fnames of all entries below a node, itself included, repeats kept. */
export function listFnames(node) {
  return node.children ? node.children.flatMap(listFnames) : [node.fname];
}

/** Return the sentence that says why `id` cannot go into the folder `parent`, or null when it can. */
export function refuseMove(root, id, parent) {
  const moved = findPlace(root, id)?.node;
  const target = findPlace(root, parent);
  if (moved === undefined || id === root.id) return 'Nothing to move.';
  if (target?.node.children === undefined) return 'Only folders can contain entries.';
  if (findPlace(moved, parent) !== undefined) return `“${moved.label}” cannot go into itself.`;
  if (target.depth + 1 + heightOf(moved) > MAX_DEPTH) return `A tree has at most ${MAX_DEPTH} levels.`;
  return null;
}

/** The number of levels of folders that a node brings along: a feature none, a folder without folders one. */
function heightOf(node) {
  return node.children ? 1 + Math.max(0, ...node.children.map(heightOf)) : 0;
}

/**
 * Return the tree with one node moved into the folder `parent`, to `index` among its children as they are
 * without the moved one. A move that is refused (see `refuseMove`) returns the tree itself.
 */
export function moveNode(root, id, { parent, index }) {
  if (refuseMove(root, id, parent) !== null) return root;
  const { node, parent: former, index: place } = findPlace(root, id);
  if (former.id === parent && place === index) return root;
  return insertNode(removeNode(root, id), node, { parent, index });
}

/** Return the tree with `node` put into the folder `parent` at `index`; past the end means at the end. */
export function insertNode(root, node, { parent, index }) {
  return changeChildren(root, parent, (children) => [...children.slice(0, index), node, ...children.slice(index)]);
}

/** Return the tree without a node and all that is below it. */
export function removeNode(root, id) {
  const place = findPlace(root, id);
  if (place === undefined || place.parent === null) return root;
  return changeChildren(root, place.parent.id, (children) => children.filter((child) => child.id !== id));
}

/** Return the tree with the label of one node changed. */
export function renameNode(root, id, label) {
  const place = findPlace(root, id);
  if (place === undefined || place.parent === null || place.node.label === label) return root;
  const rename = (child) => (child.id === id ? { ...child, label } : child);
  return changeChildren(root, place.parent.id, (children) => children.map(rename));
}

/** Return the tree with a folder taken away and what was in it put in its place. */
export function dissolveFolder(root, id) {
  const place = findPlace(root, id);
  if (!place?.node.children || place.parent === null) return root;
  return changeChildren(root, place.parent.id, (children) =>
    children.flatMap((child) => (child.id === id ? child.children : [child])));
}

/** Return the tree with the children of one folder in the order of their labels, numbers by their size. */
export function sortFolder(root, id) {
  const { compare } = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
  return changeChildren(root, id, (children) => [...children].sort((one, other) => compare(one.label, other.label)));
}

/** Return the tree with another list of children in the folder `id`; what did not change is shared. */
export function changeChildren(root, id, change) {
  const children = replaceBelow(root, id, change);
  return children === root.children ? root : { ...root, plain: false, children };
}

function replaceBelow(folder, id, change) {
  if (folder.id === id) {
    const changed = change(folder.children);
    return sameList(changed, folder.children) ? folder.children : changed;
  }
  const children = folder.children.map((child) => {
    if (!child.children) return child;
    const below = replaceBelow(child, id, change);
    return below === child.children ? child : { ...child, children: below };
  });
  return sameList(children, folder.children) ? folder.children : children;
}

function sameList(one, other) {
  return one.length === other.length && one.every((entry, index) => entry === other[index]);
}

/** Return a label as it is kept: without space around it. */
export function tidyLabel(text) {
  return text.trim();
}

/** Return the sentence that says why a text cannot be a label, or null. */
export function refuseLabel(label) {
  if (label === '') return 'A label cannot be empty.';
  if ([...label].length > MAX_LABEL) return `A label has at most ${MAX_LABEL} characters.`;
  const hidden = NOT_SHOWN.exec(label);
  if (hidden === null) return null;
  const code = hidden[0].codePointAt(0).toString(16).toUpperCase().padStart(4, '0');
  return `The label holds an invisible character (U+${code}); remove it.`;
}

/** Return `label`, or with a number behind it where one of `taken` is the same. */
export function freeLabel(label, taken) {
  if (!taken.has(label)) return label;
  let number = 2;
  while (taken.has(`${label} (${number})`)) number += 1;
  return `${label} (${number})`;
}
