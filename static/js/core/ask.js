/** Asks in a dialog before something is deleted. */

import { make } from './dom.js';

/**
 * Ask, and return whether the person accepted; Escape and *Cancel* do not.
 *
 * @param {{text: string, accept: string}} question `accept` is what the button says that does it
 */
export function ask({ text, accept }) {
  const sentence = make('p', { text });
  const cancel = make('button', { type: 'button', text: 'Cancel' });
  const button = make('button', { type: 'button', class: 'primary', text: accept });
  const actions = make('div', { class: 'actions' }, cancel, button);
  const dialog = make('dialog', { class: 'ask', 'aria-label': accept }, sentence, actions);
  document.body.append(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'accept');
    });
    cancel.addEventListener('click', () => dialog.close());
    button.addEventListener('click', () => dialog.close('accept'));
    dialog.showModal();
  });
}
