/** The view that the owner of a bucket or a feature set: it fills what nobody chose. */

import { readAddress } from './address.js';
import { sameValue } from './store.js';
import { VIEWER_STATE } from './viewer_state.js';

/** What an address may say and still leave the view open. */
const OPENING = new Set(['buckets', 'bucket', 'feature', 'version', 'embed']);

/** Return whether a query says how to look, and not only at what. */
export function isWholeView(query) {
  return [...new URLSearchParams(query).keys()].some((name) => !OPENING.has(name));
}

/**
 * Return the keys that a view sets, with their values.
 *
 * @param {Record<string, string>|null|undefined} view parameters of a link, as the API tells them
 */
export function readView(view) {
  const query = new URLSearchParams(view ?? {});
  const { state } = readAddress(query.toString());
  const names = [...query.keys()].filter((name) => Object.hasOwn(VIEWER_STATE, name));
  const keys = names.length > 0 ? [...names, 'auto'] : [];
  return Object.fromEntries(keys.map((key) => [key, state[key]]));
}

/**
 * Create what applies default views to the store.
 *
 * `apply(name, views)` is called before a feature is drawn, `views` the bucket's and the feature's own, which goes
 * first. It acts once per feature: keys that are at their default are filled; what the former feature's view filled and
 * nobody changed goes back. `skip(name)` leaves a feature as the address says; `again()` fills again after
 * a reset.
 */
export function createDefaultView({ store }) {
  let done = null;
  let applied = {};

  function apply(name, views) {
    if (name === done) return;
    done = name;
    const wanted = Object.assign({}, ...views.map(readView));
    const changes = {};
    for (const key of new Set([...Object.keys(applied), ...Object.keys(wanted)])) {
      const { default: start } = VIEWER_STATE[key];
      const untouched = sameValue(store.get(key), start)
        || (Object.hasOwn(applied, key) && sameValue(store.get(key), applied[key]));
      if (untouched) changes[key] = Object.hasOwn(wanted, key) ? wanted[key] : start;
    }
    applied = wanted;
    store.set(changes);
  }

  function skip(name) {
    done = name;
  }

  return Object.freeze({ apply, skip, again: () => skip(null) });
}
