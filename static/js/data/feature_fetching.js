/** Features being fetched: the one to show comes first; prefetching makes way for it. */

import { attempt } from './attempt.js';

/** Milliseconds after which a feature that is still loading shows its progress. */
const SLOW = 400;

/**
 * Create it. `fetch(key, {bucket, fname, version}, {ahead, longest})` returns the outcome and whether it is still
 * `ahead`, null where it was called off; `hurry(key)` says that what is fetched ahead is to be shown now. `read(key)`
 * returns {status: 'loading', progress} for what is to be shown, `has(key)` tells of all.
 *
 * @param {object} options
 * @param {(bucket: string) => object} options.sourceOf what answers for a bucket
 * @param {() => void} options.onChange
 * @param {AbortSignal} options.signal
 */
export function createFeatureFetching({ sourceOf, onChange, signal }) {
  const loading = new Map();

  async function fetch(key, what, { ahead, longest }) {
    if (!ahead) stopOthers(key);
    const entry = { ahead, since: performance.now(), progress: null, controller: new AbortController() };
    loading.set(key, entry);
    if (!ahead) onChange();
    const outcome = await attempt(() => readText(what, entry, longest));
    if (loading.get(key) !== entry) return null;
    loading.delete(key);
    return outcome === null ? null : { ...outcome, ahead: entry.ahead };
  }

  async function readText({ bucket, fname, version }, entry, longest) {
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

  /** Stop all other fetches; they are requested again when it is their turn. */
  function stopOthers(key) {
    for (const [other, { controller }] of loading) {
      if (other === key) continue;
      loading.delete(other);
      controller.abort();
    }
  }

  function hurry(key) {
    const entry = loading.get(key);
    if (entry !== undefined) entry.ahead = false;
  }

  function read(key) {
    const entry = loading.get(key);
    if (entry === undefined || entry.ahead) return undefined;
    const slow = performance.now() - entry.since >= SLOW;
    return { status: 'loading', progress: slow ? entry.progress ?? { loaded: 0, total: null } : null };
  }

  return Object.freeze({
    fetch, hurry, read,
    has: (key) => loading.has(key),
    isBusy: () => [...loading.values()].some(({ ahead }) => !ahead),
  });
}
