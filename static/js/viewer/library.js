/** The buckets and features that are open: fetched once, told to subscribers, stale answers dropped. */

const EMPTY_BUCKET = Object.freeze({ features: new Map(), tree: null, metadata: {} });

/**
 * Create the library.
 *
 * `bucket(name)` is undefined before it was asked for, then {status: 'loading' | 'ready' | 'failed', …}.
 * `openBucket(name, {again})` and `openFeature(bucket, fname)` fetch; every change calls `onChange`.
 */
export function createLibrary({ api, signal, onChange }) {
  const buckets = new Map();
  let features = new Map();

  async function openBucket(name, { again = false } = {}) {
    const known = buckets.get(name);
    if (known && known.status !== 'failed' && !again) return;
    const entry = { ...EMPTY_BUCKET, ...known, status: 'loading' };
    buckets.set(name, entry);
    onChange();
    await settle(buckets, name, entry, async () => {
      return { status: 'ready', ...(await api.readBucket(name, { signal })) };
    });
  }

  async function openFeature(bucket, fname) {
    const key = featureKey(bucket, fname);
    const known = features.get(key);
    if (known && known.status !== 'failed') return;
    const entry = { status: 'loading' };
    features.set(key, entry);
    onChange();
    await settle(features, key, entry, async () => ({
      status: 'ready', content: await api.readFeature(bucket, fname, { signal }),
    }));
  }

  /** Put the outcome of `fetchIt` under `key`, unless something newer stands there by then. */
  async function settle(entries, key, entry, fetchIt) {
    let outcome;
    try {
      outcome = await fetchIt();
    } catch (error) {
      if (error.name === 'AbortError') return;
      outcome = { status: 'failed', message: error.message };
    }
    if (entries.get(key) !== entry) return;
    entries.set(key, outcome);
    onChange();
  }

  function refresh(bucket) {
    features = new Map([...features].filter(([key]) => !key.startsWith(featureKey(bucket, ''))));
    return openBucket(bucket, { again: true });
  }

  return Object.freeze({
    openBucket,
    openFeature,
    refresh,
    bucket: (name) => buckets.get(name),
    feature: (bucket, fname) => features.get(featureKey(bucket, fname)),
  });
}

/** A line break is in no name of a bucket or feature. */
function featureKey(bucket, fname) {
  return `${bucket}\n${fname}`;
}
