/** Above the steps: what is open, undo and redo, and whether a check is under way or failed. */

import { make } from '../../../core/dom.js';
import { button } from '../controls.js';

/** Create the toolbar in `element`; `update()` follows the draft. */
export function createToolbar({ element, draft, announce, signal }) {
  const undo = button('Undo', () => tell('Undone', draft.undo()), { title: 'Undo (Ctrl+Z)', 'data-testid': 'undo' });
  const redo = button('Redo', () => tell('Redone', draft.redo()),
    { title: 'Redo (Ctrl+Shift+Z)', 'data-testid': 'redo' });
  const busy = make('span', { class: 'busy', hidden: true }, make('progress', { 'aria-label': 'Checking' }),
    ' Checking …');
  const failed = make('div', { class: 'alert', role: 'alert', hidden: true });
  element.append(make('div', { class: 'tools' }, busy, undo, redo), failed);
  element.hidden = true;

  function tell(what, decision) {
    if (decision !== null) announce(`${what}: ${decision}.`);
  }

  document.addEventListener('keydown', (event) => {
    const typing = event.target.matches('input:not([type=checkbox], [type=radio]), textarea');
    if (typing || event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (event.shiftKey) redo.click();
    else undo.click();
  }, { signal });

  function update() {
    element.hidden = draft.table === null && !draft.canRedo;
    undo.disabled = !draft.canUndo;
    redo.disabled = !draft.canRedo;
    busy.hidden = !draft.slow;
    failed.hidden = draft.status !== 'failed' || draft.answer === null;
    if (failed.hidden) failed.replaceChildren();
    else failed.replaceChildren(make('span', { text: `${draft.error.message} ` }), button('Try again', draft.again));
  }

  return { update };
}
