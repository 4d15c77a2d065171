/** Binds the store to the address bar: choices make history entries, adjustments change the entry they are in. */

import { readAddress, writeAddress } from './address.js';
import { createAddressBar } from './address_bar.js';
import { VIEWER_STATE } from './viewer_state.js';

/** Milliseconds within which repeated choices of the same keys are one entry (arrow keys in a list). */
const ONE_CHOICE = 1000;

/**
 * Keep the address and the store the same, until `signal` aborts.
 *
 * @param {object} options
 * @param {object} options.store with the keys of VIEWER_STATE
 * @param {Window} [options.page] whose history and location it is
 * @param {(query: string) => Address} [options.read]
 * @param {(address: Address) => void} [options.onRestore] told what an entry's address said, after Back or Forward
 * @param {AbortSignal} options.signal
 * @returns {{flush: () => void, quietly: (act: () => void) => void, isQuiet: () => boolean}} `flush` writes what is
 *   not written yet: call it before reading the address; what is set within `quietly` is the page's own doing and no
 *   step of the history; `isQuiet` says whether it is running
 */
export function bindHistory({ store, page = window, read = readAddress, onRestore = () => {}, signal }) {
  const keys = Object.keys(VIEWER_STATE);
  let shown = store.snapshot();
  const bar = createAddressBar({ page, signal });
  let lastChoice = { keys: '', at: -Infinity };
  let restoring = false;
  let quiet = false;

  bar.write('replaceState', writeAddress(shown));
  store.subscribe(keys, change, signal);
  page.addEventListener('popstate', restore, { signal });
  page.addEventListener('pagehide', bar.flush, { signal });

  function change(changed) {
    const before = shown;
    shown = store.snapshot();
    if (restoring) return;
    const query = writeAddress(shown);
    const chosen = [...changed].filter((key) => VIEWER_STATE[key]?.history === 'push');
    if (quiet || chosen.length === 0 || isFirstFeature(chosen, before, shown) || continuesChoice(chosen)) {
      bar.delay(query);
      return;
    }
    bar.flush();
    bar.write('pushState', query);
  }

  /** A list gone through with the arrow keys is one choice, and so is what a page adds to it right away. */
  function continuesChoice(chosen) {
    const name = chosen.join();
    const now = page.performance.now();
    const again = name === lastChoice.keys && now - lastChoice.at < ONE_CHOICE;
    lastChoice = { keys: name, at: now };
    return again;
  }

  function restore() {
    const query = page.location.search.replace(/^\?/, '');
    if (query === bar.written) return; // A link within the page, not another view.
    bar.adopt(query);
    lastChoice = { keys: '', at: -Infinity };
    const address = read(query);
    restoring = true;
    try {
      store.set(address.state);
    } finally {
      restoring = false;
    }
    onRestore(address);
  }

  function quietly(act) {
    quiet = true;
    try {
      act();
    } finally {
      quiet = false;
    }
  }

  return Object.freeze({ flush: bar.flush, quietly, isQuiet: () => quiet });
}

/** The page itself chooses a bucket's first feature; Back must not lead to the moment before. */
function isFirstFeature(chosen, before, after) {
  return chosen.length === 1 && chosen[0] === 'feature' && before.feature === null && after.bucket === before.bucket;
}
