/** Prefetches the features of the shown bucket, one at a time, while nothing else is loading. */

import { listDisplayed, listedTree } from '../core/tree/tree.js';

/** A feature longer than this, in bytes, is not fetched ahead: it is a volume that most people will not open. */
const LONGEST = 4 * 1024 * 1024;

/** Space that must remain in the library's memory, in characters. */
const SPARE = 8 * 1024 * 1024;

/**
 * Prefetch in the order of the list, from the shown feature on and then from the top, until `signal` aborts.
 *
 * @param {object} options
 * @param {object} options.store
 * @param {object} options.library
 * @param {Promise<unknown>} options.after what must have come before: the first picture
 * @param {AbortSignal} options.signal
 */
export function startPrefetching({ store, library, after, signal }) {
  let tried = new Set();
  let bucketSeen = null;
  let running = false;
  let ready = false;

  after.then(() => { ready = true; run(); }, () => {});
  store.subscribe(['bucket', 'feature'], run, signal);

  async function run() {
    if (running || !ready || signal.aborted || isFrugal()) return;
    running = true;
    try {
      for (let fname = next(); fname !== undefined; fname = next()) {
        await idle();
        if (signal.aborted) return;
        if (library.isBusy() || document.hidden) await pause();
        else await fetchAhead(fname);
      }
    } finally {
      running = false;
    }
  }

  async function fetchAhead(fname) {
    const bucket = store.get('bucket');
    await library.openFeature(bucket, fname, { ahead: true, longest: LONGEST });
    // What made room for the shown feature is tried again; what failed or is too long is not.
    if (!library.isBusy()) tried.add(fname);
  }

  /** Return the next feature to fetch, or undefined when all are there or there is no room. */
  function next() {
    const { bucket, feature } = store.snapshot();
    const known = bucket === null ? undefined : library.bucket(bucket);
    if (known?.status !== 'ready' || library.room() < SPARE) return undefined;
    if (known !== bucketSeen) tried = new Set();
    bucketSeen = known;
    const fnames = listDisplayed(listedTree(known.tree, known.features)).map(({ fname }) => fname);
    const from = fnames.indexOf(feature) + 1;
    return [...fnames.slice(from), ...fnames.slice(0, from)]
      .find((fname) => !tried.has(fname) && !library.isAtHand(bucket, fname));
  }

  return Object.freeze({ run });
}

/** People who asked their browser to save data get what they look at and no more. */
function isFrugal() {
  return window.navigator?.connection?.saveData === true;
}

/** Return a promise of the next moment without work; Safari has no requestIdleCallback. */
function idle() {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in window) window.requestIdleCallback(resolve, { timeout: 2000 });
    else setTimeout(resolve, 100);
  });
}

function pause() {
  return new Promise((resolve) => { setTimeout(resolve, 300); });
}
