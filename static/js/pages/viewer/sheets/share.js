/** Handing a view on: link, frame, QR code; and saving it as what a feature or bucket opens with. */

import { requestJson } from '../../../api/api.js';
import { make } from '../../../core/dom.js';
import { LOCAL } from '../../../data/local/local_bucket.js';
import { writeAddress } from '../../../state/address.js';

/** Parameters that the server takes in a default view. */
const VIEW_KEYS = Object.freeze([
  'auto', 'cmap', 'reversed', 'range', 'scale', 'centred', 'mapping', 'stat', 'hemisphere', 'outlines', 'names',
  'missing', 'coronal', 'sagittal', 'horizontal', 'thickness', 'panels', 'layout', 'sizes', 'explode', 'camera',
  'seenFrom',
]);

const ONLY_HERE = 'This bucket is only in this browser: others cannot open the link.';

/** Return the default view that a state stands for: parameters of a link and their text. */
export function viewOf(state) {
  const said = new URLSearchParams(writeAddress(state));
  return Object.fromEntries([...said].filter(([key]) => VIEW_KEYS.includes(key)));
}

/** Return the HTML of a frame that shows an address. */
export function frameOf(address, name) {
  const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return `<iframe src="${escape(address)}" title="${escape(name)}" width="960" height="600" loading="lazy"></iframe>`;
}

/**
 * Create the sheet; `open()` shows it for the view that is shown.
 *
 */
export function createShare({ store, signal }) {
  const title = make('h2', { id: 'share-title', text: 'Share this view' });
  const link = field('Link', 'share-link', 1);
  const embed = field('Embed', 'share-embed', 3);
  const code = make('img', {
    class: 'qr', width: 140, height: 140, alt: 'QR code of the link', dataset: { testid: 'share-qr' },
  });
  const owner = make('div', { class: 'row', hidden: true, dataset: { testid: 'share-owner' } },
    button('Save this view as default of the feature', 'save-view-feature', () => save(store.get('feature'))),
    button('… of the bucket', 'save-view-bucket', () => save(null)));
  const said = make('p', { class: 'note', role: 'status', dataset: { testid: 'share-said' } });
  const close = make('button', {
    type: 'button', class: 'icon quiet', text: '×', 'aria-label': 'Close', on: { click: () => dialog.close() },
  });
  const dialog = make('dialog', {
    class: 'sheet share', 'aria-labelledby': 'share-title', dataset: { testid: 'share-sheet' },
  }, make('div', { class: 'drawer-bar' }, title, close), link.element, embed.element,
    code, owner, said);
  document.body.append(dialog);
  let csrf = '';

  function field(label, testid, rows) {
    const text = make('textarea', { readonly: '', rows, 'aria-label': label, dataset: { testid } });
    const copy = button('Copy', `${testid}-copy`, () => copyText(text));
    return { text, element: make('div', { class: 'row' }, text, copy) };
  }

  function button(text, testid, click) {
    return make('button', { type: 'button', text, dataset: { testid }, on: { click } });
  }

  async function copyText(text) {
    text.select();
    try {
      await navigator.clipboard.writeText(text.value);
      said.textContent = 'Copied.';
    } catch {
      said.textContent = document.execCommand('copy') ? 'Copied.' : 'Press Ctrl C to copy.';
    }
  }

  async function save(fname) {
    const body = JSON.stringify({ fname, view: viewOf(store.snapshot()) });
    const headers = { 'Content-Type': 'application/json', 'X-CSRFToken': csrf };
    try {
      await requestJson(viewAddress(), { method: 'POST', headers, body, signal });
      said.textContent = `Saved: ${fname === null ? 'the bucket' : `“${fname}”`} opens like this for everybody.`;
    } catch (error) {
      if (error.name !== 'AbortError') said.textContent = `Not saved. ${error.message}`;
    }
  }

  const viewAddress = () => `buckets/${encodeURIComponent(store.get('bucket'))}/view/`;

  /** Who may edit the bucket in this browser is offered to make this view its default. */
  async function askWhoMaySave() {
    owner.hidden = true;
    const { bucket } = store.snapshot();
    if (bucket === null || bucket === LOCAL) return;
    try {
      const answer = await requestJson(viewAddress(), { signal });
      csrf = answer.csrf;
      owner.hidden = !answer.may_edit || store.get('bucket') !== bucket;
    } catch (error) {
      if (error.name !== 'AbortError') said.textContent = error.message;
    }
  }

  function open() {
    const state = store.snapshot();
    const site = `${window.location.origin}${window.location.pathname}`;
    const query = writeAddress(state);
    const name = [state.bucket, state.feature].filter((part) => part !== null).join(' › ');
    title.textContent = name === '' ? 'Share this view' : `Share ${name}`;
    link.text.value = `${site}?${query}`;
    embed.text.value = frameOf(`${site}?${writeAddress({ ...state, embed: true })}`, name);
    code.src = `qr.svg?${query}`;
    said.textContent = state.bucket === LOCAL ? ONLY_HERE : '';
    askWhoMaySave();
    dialog.showModal();
  }

  return { open };
}
