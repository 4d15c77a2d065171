/**
 * What this browser remembers between visits; where cookies are refused, nothing is, and nothing breaks. In cookies, so
 * that the server writes the theme into the page and no page shows the other one first.
 */

const PREFIX = 'atlasviewer_';
const YEAR = 365 * 24 * 3600;

/** Return what was remembered under a name, or `otherwise`. */
export function recall(name, otherwise = null) {
  try {
    const start = `${PREFIX}${name}=`;
    const found = document.cookie.split('; ').find((cookie) => cookie.startsWith(start));
    return found === undefined ? otherwise : JSON.parse(decodeURIComponent(found.slice(start.length)));
  } catch {
    return otherwise;
  }
}

/** Remember a value that JSON can hold in a few hundred letters; null forgets it. */
export function remember(name, value) {
  try {
    const text = value === null ? '' : encodeURIComponent(JSON.stringify(value));
    document.cookie = `${PREFIX}${name}=${text}; path=/; max-age=${value === null ? 0 : YEAR}; samesite=lax`;
  } catch {
    // A page within a closed frame may not; the choice then lasts as long as the page.
  }
}
