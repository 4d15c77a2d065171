/** The content of the feature on the second brain: read when it is asked for, and again after its bucket was. */

import { splitPartner } from './partner_name.js';

const LOADING = Object.freeze({ status: 'loading', content: null, message: 'Loading the feature …' });

/**
 * Create it. `ask(name)` says which feature is wanted, null for none; `current()` is {status: 'loading' | 'ready' |
 * 'failed', content, message}; `retry()` reads it again. `onChange` is called when it has come, or failed to.
 *
 * @param {object} options
 * @param {object} options.features made by `createLooseFeatures`
 * @param {object} options.library
 */
export function createPartnerContent({ features, library, onChange, signal }) {
  let asked = { name: null, listing: null, controller: new AbortController() };
  let entry = LOADING;

  function ask(name) {
    const listing = name === null ? null : listingOf(library.bucket(splitPartner(name)[0]));
    const again = asked.listing !== null && listing !== null && listing !== asked.listing;
    if (name !== asked.name || again) read(name, listing);
    else asked.listing ??= listing;
  }

  /** What is shown stays until it comes again. */
  async function read(name, listing) {
    asked.controller.abort();
    if (name !== asked.name) entry = LOADING;
    const question = { name, listing, controller: new AbortController() };
    asked = question;
    if (name === null) return;
    const until = AbortSignal.any([signal, question.controller.signal]);
    const answer = await features.read(...splitPartner(name), { signal: until }).then(
      (content) => ({ status: 'ready', content, message: '' }),
      (error) => ({ status: 'failed', content: null, message: error.message }),
    );
    if (asked !== question || signal.aborted) return;
    entry = answer;
    onChange();
  }

  function retry() {
    const { name, listing } = asked;
    ask(null);
    read(name, listing);
    onChange();
  }

  return Object.freeze({ ask, retry, current: () => entry });
}

function listingOf(bucket) {
  return bucket?.status === 'ready' ? bucket : null;
}
