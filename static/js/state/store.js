/** One store per page: each key has a default and a validator, changes go through `set`, views subscribe. */

/**
 * Create a store.
 *
 * @param {Record<string, {default: any, validate: (value: any) => any}>} definitions per key, its default
 *   and a function that returns the value as it is kept, or undefined to refuse it
 *
 * `get(key)`, `snapshot()`; `set(changes)` applies all valid changes at once and tells subscribers once,
 * synchronously, which keys changed; refused changes are returned, so that the caller can say so.
 */
export function createStore(definitions) {
  const values = new Map(Object.entries(definitions).map(([key, { default: start }]) => [key, start]));
  const subscribers = new Set();

  function get(key) {
    if (!values.has(key)) throw new RangeError(`The store has no key "${key}".`);
    return values.get(key);
  }

  function set(changes) {
    const changed = new Set();
    const refused = [];
    for (const [key, wanted] of Object.entries(changes)) {
      const value = validate(key, wanted);
      if (value === undefined) refused.push(key);
      else if (!sameValue(value, values.get(key))) {
        values.set(key, value);
        changed.add(key);
      }
    }
    if (changed.size > 0) for (const subscriber of [...subscribers]) subscriber(changed);
    return refused;
  }

  function validate(key, wanted) {
    if (!values.has(key)) throw new RangeError(`The store has no key "${key}".`);
    return definitions[key].validate(wanted);
  }

  /** Call `listener(changedKeys)` when one of `keys` changes, until `signal` aborts. */
  function subscribe(keys, listener, signal) {
    const wanted = new Set(keys);
    const subscriber = (changed) => {
      if ([...changed].some((key) => wanted.has(key))) listener(changed);
    };
    subscribers.add(subscriber);
    signal?.addEventListener('abort', () => subscribers.delete(subscriber), { once: true });
  }

  return Object.freeze({ get, set, subscribe, snapshot: () => Object.fromEntries(values) });
}

/** Return whether two plain values (also lists and objects of them) are the same. */
export function sameValue(one, other) {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => sameValue(one[key], other[key]));
}
