/** Buckets that this browser opened lately, for the palette. */

import { LOCAL } from '../../../data/local/local_bucket.js';
import { recall, remember } from '../../../state/remembered.js';

/** Names that a cookie holds easily. */
const MOST = 6;

/** Return the names, the latest first. */
export function listRecent() {
  const kept = recall('buckets', []);
  return Array.isArray(kept) ? kept.filter((name) => typeof name === 'string') : [];
}

/** Return the names after a bucket was opened. */
export function addRecent(names, bucket) {
  return [bucket, ...names.filter((name) => name !== bucket)].slice(0, MOST);
}

/** Return a function that remembers the bucket that is shown, once it is there. */
export function keepRecent({ store, library }) {
  return () => {
    const bucket = store.get('bucket');
    if (bucket === null || bucket === LOCAL || library.bucket(bucket)?.status !== 'ready') return;
    const names = listRecent();
    if (names[0] !== bucket) remember('buckets', addRecent(names, bucket));
  };
}
