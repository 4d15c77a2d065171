/** Keeps the texts of features within a budget: those not looked at for longest go first. */

/** Number of parsed features kept beside their texts: the one shown and the ones shown just before. */
const PARSED = 3;

/**
 * Return a memory of features by key, bounded by the length of their texts (about bytes: JSON is nearly all Latin-1).
 *
 * A text is a fifth of the memory of the objects in it, so features are parsed when they are shown, which takes
 * 1 ms for a feature of 100 kB.
 */
export function createFeatureMemory({ budget }) {
  const texts = new Map();
  const parsed = new Map();
  let used = 0;

  function put(key, text) {
    drop(key);
    texts.set(key, text);
    used += text.length;
    for (const oldest of texts.keys()) {
      if (used <= budget || oldest === key) break;
      drop(oldest);
    }
  }

  /** Return the parsed feature, the same object for as long as it is looked at; undefined when it is not kept. */
  function read(key) {
    const text = texts.get(key);
    if (text === undefined) return undefined;
    renew(texts, key, text);
    renew(parsed, key, parsed.get(key) ?? JSON.parse(text));
    while (parsed.size > PARSED) parsed.delete(parsed.keys().next().value);
    return parsed.get(key);
  }

  function drop(key) {
    used -= texts.get(key)?.length ?? 0;
    texts.delete(key);
    parsed.delete(key);
  }

  return Object.freeze({
    put,
    read,
    drop,
    has: (key) => texts.has(key),
    text: (key) => texts.get(key),
    keys: () => [...texts.keys()],
    room: () => Math.max(0, budget - used),
  });
}

/** Move an entry to the end of a Map, which is the order of last use. */
function renew(map, key, value) {
  map.delete(key);
  map.set(key, value);
}
