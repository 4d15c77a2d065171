/** The displayed tree: an ARIA tree that is edited in place, by mouse, touch and keyboard. */

import { make } from '../../core/dom.js';
import { ROOT } from '../../core/tree_moves.js';
import { openRename } from './renaming.js';

/** Create the pane in `element`; returns {update, redraw, focusChosen, rename, element}. */
export function createTreePane({ element, editor, actions, say, signal }) {
  const list = make('ul', {
    role: 'tree', class: 'branch top', 'aria-label': 'Displayed tree', dataset: { parent: ROOT, testid: 'tree' },
  });
  const empty = make('p', {
    class: 'note', text: 'Nothing is displayed. Drag features here, or choose one from the other list.',
  });
  element.append(list, empty);
  let drawn = {};

  list.addEventListener('click', (event) => {
    const id = event.target.closest('.entry')?.dataset.id;
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
    if (focused) focusChosen();
  }

  function item(node, index, parent, depth, problems) {
    const folder = node.children !== undefined;
    const chosen = node.id === editor.chosen;
    const first = editor.chosen === null && depth === 1 && index === 0;
    const folded = folder && editor.isFolded(node.id);
    // The row is the item, and its list stands beside it: a folder's name is its own, without its children's.
    const state = {
      role: 'treeitem', 'aria-level': depth, 'aria-posinset': index + 1, 'aria-setsize': parent.children.length,
      'aria-selected': String(chosen), 'aria-expanded': folder ? String(!folded) : null,
      tabindex: chosen || first ? 0 : -1,
    };
    const kind = `entry${folder ? ' folder' : ''}${folded ? ' folded' : ''}`;
    const line = row(node, folder, problems.get(node.id), state);
    const entry = make('li', { role: 'none', class: kind, dataset: { id: node.id } }, line);
    if (folder) {
      const children = node.children.map((child, at) => item(child, at, node, depth + 1, problems));
      entry.append(make('ul', { role: 'group', class: 'branch', dataset: { parent: node.id } }, ...children));
    }
    return entry;
  }

  function row(node, folder, problem, state) {
    const parts = [
      make('span', { class: 'grip', 'aria-hidden': 'true' }),
      make('span', { class: 'twisty', 'aria-hidden': 'true', dataset: { action: folder ? 'fold' : 'none' } }),
      make('span', { class: 'label', text: node.label }),
    ];
    if (!folder && node.fname !== node.label) parts.push(make('code', { class: 'fname', text: node.fname }));
    if (problem) parts.push(make('span', { class: 'flag', title: problem.message, text: FLAGS[problem.kind] }));
    return make('div', { class: 'row', ...state, dataset: problem ? { problem: problem.kind } : {} }, ...parts,
      tool('rename', 'Rename (Enter)'), tool('exclude', 'Exclude (Delete)'));
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
    for (const line of list.querySelectorAll('[role="treeitem"]')) {
      const chosen = line.parentElement.dataset.id === editor.chosen;
      line.setAttribute('aria-selected', String(chosen));
      line.tabIndex = chosen ? 0 : -1;
    }
    if (editor.chosen === null) list.querySelector('[role="treeitem"]')?.setAttribute('tabindex', '0');
  }

  const find = (id) => list.querySelector(`[data-id="${CSS.escape(id)}"]`);

  function focusChosen() {
    const line = (editor.chosen === null ? list : find(editor.chosen))?.querySelector('[role="treeitem"]');
    line?.focus({ preventScroll: true });
    line?.scrollIntoView({ block: 'nearest' });
  }

  return { update, redraw, focusChosen, rename, element: list };
}

const FLAGS = Object.freeze({ repeated: 'twice', missing: 'not in the bucket', empty: 'empty' });

/** A sign for the mouse, drawn by the style sheet; the keys and the toolbar are for everybody. */
function tool(action, title) {
  return make('span', { class: `tool ${action}`, 'aria-hidden': 'true', title, dataset: { action } });
}
