/** What this browser remembers between visits; where storage is refused, nothing is, and nothing breaks. */

const PREFIX = 'atlasviewer.';

/** Return what was remembered under a name, or `otherwise`. */
export function recall(name, otherwise = null) {
  try {
    const text = window.localStorage.getItem(PREFIX + name);
    return text === null ? otherwise : JSON.parse(text);
  } catch {
    return otherwise;
  }
}

/** Remember a value that JSON can hold; null forgets it. */
export function remember(name, value) {
  try {
    if (value === null) window.localStorage.removeItem(PREFIX + name);
    else window.localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // Private windows may refuse storage; the choice then lasts as long as the page.
  }
}
