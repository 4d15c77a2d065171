/** The buckets and features that are open: fetched once, kept within bounds, stale answers dropped. */

import { LOCAL } from './local/local_bucket.js';
import { createFeatureMemory } from './feature_memory.js';

const EMPTY_BUCKET = Object.freeze({ features: new Map(), tree: null, metadata: {} });

/** Length of the features' texts that are kept, in characters. */
const BUDGET = 64 * 1024 * 1024;

/** Milliseconds after which a feature that is still on its way shows how far it has come. */
const SLOW = 400;

/**
 * @typedef {object} FeatureEntry
 * @property {'loading'|'ready'|'failed'} status
 * @property {object} [content] when ready: the feature as the API sends it
 * @property {{loaded: number, total: number|null}|null} [progress] when loading slowly: bytes so far and of all
 * @property {string} [message] when failed: a sentence for people
 * @property {boolean} [gone] when failed: it was in the bucket and is no longer
 */

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
  const loading = new Map();
  const failed = new Map();
  const memory = createFeatureMemory({ budget: BUDGET });
  let stale = new Set();

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

  async function openFeature(bucket, fname, options = {}) {
    const { again = false, ahead = false, longest = Infinity, version = null } = options;
    const key = featureKey(bucket, fname, version);
    const fresh = memory.has(key) && !stale.has(key);
    if (loading.has(key) || (fresh && !again) || (failed.has(key) && ahead)) {
      if (!ahead && loading.has(key)) loading.get(key).ahead = false;
      return;
    }
    if (!ahead) stopOthers(key);
    const entry = { ahead, since: performance.now(), progress: null, controller: new AbortController() };
    loading.set(key, entry);
    failed.delete(key);
    if (!ahead) onChange();
    const outcome = await attempt(() => fetchFeature({ bucket, fname, version }, entry, longest));
    if (loading.get(key) !== entry) return;
    loading.delete(key);
    if (outcome === null) return;
    keep(key, outcome, { bucket, fname, version }, entry);
  }

  function keep(key, outcome, { bucket, fname, version }, entry) {
    stale.delete(key);
    if (outcome.status === 'ready') memory.put(key, outcome.text);
    else if (memory.has(key) && outcome.httpStatus !== 404) onKept(outcome.message);
    else {
      memory.drop(key);
      failed.set(key, explainFeature(outcome, version === null ? buckets.get(bucket) : undefined, fname));
    }
    if (!entry.ahead) onChange();
  }

  async function fetchFeature({ bucket, fname, version }, entry, longest) {
    const end = AbortSignal.any([signal, entry.controller.signal]);
    const timer = setTimeout(() => entry.ahead || onChange(), SLOW);
    const onProgress = (progress) => {
      entry.progress = progress;
      if (entry.ahead && progress.loaded > longest) entry.controller.abort();
      else if (!entry.ahead && performance.now() - entry.since > SLOW) onChange();
    };
    try {
      const text = await sourceOf(bucket).readFeatureText(bucket, fname, { version, signal: end, onProgress });
      return { status: 'ready', text };
    } finally {
      clearTimeout(timer);
    }
  }

  /** What is shown goes first: whatever else is on its way makes room, and is asked for again when it is its turn. */
  function stopOthers(key) {
    for (const [other, { controller }] of loading) {
      if (other === key) continue;
      loading.delete(other);
      controller.abort();
    }
  }

  /** @returns {FeatureEntry|undefined} */
  function feature(bucket, fname, version = null) {
    const key = featureKey(bucket, fname, version);
    const content = failed.has(key) ? undefined : memory.read(key);
    if (content !== undefined) return readyEntry(content);
    const entry = loading.get(key);
    if (entry && !entry.ahead) {
      const slow = performance.now() - entry.since >= SLOW;
      return { status: 'loading', progress: slow ? entry.progress ?? { loaded: 0, total: null } : null };
    }
    return failed.get(key) ?? (entry ? { status: 'loading', progress: null } : undefined);
  }

  /**
   * Load a bucket again, and its features when they are next asked for; what is shown stays until then. Returns why
   * that failed, or null; then all stays as it is, unless the bucket is gone.
   */
  async function refresh(bucket) {
    const start = featureKey(bucket, '');
    const old = memory.keys().filter((key) => key.startsWith(start) && !stale.has(key));
    stale = new Set([...stale, ...old]);
    for (const key of [...failed.keys()]) if (key.startsWith(start)) failed.delete(key);
    const failure = await openBucket(bucket, { again: true });
    if (failure !== null && buckets.get(bucket)?.status === 'ready') old.forEach((key) => stale.delete(key));
    return failure;
  }

  const sourceOf = (bucket) => (bucket === LOCAL && local !== null ? local : api);

  return Object.freeze({
    openBucket,
    openFeature,
    refresh,
    feature,
    bucket: (name) => buckets.get(name),
    /** Whether a feature can be shown without a request. */
    isAtHand: (bucket, fname) => {
      const key = featureKey(bucket, fname);
      return memory.has(key) && !stale.has(key);
    },
    /** Whether anything that is to be shown is on its way. */
    isBusy: () => [...loading.values()].some(({ ahead }) => !ahead),
    /** The text of a feature at hand, byte for byte as it came; undefined otherwise. */
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

/** Return the outcome of fetching, a failure told as one; null when it was called off. */
async function attempt(fetchIt) {
  try {
    return await fetchIt();
  } catch (error) {
    if (error.name === 'AbortError') return null;
    return { status: 'failed', message: error.message, httpStatus: error.status ?? 0 };
  }
}

function explainBucket({ message, httpStatus }, known) {
  if (known?.status === 'ready' && httpStatus !== 404) return known;
  const gone = httpStatus === 404 && known?.status === 'ready';
  const sentence = gone ? 'This bucket was deleted after it was loaded. Close it with −.' : message;
  return { ...EMPTY_BUCKET, status: 'failed', message: sentence, gone };
}

function explainFeature({ message, httpStatus }, bucket, fname) {
  const gone = httpStatus === 404 && bucket?.features.has(fname) === true;
  const sentence = gone
    ? `“${fname}” was deleted after this bucket was loaded. Reload the bucket with ⟳ to see its current features.`
    : message;
  return Object.freeze({ status: 'failed', message: sentence, gone });
}

/** A line break is in no name of a bucket or feature. */
function featureKey(bucket, fname, version = null) {
  return version === null ? `${bucket}\n${fname}` : `${bucket}\n${fname}\n${version}`;
}
