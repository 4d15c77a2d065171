/** JSON whose key order has meaning: JavaScript's own objects put keys such as "10" before all others. */

const STRING = /"(?:[^"\\]|\\.)*"(\s*:)?/g;
const MARK = '·';

/** Parse JSON; every object becomes a Map with its keys in the order they are written. */
export function parseOrdered(text) {
  const marked = text.replace(STRING, (match, colon) => (colon === undefined ? match : `"${MARK}${match.slice(1)}`));
  return JSON.parse(marked, (_, value) => (isObject(value) ? toMap(value) : value));
}

/** Return plain objects for Maps, at any depth; for where the order does not matter. */
export function toPlain(value) {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, entry]) => [key, toPlain(entry)]));
  return Array.isArray(value) ? value.map(toPlain) : value;
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Map);
}

function toMap(object) {
  return new Map(Object.entries(object).map(([key, value]) => [key.slice(MARK.length), value]));
}
