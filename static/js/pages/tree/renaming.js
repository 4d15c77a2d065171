/** Renaming in place: the label becomes a field; Enter accepts, Escape cancels. */

import { make } from '../../core/dom.js';

/**
 * Turn `label` into a field holding `text`.
 *
 * @param {object} options
 * @param {(text: string) => string|null} options.accept returns the sentence that refuses the text, or null
 * @param {() => void} options.done called once, when the field is gone
 */
export function openRename({ label, text, accept, say, done }) {
  const field = make('input', { class: 'rename', value: text, 'aria-label': `New name for ${text}`, maxlength: 300 });
  let open = true;

  function close() {
    if (!open) return;
    open = false;
    done();
  }

  function keep() {
    if (!open) return;
    if (field.value === text) {
      close();
      return;
    }
    const refused = accept(field.value);
    if (refused === null) {
      close();
      return;
    }
    field.setAttribute('aria-invalid', 'true');
    say(refused);
  }

  field.addEventListener('keydown', (event) => {
    event.stopPropagation();
    if (event.key === 'Enter') keep();
    if (event.key === 'Escape') close();
  });
  field.addEventListener('blur', () => {
    keep();
    if (open) close();
  });
  for (const type of ['pointerdown', 'mousedown', 'touchstart', 'click', 'dblclick']) {
    field.addEventListener(type, (event) => event.stopPropagation(), { passive: true });
  }
  label.replaceChildren(field);
  field.focus();
  field.select();
}
