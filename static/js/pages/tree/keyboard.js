/** The keys of the tree: walk, fold, rename, move, exclude; and those of the whole page. */

import { ROOT, listNodes } from '../../core/tree/tree_moves.js';

/** Listen for the tree's keys on its element. */
export function createTreeKeys({ pane, editor, actions, signal }) {
  pane.element.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey) return;
    const key = event.altKey ? `Alt+${event.key}` : event.key;
    const action = KEYS[key];
    if (action === undefined) {
      if (!event.altKey && event.key.length === 1 && event.key !== ' ') jumpTo(event.key);
      return;
    }
    event.preventDefault();
    action();
    pane.focusChosen();
  }, { signal });
  pane.element.addEventListener('focusin', (event) => {
    if (event.target.role === 'treeitem') editor.choose(event.target.parentElement.dataset.id);
  }, { signal });

  const walk = (offset) => {
    const shown = listShown(editor);
    const at = shown.findIndex(({ node }) => node.id === editor.chosen);
    const next = shown[Math.min(shown.length - 1, Math.max(0, at + offset))];
    if (next) editor.choose(next.node.id);
  };

  const KEYS = {
    ArrowDown: () => walk(1),
    ArrowUp: () => walk(-1),
    Home: () => walk(-Infinity),
    End: () => walk(Infinity),
    PageDown: () => walk(10),
    PageUp: () => walk(-10),
    ArrowRight: () => goIn(editor, () => walk(1)),
    ArrowLeft: () => goOut(editor),
    Enter: () => queueMicrotask(pane.rename),
    F2: () => queueMicrotask(pane.rename),
    Delete: () => actions.exclude(),
    Backspace: () => actions.exclude(),
    'Alt+ArrowUp': actions.moveUp,
    'Alt+ArrowDown': actions.moveDown,
    'Alt+ArrowRight': actions.moveIn,
    'Alt+ArrowLeft': actions.moveOut,
  };

  /** To the next entry whose label begins with what was typed. */
  function jumpTo(letter) {
    const shown = listShown(editor);
    const at = shown.findIndex(({ node }) => node.id === editor.chosen);
    const order = [...shown.slice(at + 1), ...shown.slice(0, at + 1)];
    const found = order.find(({ node }) => node.label.toLowerCase().startsWith(letter.toLowerCase()));
    if (found === undefined) return;
    editor.choose(found.node.id);
    pane.focusChosen();
  }
}

/** Keys that work everywhere except in a field with its own keys. */
export function createPageKeys({ editor, save, signal }) {
  document.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    const inField = event.target.matches('input, textarea');
    if (key === 's') save();
    else if (inField) return;
    else if (key === 'y' || (key === 'z' && event.shiftKey)) editor.redo();
    else if (key === 'z') editor.undo();
    else return;
    event.preventDefault();
  }, { signal });
}

/** The places that can be seen: nothing below a folded folder. */
function listShown(editor) {
  const hidden = new Set();
  return listNodes(editor.root).filter(({ node, parent }) => {
    if (hidden.has(parent.id) || editor.isFolded(parent.id)) hidden.add(node.id);
    return !hidden.has(node.id);
  });
}

function goIn(editor, walkDown) {
  const node = editor.place?.node;
  if (!node?.children) return;
  if (editor.isFolded(node.id)) editor.fold(node.id, false);
  else if (node.children.length > 0) walkDown();
}

function goOut(editor) {
  const { place } = editor;
  if (place === undefined) return;
  if (place.node.children && !editor.isFolded(place.node.id)) editor.fold(place.node.id, true);
  else if (place.parent.id !== ROOT) editor.choose(place.parent.id);
}
