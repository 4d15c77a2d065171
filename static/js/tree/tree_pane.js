/** The displayed tree: an ARIA tree that is edited in place, by mouse, touch and keyboard. */

import { make } from '../core/dom.js';
import { ROOT } from '../core/tree_moves.js';
import { openRename } from './renaming.js';

/**
 * Create the pane in `element`.
 *
 * @param {object} options
 * @param {(lists: HTMLElement[]) => void} options.onDrawn called with every list after each drawing
 * Returns {update, focusChosen, rename}.
 */
export function createTreePane({ element, editor, actions, say, onDrawn, signal }) {
  const list = make('ul', {
    role: 'tree', class: 'branch top', 'aria-label': 'Displayed tree', dataset: { parent: ROOT, testid: 'tree' },
  });
  const empty = make('p', { class: 'note', text: 'Nothing is displayed. Drag features here, or choose one beside.' });
  element.append(list, empty);
  let drawn = {};

  list.addEventListener('click', (event) => {
    const id = event.target.closest('[role="treeitem"]')?.dataset.id;
    if (id === undefined) return;
    editor.choose(id);
    const action = event.target.closest('[data-action]')?.dataset.action;
    if (action === 'fold') editor.fold(id, !editor.isFolded(id));
    if (action === 'rename') rename();
    else if (action === 'exclude') actions.exclude(id);
    if (action !== 'rename') focusChosen();
  }, { signal });
  list.addEventListener('dblclick', (event) => {
    if (event.target.closest('.label') !== null) rename();
  }, { signal });

  /** Draw anew when the tree has changed; when only the choice has, mark it. */
  function update() {
    const { root, features, folds } = editor;
    if (drawn.root === root && drawn.features === features && drawn.folds === folds) markChosen();
    else draw({ root, features, folds });
  }

  function draw(now) {
    const focused = list.contains(document.activeElement);
    const problems = new Map(editor.problems.map((problem) => [problem.id, problem]));
    list.replaceChildren(...editor.root.children.map((node, index) => item(node, index, editor.root, 1, problems)));
    empty.hidden = editor.root.children.length > 0;
    drawn = now;
    onDrawn([list, ...list.querySelectorAll('ul')]);
    if (focused) focusChosen();
  }

  function item(node, index, parent, depth, problems) {
    const folder = node.children !== undefined;
    const problem = problems.get(node.id);
    const first = editor.chosen === null && depth === 1 && index === 0;
    const name = [node.label, folder ? 'folder' : node.fname, problem?.message].filter((part) => part !== undefined);
    const open = folder && !editor.isFolded(node.id);
    const entry = make('li', {
      role: 'treeitem', 'aria-level': depth, 'aria-posinset': index + 1, 'aria-setsize': parent.children.length,
      'aria-selected': String(node.id === editor.chosen), 'aria-label': name.join(', '),
      'aria-expanded': folder ? String(open) : null, tabindex: node.id === editor.chosen || first ? 0 : -1,
      class: folder ? 'entry folder' : 'entry', dataset: { id: node.id },
    }, row(node, folder, problem));
    if (folder) {
      const children = node.children.map((child, at) => item(child, at, node, depth + 1, problems));
      entry.append(make('ul', { role: 'group', class: 'branch', dataset: { parent: node.id } }, ...children));
    }
    return entry;
  }

  function row(node, folder, problem) {
    const parts = [
      make('span', { class: 'grip', 'aria-hidden': 'true' }),
      make('span', { class: 'twisty', 'aria-hidden': 'true', dataset: { action: folder ? 'fold' : 'none' } }),
      make('span', { class: 'label', text: node.label }),
    ];
    if (!folder && node.fname !== node.label) parts.push(make('code', { class: 'fname', text: node.fname }));
    if (problem) parts.push(make('span', { class: 'flag', title: problem.message, text: FLAGS[problem.kind] }));
    return make('div', { class: 'row', dataset: problem ? { problem: problem.kind } : {} }, ...parts,
      quiet('rename', `Rename ${node.label}`, '✎'), quiet('exclude', `Exclude ${node.label}`, '×'));
  }

  function rename() {
    const { chosen } = editor;
    if (chosen === null) return say('Choose an entry first.');
    return openRename({
      label: find(chosen).querySelector('.label'), text: editor.place.node.label, say,
      accept: (text) => actions.rename(chosen, text),
      done: () => {
        redraw();
        focusChosen();
      },
    });
  }

  /** Put back what the page shows to what the tree is: after a drop that changed nothing, or a field. */
  function redraw() {
    drawn = {};
    update();
  }

  function markChosen() {
    for (const entry of list.querySelectorAll('[role="treeitem"]')) {
      const chosen = entry.dataset.id === editor.chosen;
      entry.setAttribute('aria-selected', String(chosen));
      entry.tabIndex = chosen ? 0 : -1;
    }
    if (editor.chosen === null) list.querySelector('[role="treeitem"]')?.setAttribute('tabindex', '0');
  }

  const find = (id) => list.querySelector(`[data-id="${CSS.escape(id)}"]`);

  function focusChosen() {
    const entry = editor.chosen === null ? list.querySelector('[role="treeitem"]') : find(editor.chosen);
    entry?.focus({ preventScroll: true });
    entry?.querySelector('.row').scrollIntoView({ block: 'nearest' });
  }

  return { update, redraw, focusChosen, rename, element: list };
}

const FLAGS = Object.freeze({ repeated: 'twice', missing: 'not in the bucket', empty: 'empty' });

/** A button for the mouse: the keyboard has Enter and Delete, so that it is no stop on the way. */
function quiet(action, label, sign) {
  return make('button', {
    type: 'button', class: 'quiet icon', tabindex: -1, 'aria-label': label, title: label, dataset: { action },
    text: sign,
  });
}
