/** What is happening with the feature that is shown: on its way, failed with a way to try again, or a remark. */

import { make } from '../../../core/dom.js';

/** Create the status in `element`: `update(entry)` takes the library's entry, `remark(sentence)` says anything else. */
export function createStatus({ element, onRetry }) {
  const text = make('p', {});
  const bar = make('progress', { 'aria-label': 'Loading the feature' });
  const retry = make('button', {
    type: 'button', text: 'Try again', dataset: { testid: 'retry-feature' }, on: { click: onRetry },
  });
  const dismiss = make('button', {
    type: 'button', class: 'icon quiet', text: '×', 'aria-label': 'Dismiss', on: { click: () => remark('') },
  });
  element.append(text, bar, retry, dismiss);
  let remarked = '';
  let shown;
  show(undefined);

  function remark(sentence) {
    remarked = sentence;
    show(shown);
  }

  function show(entry) {
    shown = entry;
    const failed = entry?.status === 'failed';
    const slow = entry?.status === 'loading' && entry.progress !== null;
    element.hidden = !failed && !slow && remarked === '';
    element.classList.toggle('failed', failed);
    text.textContent = failed ? entry.message : slow ? loadingText(entry.progress) : remarked;
    bar.hidden = !slow;
    if (slow && entry.progress.total !== null) {
      bar.max = entry.progress.total;
      bar.value = entry.progress.loaded;
    } else bar.removeAttribute('value');
    retry.hidden = !failed;
    dismiss.hidden = failed || slow;
  }

  return { update: show, remark };
}

function loadingText({ loaded, total }) {
  const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
  if (loaded === 0) return 'Loading …';
  return `Loading … ${megabytes(loaded)}${total === null ? '' : ` of ${megabytes(total)}`} MB`;
}
