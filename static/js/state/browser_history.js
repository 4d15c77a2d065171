/** Binds the store to the address bar: choices make history entries, adjustments change the entry they are in. */

import { readAddress, writeAddress } from './address.js';
import { VIEWER_STATE } from './viewer_state.js';

/** Milliseconds of rest after which an adjustment is written; browsers refuse hundreds of writes in a row. */
const REST = 250;

/** Milliseconds within which repeated choices of the same keys are one entry (arrow keys in a list). */
const ONE_CHOICE = 1000;

/**
 * Keep the address and the store the same, until `signal` aborts.
 *
 * @param {object} options
 * @param {object} options.store with the keys of VIEWER_STATE
 * @param {Window} [options.page] whose history and location it is
 * @param {(address: Address) => void} [options.onRestore] told what an entry's address said, after Back or Forward
 * @param {AbortSignal} options.signal
 * @returns {{flush: () => void, quietly: (act: () => void) => void, isQuiet: () => boolean}} `flush` writes what is
 *   not written yet: call it before reading the address; what is set within `quietly` is the page's own doing and no
 *   step of the history; `isQuiet` says whether it is running
 */
export function bindHistory({ store, page = window, onRestore = () => {}, signal }) {
  const keys = Object.keys(VIEWER_STATE);
  let shown = store.snapshot();
  let written = writeAddress(shown);
  let timer = 0;
  let waiting = null;
  let lastChoice = { keys: '', at: -Infinity };
  let restoring = false;
  let quiet = false;

  write('replaceState', written);
  store.subscribe(keys, change, signal);
  page.addEventListener('popstate', restore, { signal });
  page.addEventListener('pagehide', flush, { signal });
  signal.addEventListener('abort', () => page.clearTimeout(timer), { once: true });

  function change(changed) {
    const before = shown;
    shown = store.snapshot();
    if (restoring) return;
    const query = writeAddress(shown);
    const chosen = [...changed].filter((key) => VIEWER_STATE[key]?.history === 'push');
    if (quiet || chosen.length === 0 || isFirstFeature(chosen, before, shown) || continuesChoice(chosen)) {
      delay(query);
      return;
    }
    flush();
    write('pushState', query);
  }

  /** A list gone through with the arrow keys is one choice, and so is what a page adds to it right away. */
  function continuesChoice(chosen) {
    const name = chosen.join();
    const now = page.performance.now();
    const again = name === lastChoice.keys && now - lastChoice.at < ONE_CHOICE;
    lastChoice = { keys: name, at: now };
    return again;
  }

  function delay(query) {
    waiting = query;
    page.clearTimeout(timer);
    timer = page.setTimeout(flush, REST);
  }

  function flush() {
    page.clearTimeout(timer);
    if (waiting !== null) write('replaceState', waiting);
  }

  function write(how, query) {
    waiting = null;
    written = query;
    const { pathname, hash } = page.location;
    page.history[how](null, '', `${pathname}${query === '' ? '' : `?${query}`}${how === 'pushState' ? '' : hash}`);
  }

  function restore() {
    const query = page.location.search.replace(/^\?/, '');
    if (query === written) return; // A link within the page, not another view.
    waiting = null;
    page.clearTimeout(timer);
    written = query;
    lastChoice = { keys: '', at: -Infinity };
    const address = readAddress(query);
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

  return Object.freeze({ flush, quietly, isQuiet: () => quiet });
}

/** The page itself chooses a bucket's first feature; Back must not lead to the moment before. */
function isFirstFeature(chosen, before, after) {
  return chosen.length === 1 && chosen[0] === 'feature' && before.feature === null && after.bucket === before.bucket;
}
