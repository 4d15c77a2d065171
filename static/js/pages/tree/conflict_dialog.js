/** Two people changed the tree: what each did, side by side, and three ways to go on. */

import { make } from '../../core/dom.js';
import { adoptIds, describeChanges, mergeTrees } from '../../core/tree/tree_merge.js';
import { plantTree } from '../../core/tree/tree_moves.js';

/** Create the dialog in `element` (a <dialog>); returns {open}, which takes what is stored now. */
export function createConflictDialog({ element, editor, say, signal }) {
  let theirs = null;
  let stored = null;

  element.addEventListener('click', (event) => {
    const choice = event.target.closest('[data-choice]')?.dataset.choice;
    if (choice === undefined) return;
    element.close();
    if (choice !== 'later') CHOICES[choice]();
  }, { signal });

  const adopt = (root, what, sentence) => {
    editor.adopt({ root, base: theirs, seen: stored.seen, features: stored.features, what });
    say(sentence);
  };
  const CHOICES = {
    both: () => adopt(merged().tree, 'both changes applied', 'Both are applied. Check the tree, then save.'),
    mine: () => adopt(editor.root, '', 'Yours is kept. Saving now replaces theirs.'),
    theirs: () => adopt(theirs, 'used theirs', 'Their tree is shown. Undo restores yours.'),
  };

  function merged() {
    const prefer = element.querySelector('input[name="prefer"]:checked')?.value ?? 'mine';
    return mergeTrees(editor.base, editor.root, theirs, prefer);
  }

  function open(now) {
    stored = now;
    theirs = adoptIds(editor.base, plantTree(now.tree, now.features.keys(), editor.newId), editor.root);
    const { clashes } = mergeTrees(editor.base, editor.root, theirs);
    element.replaceChildren(...content(clashes));
    element.showModal();
  }

  function content(clashes) {
    const parts = [
      make('h2', { id: 'conflict-title', text: 'Someone else saved this tree' }),
      make('p', { text: 'Nothing is lost: theirs is saved, yours is here. Review both changes.' }),
      make('div', { class: 'sides' },
        side('They changed', describeChanges(editor.base, theirs), 'theirs'),
        side('You changed', describeChanges(editor.base, editor.root), 'mine')),
    ];
    if (clashes.length > 0) parts.push(clashList(clashes));
    parts.push(make('div', { class: 'actions' },
      button('both', 'Apply both', 'primary'), button('mine', 'Keep mine'), button('theirs', 'Use theirs'),
      button('later', 'Decide later', 'quiet')));
    return parts;
  }

  return { open };
}

function side(title, changes, testid) {
  const told = changes.length > 0 ? changes : [{ message: 'Nothing' }];
  const lines = told.map(({ message }) => make('li', { text: message }));
  const heading = make('h3', { text: title });
  return make('section', { dataset: { testid: `changes-${testid}` } }, heading, make('ul', {}, ...lines));
}

function clashList(clashes) {
  const radio = (value, text, checked) => make('label', {},
    make('input', { type: 'radio', name: 'prefer', value, checked }), text);
  return make('fieldset', { class: 'clashes', dataset: { testid: 'clashes' } },
    make('legend', { text: 'Entries changed by both' }),
    make('ul', {}, ...clashes.map(({ message }) => make('li', { text: message }))),
    make('div', { class: 'row' }, radio('mine', ' use mine', true), radio('theirs', ' use theirs', false)));
}

function button(choice, text, kind = '') {
  return make('button', { type: 'button', class: kind, text, dataset: { choice } });
}
