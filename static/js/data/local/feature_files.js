/** Files that the SDK's local_features, local_volume and local_dots write: read and checked, in this browser. */

import { checkFeatureData, findFnameProblem } from '../../core/checks.js';
import { readFloats } from '../volumes/point_set.js';
import { readVolume } from '../volumes/voxels.js';
import { LocalProblem } from './problem.js';

/** Largest file read, in bytes; a volume of noise is some 105 MB as base64. */
const LARGEST = 160 * 1024 * 1024;

/** How encoded arrays are checked; see `checkFeatureData`. */
export const ARRAY_CHECKS = Object.freeze({
  checkVolume: readVolume,
  checkFloats: async (text, columns) => (await readFloats(text, columns)).shape[0],
});

/**
 * Return {fname, content: {feature_data, short_desc, unit}} of a file.
 *
 * @param {File} file JSON as the SDK writes it, or as the viewer downloads it: then the file's name is the feature's
 * @throws {LocalProblem}
 */
export async function readFeatureFile(file) {
  if (file.size > LARGEST) throw new LocalProblem(`${file.name} is larger than ${LARGEST / 1024 / 1024} MB.`);
  const body = parse(file.name, await file.text());
  const fname = body?.fname ?? file.name.replace(/\.json$/i, '');
  return { fname, content: await checkFeature(fname, body) };
}

function parse(name, text) {
  try {
    return JSON.parse(text);
  } catch {
    const hint = /\b(NaN|Infinity)\b/.test(text)
      ? 'it contains NaN or Infinity, which JSON does not allow: leave out regions without a value.'
      : 'choose a file written by the SDK\'s local_features, local_volume or local_dots.';
    throw new LocalProblem(`${name} is not JSON; ${hint}`);
  }
}

/**
 * Return a feature as it is kept: {feature_data, short_desc, unit}, nothing else.
 *
 * @throws {LocalProblem} with all that is wrong
 */
export async function checkFeature(fname, body) {
  const problems = [];
  const nameProblem = findFnameProblem(fname);
  if (nameProblem !== null) problems.push({ place: 'fname', message: `fname: ${nameProblem}` });
  for (const key of ['short_desc', 'unit']) problems.push(...checkText(key, body?.[key] ?? null));
  problems.push(...await checkFeatureData(body?.feature_data, ARRAY_CHECKS));
  if (problems.length > 0) throw new LocalProblem(summarise(fname, problems), problems);
  return { feature_data: body.feature_data, short_desc: body.short_desc ?? null, unit: body.unit ?? null };
}

function checkText(key, value) {
  return value === null || typeof value === 'string' ? [] : [{ place: key, message: `${key} must be text or null.` }];
}

function summarise(fname, problems) {
  const others = problems.length - 1;
  const more = others === 0 ? '' : ` (and ${others} more ${others === 1 ? 'problem' : 'problems'})`;
  return `“${String(fname).slice(0, 80)}” was not saved: ${problems[0].message}${more}`;
}
