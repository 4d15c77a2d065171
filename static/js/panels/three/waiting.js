/** What stands in the 3-D panel until the brain is there: a sentence, and a button once that failed. */

import { make } from '../../core/dom.js';

/** Create it in `element`; `say(sentence)`, `fail(sentence)`, `done()`, and `again()` after that. */
export function createWaiting(element, onRetry) {
  const text = make('p', {});
  const retry = make('button', {
    type: 'button', text: 'Try again', dataset: { testid: 'retry-3d' }, on: { click: onRetry },
  });
  const holder = make('div', { class: 'waiting' }, text, retry);
  element.append(holder);
  const show = (sentence, failed) => {
    text.textContent = sentence;
    retry.hidden = !failed;
  };
  return {
    say: (sentence) => show(sentence, false), fail: (sentence) => show(sentence, true), done: () => holder.remove(),
    again: () => element.append(holder),
  };
}
