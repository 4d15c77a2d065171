/** A file is checked in the browser as the server checks an upload. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { findFnameProblem } from '../../../static/js/core/checks.js';
import { checkFeature, readFeatureFile } from '../../../static/js/data/local/feature_files.js';
import { CASES, NAMES } from '../features.js';

const NO_OBJECT = CASES.find(({ name }) => name === 'null').problems;

const regions = (data) => ({ feature_data: { mappings: { beryl: { data } } } });

async function problemsOf(body, fname = 'x') {
  try {
    await checkFeature(fname, body);
    return [];
  } catch (error) {
    assert.equal(error.name, 'LocalProblem', error.stack);
    return error.problems.map(({ place, message }) => [place, message]);
  }
}

test('what the SDK writes passes, and only what belongs to a feature is kept', async () => {
  const statistics = { mean: { min: 0, max: 1, mean: 0.5, median: 0.5 } };
  const allen = { data: { 1: { mean: 0 } }, statistics };
  const body = { fname: 'x', short_desc: '', feature_data: { mappings: { allen } } };
  assert.deepEqual(await checkFeature('x', { ...body, token: 'secret' }),
    { feature_data: body.feature_data, short_desc: '', unit: null });
});

for (const { name, read, problems } of CASES) {
  const verdict = problems.length === 0 ? 'passes' : 'is refused at its place, in the words of the server';
  test(`${name} ${verdict}`, async () => {
    assert.deepEqual(await problemsOf({ feature_data: read() }), problems);
  });
}

for (const [name, body, problems] of [
  ['no feature_data', {}, NO_OBJECT],
  ['no object at all', null, NO_OBJECT],
  ['a number for a unit', { feature_data: CASES[0].read(), unit: 5 }, [['unit', 'unit must be text or null.']]],
]) {
  test(`${name} is refused at its place`, async () => {
    assert.deepEqual(await problemsOf(body), problems);
  });
}

test('names of features follow the rules of the server, in its words', () => {
  assert.ok(NAMES.length > 20);
  for (const { fname, problem } of NAMES) assert.equal(findFnameProblem(fname), problem);
});

test('a file without a name inside takes the name of the file', async () => {
  const file = new File([JSON.stringify(regions({ 5: { mean: 0 } }))], 'my rate.json');
  assert.equal((await readFeatureFile(file)).fname, 'my rate');
});

for (const [text, sentence] of [
  ['not json', /x.json is not JSON; choose a file written by the SDK's local_features/],
  ['{"mean": NaN}', /it contains NaN or Infinity/],
]) {
  test(`the file ${text} is refused with a sentence`, async () => {
    await assert.rejects(readFeatureFile(new File([text], 'x.json')), sentence);
  });
}
