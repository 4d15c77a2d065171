/** What a person does to the tree, by mouse, keyboard or button: each a move, and a sentence about it. */

import {
  ROOT, dissolveFolder, findPlace, freeLabel, insertNode, listNodes, moveNode, plantTree, refuseLabel, refuseMove,
  removeNode, renameNode, sortFolder, tidyLabel, MAX_DEPTH,
} from '../../core/tree_moves.js';
import { listLost, proposeGroups } from '../../core/tree_proposals.js';
import { repairAll, repairProblem } from '../../core/tree_problems.js';

const NEW_FOLDER = 'New folder';

/** Create the actions on `editor`; `say` tells what was refused, `ask` asks before a folder is lost. */
export function createActions({ editor, say, ask }) {
  /** Move the node `id` into the folder `parent` at `index`; say why when it cannot go there. */
  function moveTo(id, { parent, index }) {
    const refused = refuseMove(editor.root, id, parent);
    if (refused !== null) return refuse(refused);
    const root = moveNode(editor.root, id, { parent, index });
    editor.fold(parent, false);
    return editor.apply(root, `moved ${describePlace(root, id)}`, { choose: id });
  }

  function refuse(sentence) {
    say(sentence);
    return false;
  }

  function step(change) {
    const { place } = editor;
    if (place === undefined) return refuse('Choose an entry first.');
    const target = change(place);
    return target === null ? refuse(`“${place.node.label}” cannot be moved further.`) : moveTo(place.node.id, target);
  }

  const placeOfParent = ({ parent }) => findPlace(editor.root, parent.id);

  /** Before the one above; the first of a folder leaves it. */
  const moveUp = () => step((place) => {
    if (place.index > 0) return { parent: place.parent.id, index: place.index - 1 };
    return place.parent.id === ROOT ? null : beside(placeOfParent(place), 0);
  });

  /** Behind the one below; the last of a folder leaves it. */
  const moveDown = () => step((place) => {
    if (place.index < place.parent.children.length - 1) return { parent: place.parent.id, index: place.index + 1 };
    return place.parent.id === ROOT ? null : beside(placeOfParent(place), 1);
  });

  /** Into the folder above, at its end. */
  const moveIn = () => step((place) => {
    const above = place.parent.children[place.index - 1];
    if (!above?.children) return null;
    return { parent: above.id, index: above.children.length };
  });

  const moveOut = () => step((place) => (place.parent.id === ROOT ? null : beside(placeOfParent(place), 1)));

  function exclude(id = editor.chosen) {
    const place = id === null ? undefined : findPlace(editor.root, id);
    if (place === undefined) return refuse('Choose an entry first.');
    const { node, parent, index } = place;
    const next = parent.children[index + 1] ?? parent.children[index - 1] ?? (parent.id === ROOT ? null : parent);
    return editor.apply(removeNode(editor.root, id), `excluded “${node.label}”`, { choose: next?.id ?? null });
  }

  /** Display a feature: at `target`, else behind what is chosen. */
  function display(fname, target = behindChosen()) {
    const id = editor.newId();
    const folder = findPlace(editor.root, target.parent).node;
    const label = freeLabel(fname, labelsOf(folder));
    const root = insertNode(editor.root, { id, label, fname }, target);
    editor.fold(target.parent, false);
    return editor.apply(root, `displayed ${describePlace(root, id)}`, { choose: id });
  }

  function duplicate() {
    const { place } = editor;
    if (place === undefined || place.node.children) return refuse('Choose a feature to duplicate.');
    const id = editor.newId();
    const label = freeLabel(place.node.label, labelsOf(place.parent));
    const node = { id, label, fname: place.node.fname };
    const root = insertNode(editor.root, node, { parent: place.parent.id, index: place.index + 1 });
    editor.apply(root, `duplicated as “${label}”`, { choose: id });
    return id;
  }

  function addFolder() {
    const id = editor.newId();
    const target = behindChosen();
    const label = freeLabel(NEW_FOLDER, labelsOf(findPlace(editor.root, target.parent).node));
    const { depth } = findPlace(editor.root, target.parent);
    if (depth + 2 > MAX_DEPTH) return refuse(`A tree has at most ${MAX_DEPTH} levels.`);
    const root = insertNode(editor.root, { id, label, children: [] }, target);
    editor.apply(root, `created the folder “${label}”`, { choose: id });
    return id;
  }

  /** Rename; returns the sentence that refuses the label, or null. */
  function rename(id, text) {
    const label = tidyLabel(text);
    const refused = refuseLabel(label);
    if (refused === null) editor.apply(renameNode(editor.root, id, label), `renamed to “${label}”`, { choose: id });
    return refused;
  }

  function dissolve() {
    const { place } = editor;
    if (!place?.node.children) return refuse('Choose a folder to ungroup.');
    const first = place.node.children[0]?.id ?? null;
    const root = dissolveFolder(editor.root, place.node.id);
    return editor.apply(root, `ungrouped “${place.node.label}”`, { choose: first });
  }

  /** Sort the chosen folder, or the level of the chosen feature. */
  function sort() {
    const { place } = editor;
    const folder = place === undefined ? editor.root : (place.node.children ? place.node : place.parent);
    const name = folder.id === ROOT ? 'the top level' : `“${folder.label}”`;
    if (!editor.apply(sortFolder(editor.root, folder.id), `sorted ${name}`)) say(`${name} is already sorted.`);
  }

  /** Group by the names; folders that this takes apart are named first. */
  async function propose() {
    const lost = listLost(editor.root);
    if (lost.length > 0 && !(await ask({ text: describeLost(lost), accept: 'Group by name' }))) return;
    const children = proposeGroups(editor.root, editor.newId);
    editor.apply({ id: ROOT, label: '', plain: false, children }, 'grouped by the names', { choose: null });
  }

  function showPlain() {
    const root = plantTree(null, editor.features.keys(), editor.newId);
    editor.apply(root, 'changed to a flat list', { choose: null });
  }

  function behindChosen() {
    const { place } = editor;
    if (place === undefined) return { parent: ROOT, index: editor.root.children.length };
    if (place.node.children && !editor.isFolded(place.node.id)) {
      return { parent: place.node.id, index: place.node.children.length };
    }
    return { parent: place.parent.id, index: place.index + 1 };
  }

  return Object.freeze({
    moveTo, moveUp, moveDown, moveIn, moveOut, exclude, display, duplicate, addFolder, rename, dissolve, sort,
    propose, showPlain,
    repair: (problem) => editor.apply(repairProblem(editor.root, problem), 'repaired'),
    repairAll: () => editor.apply(repairAll(editor.root, editor.features), 'repaired everything'),
  });
}

function describeLost(labels) {
  const named = labels.slice(0, 5).map((label) => `“${label}”`).join(', ');
  const more = labels.length > 5 ? ` and ${labels.length - 5} more` : '';
  return `This takes apart ${labels.length === 1 ? 'the folder' : 'the folders'} ${named}${more}. `
    + 'Features keep their labels; what is not displayed stays so.';
}

function labelsOf(folder) {
  return new Set(folder.children.map(({ label }) => label));
}

function beside(place, offset) {
  return { parent: place.parent.id, index: place.index + offset };
}

/** Where a node is, for who does not see it: “rate”, 2 of 3 in “Spike”. */
export function describePlace(root, id) {
  const place = listNodes(root).find(({ node }) => node.id === id);
  const where = place.parent.id === ROOT ? 'on the top level' : `in “${place.parent.label}”`;
  return `“${place.node.label}”: ${place.index + 1} of ${place.parent.children.length} ${where}`;
}
