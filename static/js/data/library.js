/** The buckets and features that are open: fetched once, kept within bounds, stale answers dropped. */

import { attempt } from './attempt.js';
import { createFeatureShelf } from './feature_shelf.js';
import { LOCAL } from './local/local_bucket.js';

const EMPTY_BUCKET = Object.freeze({ features: new Map(), tree: null, metadata: {} });

/**
 * Create the library.
 *
 * `bucket(name)` and `feature(bucket, fname)` are undefined before they were asked for, then
 * {status: 'loading' | 'ready' | 'failed', …}; a feature may be asked for in one of its versions. `openBucket`
 * and `openFeature` fetch what is not there; with {again: true} also what is. Every change calls `onChange`, as
 * often as it happens.
 *
 * @param {object} options
 * @param {object} options.api made by `createApi`
 * @param {object} [options.local] made by `openLocalBucket`: answers for the bucket called local
 * @param {() => void} options.onChange
 * @param {(message: string) => void} [options.onKept] a feature could not be loaded again; what is shown stays
 * @param {AbortSignal} options.signal
 */
export function createLibrary({ api, local = null, onChange, onKept = () => {}, signal }) {
  const buckets = new Map();
  const sourceOf = (bucket) => (bucket === LOCAL && local !== null ? local : api);
  const shelf = createFeatureShelf({ sourceOf, bucketOf: (name) => buckets.get(name), onChange, onKept, signal });

  async function openBucket(name, { again = false } = {}) {
    const known = buckets.get(name);
    if (known && known.status !== 'failed' && !again) return null;
    const entry = { ...EMPTY_BUCKET, ...known, status: 'loading' };
    buckets.set(name, entry);
    onChange();
    const read = async () => ({ status: 'ready', ...(await sourceOf(name).readBucket(name, { signal })) });
    const outcome = await attempt(read);
    if (outcome === null || buckets.get(name) !== entry) return null;
    buckets.set(name, outcome.status === 'failed' ? explainBucket(outcome, known) : outcome);
    onChange();
    return outcome.message ?? null;
  }

  /**
   * Load a bucket again, and its features when they are next asked for; what is shown stays until then. Returns why
   * that failed, or null; then all stays as it is, unless the bucket is gone.
   */
  async function refresh(bucket) {
    const old = shelf.expire(bucket);
    const failure = await openBucket(bucket, { again: true });
    if (failure !== null && buckets.get(bucket)?.status === 'ready') shelf.renew(old);
    return failure;
  }

  return Object.freeze({
    openBucket,
    openFeature: shelf.open,
    refresh,
    feature: shelf.feature,
    bucket: (name) => buckets.get(name),
    /** Whether a feature can be shown without a request. */
    isAtHand: shelf.isAtHand,
    /** Whether anything that is to be shown is on its way. */
    isBusy: shelf.isBusy,
    /** The text of a feature at hand, byte for byte as it came; undefined otherwise. */
    text: shelf.text,
    room: shelf.room,
  });
}

function explainBucket({ message, httpStatus }, known) {
  if (known?.status === 'ready' && httpStatus !== 404) return known;
  const gone = httpStatus === 404 && known?.status === 'ready';
  const sentence = gone ? 'This bucket was deleted after it was loaded. Close it with −.' : message;
  return { ...EMPTY_BUCKET, status: 'failed', message: sentence, gone, missing: httpStatus === 404 };
}
