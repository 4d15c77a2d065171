/** What came of it: the link, the token shown this once, and the lines for Python. */

import { USUAL_MAPPING } from '../../../core/mappings.js';
import { make } from '../../../core/dom.js';
import { pythonLines, tokenFile } from '../../../core/token.js';
import { button } from '../controls.js';
import { saveBlob } from '../save_blob.js';

/**
 * Return the elements; the link opens the first feature that was stored, on the parcellation `mapping`. `token` is
 * null unless the bucket was made here.
 *
 * @param {object} options
 * @param {{created: string[], replaced: string[], skipped: string[]}} options.published
 */
export function outcome({ bucket, published, token, site, viewer, announce, mapping = null }) {
  const [feature] = [...published.created, ...published.replaced, ...published.skipped];
  const address = `${viewer}?${new URLSearchParams({ buckets: bucket, bucket, ...(feature && { feature }),
    ...(mapping !== null && mapping !== USUAL_MAPPING && { mapping }) })}`;
  const local = bucket === 'local';
  return [
    make('p', { text: sayPublished(published, local ? 'Saved in this browser' : 'Published') }),
    make('p', {}, make('a', { class: 'button primary', href: address, text: 'Open in the viewer',
      dataset: { testid: 'open-viewer' } })),
    ...(local ? [] : [copyField('Link to share', new URL(address, site).href, announce)]),
    ...(token === null ? [] : tokenBlock(bucket, token, announce)),
    ...(local ? [] : [copyField('From Python', pythonLines(site, bucket), announce)]),
  ];
}

/** Return the token with copy and download; it cannot be shown again. */
export function tokenBlock(bucket, token, announce) {
  const file = new Blob([tokenFile(bucket, token)], { type: 'application/json' });
  return [make('div', { class: 'token-block', dataset: { testid: 'token-block' } },
    copyField(`Token of “${bucket}”`, token, announce, 'token'),
    make('p', { class: 'hint' }, make('strong', { text: 'Save it now: it is shown only once. ' }),
      'Anyone with it can edit the bucket. The Python client reads it from ~/.ibl/custom_features.json; ',
      'if you already have that file, add the entry under “buckets” to it.'),
    button('Download custom_features.json', () => saveBlob(file, 'custom_features.json'), { key: 'download-token' }))];
}

function copyField(label, text, announce, testid = null) {
  const shown = make('pre', { tabindex: 0, 'aria-label': label, text, dataset: testid === null ? {} : { testid } });
  const copy = button('Copy', async () => announce(await copyText(text, shown)),
    { key: `copy:${label}`, 'aria-label': `Copy: ${label}` });
  return make('div', { class: 'copy' }, make('h4', { text: label }), make('div', { class: 'copy-row' }, shown, copy));
}

/** Copy; where the page came over plain HTTP the browser refuses, and the text is selected instead. */
async function copyText(text, shown) {
  try {
    await navigator.clipboard.writeText(text);
    return 'Copied.';
  } catch {
    window.getSelection().selectAllChildren(shown);
    return 'Selected: copy it with Ctrl+C or ⌘C.';
  }
}

function sayPublished({ created, replaced, skipped }, done) {
  const parts = [[created, 'new'], [replaced, 'replaced'], [skipped, 'skipped']]
    .filter(([list]) => list.length > 0).map(([list, what]) => `${list.length} ${what}`);
  return parts.length === 0 ? 'Nothing to publish.' : `${done}: ${parts.join(', ')}.`;
}
