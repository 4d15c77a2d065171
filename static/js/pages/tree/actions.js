/** What a person does to the tree, by mouse, keyboard or button: each a move, and a sentence about it. */

import {
  ROOT, findPlace, freeLabel, insertNode, refuseLabel, removeNode, renameNode, tidyLabel, MAX_DEPTH,
} from '../../core/tree/tree_moves.js';
import { repairAll, repairProblem } from '../../core/tree/tree_problems.js';
import { createMoves, describePlace } from './moves.js';
import { createRearranging } from './rearranging.js';

const NEW_FOLDER = 'New folder';

/** Create the actions on `editor`; `say` tells what was refused, `ask` asks before a folder is lost. */
export function createActions({ editor, say, ask }) {
  const moves = createMoves({ editor, refuse });
  const rearranging = createRearranging({ editor, say, refuse, ask });

  function refuse(sentence) {
    say(sentence);
    return false;
  }

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

  function behindChosen() {
    const { place } = editor;
    if (place === undefined) return { parent: ROOT, index: editor.root.children.length };
    if (place.node.children && !editor.isFolded(place.node.id)) {
      return { parent: place.node.id, index: place.node.children.length };
    }
    return { parent: place.parent.id, index: place.index + 1 };
  }

  return Object.freeze({
    ...moves, ...rearranging, exclude, display, duplicate, addFolder, rename,
    repair: (problem) => editor.apply(repairProblem(editor.root, problem), 'repaired'),
    repairAll: () => editor.apply(repairAll(editor.root, editor.features), 'repaired everything'),
  });
}

function labelsOf(folder) {
  return new Set(folder.children.map(({ label }) => label));
}
