/** The preview of a figure: the very file that is saved, as the server draws it. */

import { make } from '../../../core/dom.js';

/** Create it: `element`, `status`, `show(address, remark)`; the last of several addresses is the one that counts. */
export function createPreview() {
  const picture = make('img', { alt: 'Preview of the figure', dataset: { testid: 'figure-preview' } });
  const status = make('p', { role: 'status', dataset: { testid: 'figure-status' } });
  const element = make('div', { class: 'figure-preview' }, picture, status);
  let asking = new AbortController();

  async function show(address, remark) {
    if (picture.dataset.wanted === address) return;
    picture.dataset.wanted = address;
    asking.abort();
    asking = new AbortController();
    status.textContent = 'Drawing …';
    element.toggleAttribute('data-old', true);
    const { content, refusal } = await read(address, asking.signal);
    if (picture.dataset.wanted !== address) return;
    if (content !== null) {
      URL.revokeObjectURL(picture.src);
      picture.src = URL.createObjectURL(content);
      element.toggleAttribute('data-old', false);
    }
    status.textContent = refusal ?? remark;
  }

  function close() {
    asking.abort();
    URL.revokeObjectURL(picture.src);
  }

  return Object.freeze({ element, show, close, say: (sentence) => { status.textContent = sentence; } });
}

/** Return what an address answers with: {content: Blob|null, refusal: a sentence or null}. */
async function read(address, signal) {
  try {
    const answer = await fetch(address, { signal });
    if (answer.ok) return { content: await answer.blob(), refusal: null };
    return { content: null, refusal: await answer.text() };
  } catch {
    return { content: null, refusal: 'The server does not answer; the figure could not be drawn.' };
  }
}
