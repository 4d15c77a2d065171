/** Undo and redo in the viewer: two buttons, and Ctrl or ⌘ with Z. */

import { make } from '../../../core/dom.js';
import { createViewUndo } from '../../../state/view_undo.js';

/** Fields that undo what is typed in them themselves. */
const TYPED_IN = 'input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, dialog';

/**
 * Create the buttons in `element` and listen to the keys.
 *
 * @param {object} options
 * @param {HTMLElement} options.announcer is told what was undone
 * @param {() => boolean} options.isOwn whether the page itself is changing the view
 * @param {() => void} options.afterStep called after a step: what it shows is not filled with a default view
 * @returns {{undo: () => void, redo: () => void}}
 */
export function createUndoing({ element, announcer, store, isOwn, afterStep, signal }) {
  const steps = createViewUndo({ store, isOwn, onChange: update, signal });
  const undo = () => step('undo', 'Undone');
  const redo = () => step('redo', 'Redone');
  const buttons = {
    undo: button('↶', 'Undo', 'Ctrl+Z', undo), redo: button('↷', 'Redo', 'Ctrl+Shift+Z', redo),
  };
  element.append(buttons.undo, buttons.redo);
  document.body.addEventListener('keydown', (event) => {
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || event.altKey || !['z', 'y'].includes(key)) return;
    if (event.target.closest(TYPED_IN) !== null) return;
    event.preventDefault();
    if (key === 'y' || event.shiftKey) redo();
    else undo();
  }, { signal });
  update();

  function step(what, said) {
    const name = steps[what]();
    if (name === null) return;
    afterStep();
    announcer.textContent = `${said}: ${name}.`;
  }

  // Disabled for the eye and the screen reader, yet not for the focus, which would be lost.
  function update() {
    buttons.undo.setAttribute('aria-disabled', String(!steps.canUndo()));
    buttons.redo.setAttribute('aria-disabled', String(!steps.canRedo()));
  }

  return Object.freeze({ undo, redo });
}

function button(sign, label, keys, click) {
  return make('button', {
    type: 'button', class: 'icon', text: sign, 'aria-label': label, title: `${label} (${keys})`,
    dataset: { testid: label.toLowerCase() }, on: { click },
  });
}
