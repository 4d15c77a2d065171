/** The state of the tree editor: the tree and its undo, what is chosen and folded, what is saved. */

import { createUndo } from '../../core/undo.js';
import { findTreeProblems } from '../../core/tree/tree_problems.js';
import { findPlace, listFnames, plantTree, toTreeText } from '../../core/tree/tree_moves.js';

/**
 * Create the editor's state.
 *
 * @param {object} start
 * @param {Map|null} start.tree as it is stored
 * @param {Map} start.features by fname
 * @param {string} start.seen mark of the stored tree
 *
 * `apply(root, what)` makes a tree the present one; `what` names the change for undo and for the screen
 * reader. `adopt({root, base, seen})` begins anew from what is stored now, what can be undone kept.
 */
export function createEditor({ tree, features: startFeatures, seen: startSeen }) {
  let count = 0;
  const newId = () => `node-${(count += 1)}`;
  let features = startFeatures;
  let base = plantTree(tree, features.keys(), newId);
  let seen = startSeen;
  let chosen = null;
  const steps = createUndo(base);
  const folded = new Set();
  let folds = 0;
  const listeners = new Set();

  const tell = (what = '') => listeners.forEach((listener) => listener(what));

  function apply(root, what, options = {}) {
    const changed = root !== steps.state;
    steps.push(root, what);
    settleChoice('choose' in options ? options.choose : chosen);
    tell(changed ? what : '');
    return changed;
  }

  /** What was chosen may be gone: then the one that stands nearest is. */
  function settleChoice(wanted) {
    if (wanted === null || findPlace(steps.state, wanted) !== undefined) chosen = wanted;
    else chosen = null;
  }

  function goBack(step, word) {
    const what = step();
    if (what === null) return false;
    settleChoice(chosen);
    tell(`${word}: ${what}`);
    return true;
  }

  function choose(id) {
    if (id === chosen) return;
    chosen = id;
    tell();
  }

  function fold(id, closed) {
    if (closed === folded.has(id)) return;
    if (closed) folded.add(id);
    else folded.delete(id);
    folds += 1;
    tell();
  }

  function adopt(stored) {
    base = stored.base;
    seen = stored.seen;
    features = stored.features ?? features;
    steps.push(stored.root, stored.what);
    settleChoice(chosen);
    tell(stored.what);
  }

  return Object.freeze({
    newId, apply, choose, fold, adopt,
    undo: () => goBack(steps.undo, 'Undone'),
    redo: () => goBack(steps.redo, 'Redone'),
    isFolded: (id) => folded.has(id),
    subscribe: (listener) => listeners.add(listener),
    /** Changes with every folding and unfolding. */
    get folds() { return folds; },
    get root() { return steps.state; },
    get base() { return base; },
    get seen() { return seen; },
    get features() { return features; },
    get chosen() { return chosen; },
    get place() { return chosen === null ? undefined : findPlace(steps.state, chosen); },
    get canUndo() { return steps.canUndo; },
    get canRedo() { return steps.canRedo; },
    get isChanged() { return toTreeText(steps.state) !== toTreeText(base); },
    get problems() { return findTreeProblems(steps.state, features); },
    get hidden() {
      const shown = new Set(listFnames(steps.state));
      return [...features.keys()].filter((fname) => !shown.has(fname));
    },
  });
}
