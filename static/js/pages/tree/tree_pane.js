/** The displayed tree: an ARIA tree that is edited in place, by mouse, touch and keyboard. */

import { make } from '../../core/dom.js';
import { ROOT } from '../../core/tree/tree_moves.js';
import { openRename } from './renaming.js';
import { drawEntry } from './tree_entry.js';

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
    const { root } = now;
    const problems = new Map(editor.problems.map((problem) => [problem.id, problem]));
    list.replaceChildren(...root.children.map((node, index) => drawEntry(node, { index, parent: root, depth: 1 }, {
      chosen: editor.chosen, isFolded: editor.isFolded, problems,
    })));
    empty.hidden = root.children.length > 0;
    drawn = now;
    if (focused) focusChosen();
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

  /** Redraw the tree as it is, after a drop that changed nothing or a closed field. */
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
