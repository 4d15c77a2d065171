/** One store per page: each key has a default and a validator, changes go through `set`, views subscribe. */

/**
 * Create a store.
 *
 * @param {Record<string, {default: any, validate: (value: any) => any}>} definitions per key, its default
 *   and a function that returns the value as it is kept, or undefined to refuse it
 *
 * - `get(key)`, `snapshot()` of all keys.
 * - `set(changes)` applies all valid changes at once and tells subscribers once which keys changed, before it
 *   returns. It returns the keys that were refused, so that the caller can say so.
 * - `reset(keys)` sets keys to their defaults.
 * - `subscribe(keys, listener, signal)` calls `listener(changedKeys)` until `signal` aborts. A change made by a
 *   listener is told after all have heard of the present one: everybody hears everything in the same order.
 */
export function createStore(definitions) {
  const values = new Map(Object.entries(definitions).map(([key, { default: start }]) => [key, start]));
  const subscribers = new Set();
  const told = [];

  function get(key) {
    if (!values.has(key)) throw new RangeError(`The store has no key "${key}".`);
    return values.get(key);
  }

  function set(changes) {
    const changed = new Set();
    const refused = [];
    for (const [key, wanted] of Object.entries(changes)) {
      const present = get(key);
      const value = definitions[key].validate(wanted);
      if (value === undefined) refused.push(key);
      else if (!sameValue(value, present)) {
        values.set(key, value);
        changed.add(key);
      }
    }
    if (changed.size > 0) tell(changed);
    return refused;
  }

  function tell(changed) {
    told.push(changed);
    if (told.length > 1) return;
    try {
      for (; told.length > 0; told.shift()) {
        for (const subscriber of [...subscribers]) if (subscribers.has(subscriber)) subscriber(told[0]);
      }
    } finally {
      told.length = 0; // A listener that throws must not silence the store for good.
    }
  }

  function reset(keys) {
    return set(Object.fromEntries([...keys].map((key) => [key, definitions[key].default])));
  }

  function subscribe(keys, listener, signal) {
    if (signal?.aborted) return;
    const wanted = new Set(keys);
    const subscriber = (changed) => {
      if ([...changed].some((key) => wanted.has(key))) listener(changed);
    };
    subscribers.add(subscriber);
    signal?.addEventListener('abort', () => subscribers.delete(subscriber), { once: true });
  }

  return Object.freeze({ get, set, reset, subscribe, snapshot: () => Object.fromEntries(values) });
}

/** Return whether two plain values (also lists and objects of them) are the same. */
export function sameValue(one, other) {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => sameValue(one[key], other[key]));
}
