/** The features that are open: their texts within bounds, what failed, and what is stale. */

import { createFeatureFetching } from './feature_fetching.js';
import { createFeatureMemory } from './feature_memory.js';

/** Total length of the features' texts kept in memory, in characters. */
const BUDGET = 64 * 1024 * 1024;

/**
 * @typedef {object} FeatureEntry
 * @property {'loading'|'ready'|'failed'} status
 * @property {object} [content] when ready: the feature as the API sends it
 * @property {{loaded: number, total: number|null}|null} [progress] when loading slowly: bytes so far and of all
 * @property {string} [message] when failed: a sentence for people
 * @property {boolean} [gone] when failed: it was in the bucket and is no longer
 */

/**
 * Create the shelf; see `createLibrary` for `open` and `feature`. `expire(bucket)` makes a bucket's features stale;
 * what is shown stays until they are asked for again. It returns what `renew` takes if they are not stale after all.
 *
 * @param {object} options
 * @param {(bucket: string) => object} options.sourceOf what answers for a bucket
 * @param {(bucket: string) => object|undefined} options.bucketOf what is known of a bucket
 * @param {() => void} options.onChange
 * @param {(message: string) => void} options.onKept
 * @param {AbortSignal} options.signal
 */
export function createFeatureShelf({ sourceOf, bucketOf, onChange, onKept, signal }) {
  const memory = createFeatureMemory({ budget: BUDGET });
  const fetching = createFeatureFetching({ sourceOf, onChange, signal });
  const failed = new Map();
  let stale = new Set();

  const isFresh = (key) => memory.has(key) && !stale.has(key);

  async function open(bucket, fname, options = {}) {
    const { again = false, ahead = false, longest = Infinity, version = null } = options;
    const key = featureKey(bucket, fname, version);
    if (!ahead) fetching.hurry(key);
    if (fetching.has(key) || (isFresh(key) && !again) || (failed.has(key) && ahead)) return;
    failed.delete(key);
    const outcome = await fetching.fetch(key, { bucket, fname, version }, { ahead, longest });
    if (outcome !== null) keep(key, outcome, { bucket, fname, version });
  }

  function keep(key, outcome, { bucket, fname, version }) {
    stale.delete(key);
    if (outcome.status === 'ready') memory.put(key, outcome.text);
    else if (memory.has(key) && outcome.httpStatus !== 404) onKept(outcome.message);
    else {
      memory.drop(key);
      failed.set(key, explainFeature(outcome, version === null ? bucketOf(bucket) : undefined, fname));
    }
    if (!outcome.ahead) onChange();
  }

  /** @returns {FeatureEntry|undefined} */
  function feature(bucket, fname, version = null) {
    const key = featureKey(bucket, fname, version);
    const content = failed.has(key) ? undefined : memory.read(key);
    if (content !== undefined) return readyEntry(content);
    const coming = fetching.has(key) ? { status: 'loading', progress: null } : undefined;
    return fetching.read(key) ?? failed.get(key) ?? coming;
  }

  function expire(bucket) {
    const start = featureKey(bucket, '');
    const old = memory.keys().filter((key) => key.startsWith(start) && !stale.has(key));
    stale = new Set([...stale, ...old]);
    for (const key of [...failed.keys()]) if (key.startsWith(start)) failed.delete(key);
    return old;
  }

  return Object.freeze({
    open, feature, expire,
    renew: (keys) => keys.forEach((key) => stale.delete(key)),
    isAtHand: (bucket, fname) => isFresh(featureKey(bucket, fname)),
    isBusy: fetching.isBusy,
    text: (bucket, fname, version = null) => memory.text(featureKey(bucket, fname, version)),
    room: memory.room,
  });
}

const entries = new WeakMap();

/** The same entry for the same content, so that views can compare. */
function readyEntry(content) {
  if (!entries.has(content)) entries.set(content, Object.freeze({ status: 'ready', content }));
  return entries.get(content);
}

function explainFeature({ message, httpStatus }, bucket, fname) {
  const gone = httpStatus === 404 && bucket?.features.has(fname) === true;
  const sentence = gone
    ? `“${fname}” was deleted after this bucket was loaded. Reload the bucket with ⟳ to see its current features.`
    : message;
  return Object.freeze({ status: 'failed', message: sentence, gone });
}

/** Names of buckets and features contain no line breaks. */
function featureKey(bucket, fname, version = null) {
  return version === null ? `${bucket}\n${fname}` : `${bucket}\n${fname}\n${version}`;
}
