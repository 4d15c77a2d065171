/** Publishing itself: into a bucket that is there, into one made for it, or into this browser; and how far it is. */

import { make } from '../../../core/dom.js';
import { newToken } from '../../../core/token.js';
import { listFnames } from '../features.js';

/**
 * Create it; `element` shows how far it is. `publish(target)` takes what the destination's `value()` returns and
 * returns {created, replaced, skipped}, lists of fnames; it rejects with the refusal. `rest()` shows nothing any more.
 *
 * @param {object} options
 * @param {HTMLElement} options.element
 * @param {object} options.draft
 * @param {object} options.tables made by `createTablesApi`
 * @param {object} options.local made by `openLocalBucket`
 * @param {(fname: string) => Promise<object>} options.fetchFeature
 * @param {() => object} options.ways fname → what to do with a feature that is there already
 * @param {(bucket: string, token: string) => void} options.onBucketMade
 * @param {AbortSignal} options.signal
 */
export function createPublishing({ element, draft, tables, local, fetchFeature, ways, onBucketMade, signal }) {
  async function publish({ kind, name, key, token, description }) {
    if (kind === 'local') return keepLocally();
    if (kind !== 'create') return send(name, kind === 'unlocked' ? null : token, ways());
    element.replaceChildren(make('span', { text: 'Creating the bucket …' }));
    const fresh = newToken();
    await tables.createBucket(name, { key, token: fresh, description: description === '' ? null : description },
      { signal });
    onBucketMade(name, fresh);
    return send(name, fresh, {});
  }

  function send(bucket, token, existing) {
    const choices = { ...draft.choices, existing: Object.keys(existing).length === 0 ? 'stop' : existing };
    return tables.publish(draft.table, choices, { bucket, token, onProgress: showProgress, signal });
  }

  async function keepLocally() {
    const fnames = listFnames(draft.answer.understood.features);
    for (const [index, fname] of fnames.entries()) {
      showProgress(index / fnames.length, `Saving “${fname}” …`);
      await local.put(fname, await fetchFeature(fname));
    }
    return { created: fnames, replaced: [], skipped: [] };
  }

  function showProgress(part, text = 'Sending …') {
    const bar = make('progress', part === null ? { max: 1 } : { max: 1, value: part });
    bar.setAttribute('aria-label', 'Progress');
    element.replaceChildren(make('span', { text: part === null ? 'Saving all features …' : text }), bar);
  }

  return Object.freeze({ publish, rest: () => element.replaceChildren() });
}
