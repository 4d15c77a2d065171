/** The checks that a feature must pass before it is kept: the same places and sentences as those of the server. */

import { LATERAL_ROWS } from './geometry.js';
import { MAPPINGS } from './mappings.js';
import { quote, showCharacter } from './text/quoting.js';

const LAST_ROW = LATERAL_ROWS - 1;
const MAX_PROBLEMS = 50;
const MAX_STATISTICS = 1000;
const MAX_VOLUMES = 50;
const MAX_PLACE = 200;
const LAST_BYTE = 255;
const MAX_QUOTED = 40;
const FNAME_LENGTH = 200;
const ROOT = 'feature_data';

/**
 * Return a problem, {place, message}, for each place of `feature_data` that is wrong, at most 50.
 *
 * @param {unknown} data
 * @param {object} arrays how encoded arrays are read; each throws an Error whose message ends a sentence
 * @param {(text: unknown) => Promise<unknown>} arrays.checkVolume
 * @param {(text: unknown, columns: number|null) => Promise<number>} arrays.checkFloats returns how many rows
 */
export async function checkFeatureData(data, arrays) {
  const problems = [];
  for await (const found of findProblems(data, arrays)) {
    problems.push(found);
    if (problems.length === MAX_PROBLEMS) break;
  }
  return problems;
}

/** Return the sentence that says why a text cannot name a feature, or null. */
export function findFnameProblem(fname) {
  if (typeof fname !== 'string') return 'the name of a feature must be text.';
  const characters = [...fname];
  if (characters.length < 1 || characters.length > FNAME_LENGTH) {
    return `the name of a feature must have 1 to ${FNAME_LENGTH} characters; this one has ${characters.length}.`;
  }
  const wrong = characters.findIndex((character) => /[/\\]|[\p{C}\p{Z}]/u.test(character) && character !== ' ');
  if (wrong >= 0) {
    return 'the name of a feature may contain only printable characters other than “/” and “\\”; '
      + `character ${wrong + 1} is ${showCharacter(characters[wrong])}.`;
  }
  if ('._'.includes(characters[0])) return `the name of a feature must not start with “${characters[0]}”.`;
  if (fname !== fname.trim()) return 'the name of a feature must not start or end with a space.';
  return null;
}

async function* findProblems(data, arrays) {
  if (!isObject(data)) {
    yield problem(ROOT, 'must be an object with “mappings”, “volume” or “volumes”');
    return;
  }
  if (!['mappings', 'volume', 'volumes', 'xyz'].some((key) => key in data)) {
    yield problem(ROOT, 'has none of “mappings”, “volume” and “volumes”');
  }
  if ('mappings' in data) yield* checkMappings(data.mappings, `${ROOT}.mappings`);
  if ('volume' in data) yield* checkVolume(data, ROOT, arrays);
  if ('volumes' in data) yield* checkVolumes(data.volumes, `${ROOT}.volumes`, arrays);
  yield* checkPoints(data, arrays);
  if ('histogram' in data) yield* checkHistogram(data.histogram, `${ROOT}.histogram`);
  if (data.cmap !== undefined && data.cmap !== null && typeof data.cmap !== 'string') {
    yield problem(`${ROOT}.cmap`, 'must be text: the name of a colour map');
  }
}

function* checkMappings(mappings, place) {
  if (!isObject(mappings) || Object.keys(mappings).length === 0) {
    yield problem(place, 'must be an object with “allen”, “beryl” or “cosmos”');
    return;
  }
  for (const [name, mapping] of Object.entries(mappings)) {
    const where = `${place}.${name}`;
    if (!MAPPINGS.includes(name)) yield problem(where, 'is not a mapping; choose “allen”, “beryl” or “cosmos”');
    else if (!isObject(mapping) || !isObject(mapping.data)) {
      yield problem(where, 'must be an object with “data”: index → statistics');
    } else yield* checkMapping(mapping, where);
  }
}

function* checkMapping(mapping, where) {
  for (const [index, values] of Object.entries(mapping.data)) {
    yield* checkRegion(index, values, `${where}.data.${index}`);
  }
  yield* checkStatistics(mapping.statistics, `${where}.statistics`);
  if ('histogram' in mapping) yield* checkHistogram(mapping.histogram, `${where}.histogram`);
}

function* checkRegion(index, values, place) {
  if (!/^(0|[1-9]\d{0,3})$/.test(index) || Number(index) > LAST_ROW) {
    yield problem(place, `is not a region: an index is a whole number from 0 to ${LAST_ROW}`);
  }
  if (!isObject(values)) {
    yield problem(place, 'must be an object: statistic → number or null');
    return;
  }
  if (Object.keys(values).length > MAX_STATISTICS) {
    yield problem(place, 'has more than 1,000 statistics');
    return;
  }
  for (const [statistic, value] of Object.entries(values)) {
    if (isNumberOrNull(value)) continue;
    const given = typeof value === 'string' ? `, not ${quote(value, MAX_QUOTED)}` : '';
    yield problem(`${place}.${statistic}`, `must be a finite number or null${given}`);
  }
}

function* checkStatistics(statistics, place) {
  if (statistics === undefined || statistics === null) return;
  if (!isObject(statistics)) {
    yield problem(place, 'must be an object: statistic → {min, max, mean, median}');
    return;
  }
  for (const [name, summary] of Object.entries(statistics)) {
    if (!isObject(summary)) {
      yield problem(`${place}.${name}`, 'must be an object with min, max, mean, median');
      continue;
    }
    for (const [key, value] of Object.entries(summary)) {
      if (!isNumberOrNull(value)) yield problem(`${place}.${name}.${key}`, 'must be a finite number or null');
    }
  }
}

function* checkHistogram(histogram, place) {
  if (histogram === null) return;
  if (!isObject(histogram)) {
    yield problem(place, 'must be an object with vmin, vmax, counts, total_count');
    return;
  }
  for (const key of ['vmin', 'vmax', 'total_count']) {
    if (!isNumberOrNull(histogram[key] ?? null)) yield problem(`${place}.${key}`, 'must be a finite number');
  }
  const counts = 'counts' in histogram ? histogram.counts : [];
  if (!Array.isArray(counts) || !counts.every((count) => Number.isFinite(count))) {
    yield problem(`${place}.counts`, 'must be a list of finite numbers');
  }
}

async function* checkVolumes(volumes, place, arrays) {
  if (!isObject(volumes) || Object.keys(volumes).length === 0) {
    yield problem(place, 'must be an object: statistic → {“volume”: …}');
    return;
  }
  const count = Object.keys(volumes).length;
  if (count > MAX_VOLUMES) {
    yield problem(place, `has ${count.toLocaleString('en')} volumes; the limit is ${MAX_VOLUMES}`);
    return;
  }
  for (const [statistic, entry] of Object.entries(volumes)) {
    const where = `${place}.${statistic}`;
    if (!isObject(entry) || !('volume' in entry)) yield problem(where, 'must be an object with “volume”');
    else yield* checkVolume(entry, where, arrays);
  }
}

async function* checkVolume({ volume, missing_byte: missing }, place, { checkVolume: check }) {
  try {
    await check(volume);
  } catch (error) {
    yield problem(`${place}.volume`, error.message);
  }
  if (missing !== undefined && missing !== null
    && !(Number.isInteger(missing) && missing >= 0 && missing <= LAST_BYTE)) {
    yield problem(`${place}.missing_byte`, `must be a whole number from 0 to ${LAST_BYTE}`);
  }
}

async function* checkPoints(data, { checkFloats }) {
  const given = ['xyz', 'values'].filter((key) => key in data);
  if (given.length === 0) return;
  if (given.length === 1) {
    yield problem(`${ROOT}.${given[0]}`, 'needs both “xyz” and “values”');
    return;
  }
  const counts = [];
  for (const [key, columns] of [['xyz', 3], ['values', null]]) {
    try {
      counts.push(await checkFloats(data[key], columns));
    } catch (error) {
      yield problem(`${ROOT}.${key}`, error.message);
    }
  }
  if (counts.length === 2 && counts[0] !== counts[1]) {
    const [points, values] = counts.map((count) => count.toLocaleString('en'));
    yield problem(`${ROOT}.values`, `has ${values} values for ${points} points`);
  }
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNumberOrNull(value) {
  return value === null || Number.isFinite(value);
}

function problem(place, message) {
  const characters = [...place];
  const where = characters.length > MAX_PLACE ? `${characters.slice(0, MAX_PLACE).join('')}…` : place;
  return Object.freeze({ place: where, message: `${where} ${message}.` });
}
