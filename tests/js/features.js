/** Features, good and bad, with what is wrong in each: the file that the tests of the server read too. */

import { readFileSync } from 'node:fs';

import { volume } from './arrays.js';

const { arrays, cases, names } = JSON.parse(readFileSync(new URL('../shared/features.json', import.meta.url), 'utf8'));

/** Return a value with what the file abbreviates written out; `tests/shared/features.py` says how. */
function expand(value) {
  if (value === '$volume') return volume();
  if (typeof value === 'string' && value.startsWith('$')) return arrays[value.slice(1)];
  if (Array.isArray(value)) return value.map(expand);
  if (typeof value !== 'object' || value === null) return value;
  if ('$many' in value) {
    const [count, one] = value.$many;
    return Object.fromEntries(Array.from({ length: count }, (_, n) => [n, expand(one)]));
  }
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, expand(one)]));
}

/** {name, read(): feature_data, problems: [[place, message]]} of each case. */
export const CASES = cases.map(({ name, feature_data: data, problems }) => (
  { name, problems, read: () => expand(data) }));

/** {fname, problem} of each name; the problem is null where there is none. */
export const NAMES = names;
