/** A file is checked in the browser as the server checks an upload. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { findFnameProblem } from '../../../static/js/core/checks.js';
import { checkFeature, readFeatureFile } from '../../../static/js/data/local/feature_files.js';
import { floats, volume } from '../arrays.js';

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

test('volumes and points pass', async () => {
  const data = { volume: volume(), xyz: floats([0, 0, 0], [1, 3]), values: floats([1]) };
  assert.deepEqual(await problemsOf({ feature_data: data }), []);
});

for (const [name, body, place, sentence] of [
  ['no feature_data', {}, 'feature_data', 'feature_data must be an object with “mappings”, “volume” or “volumes”.'],
  ['no object at all', null, 'feature_data', 'feature_data must be an object with “mappings”, “volume” or “volumes”.'],
  ['nothing in it', { feature_data: {} }, 'feature_data',
    'feature_data has none of “mappings”, “volume” and “volumes”.'],
  ['no mappings', { feature_data: { mappings: {} } }, 'feature_data.mappings',
    'feature_data.mappings must be an object with “allen”, “beryl” or “cosmos”.'],
  ['an unknown mapping', { feature_data: { mappings: { swanson: { data: {} } } } }, 'feature_data.mappings.swanson',
    'feature_data.mappings.swanson is no mapping; there are “allen”, “beryl” and “cosmos”.'],
  ['a region beyond the table', regions({ 99999: { mean: 1 } }), 'feature_data.mappings.beryl.data.99999',
    'feature_data.mappings.beryl.data.99999 is no region: an index is a whole number from 0 to 2654.'],
  ['a region just beyond the table', regions({ 2655: { mean: 1 } }), 'feature_data.mappings.beryl.data.2655',
    'feature_data.mappings.beryl.data.2655 is no region: an index is a whole number from 0 to 2654.'],
  ['a region with a leading zero', regions({ '01': { mean: 1 } }), 'feature_data.mappings.beryl.data.01',
    'feature_data.mappings.beryl.data.01 is no region: an index is a whole number from 0 to 2654.'],
  ['a text for a number', regions({ 5: { mean: '1' } }), 'feature_data.mappings.beryl.data.5.mean',
    'feature_data.mappings.beryl.data.5.mean must be a finite number or null, not \'1\'.'],
  ['true for a number', regions({ 5: { mean: true } }), 'feature_data.mappings.beryl.data.5.mean',
    'feature_data.mappings.beryl.data.5.mean must be a finite number or null.'],
  ['a number for a region', regions({ 5: 1 }), 'feature_data.mappings.beryl.data.5',
    'feature_data.mappings.beryl.data.5 must be an object: statistic → number or null.'],
  ['a broken volume', { feature_data: { volume: 'x' } }, 'feature_data.volume', 'feature_data.volume is not base64.'],
  ['volumes without a volume', { feature_data: { volumes: { mean: {} } } }, 'feature_data.volumes.mean',
    'feature_data.volumes.mean must be an object with “volume”.'],
  ['places without values', { feature_data: { volumes: { a: { volume: volume() } }, xyz: '' } }, 'feature_data.xyz',
    'feature_data.xyz needs both “xyz” and “values”.'],
  ['a histogram of texts', { feature_data: { ...regions({}).feature_data, histogram: { counts: ['1'] } } },
    'feature_data.histogram.counts', 'feature_data.histogram.counts must be a list of finite numbers.'],
  ['a number for a unit', { ...regions({}), unit: 5 }, 'unit', 'unit must be a text or null.'],
]) {
  test(`${name} is refused at its place`, async () => {
    assert.deepEqual(await problemsOf(body), [[place, sentence]]);
  });
}

test('all that is wrong is told, at most 50 places', async () => {
  const data = Object.fromEntries(Array.from({ length: 80 }, (_, row) => [row, { mean: 'x' }]));
  assert.equal((await problemsOf(regions(data))).length, 50);
});

test('names of features follow the server\'s rules', () => {
  assert.equal(findFnameProblem('Ρυθμός / s'),
    'the name of a feature holds printable characters other than “/” and “\\”; character 8 is “/”.');
  assert.match(findFnameProblem('a\u200bb'), /U\+200B/);
  assert.match(findFnameProblem('.hidden'), /must not start with “.”/);
  assert.match(findFnameProblem(' x'), /start or end with a space/);
  assert.match(findFnameProblem('x'.repeat(201)), /has 1 to 200 characters; this has 201/);
  assert.match(findFnameProblem(''), /this has 0/);
  assert.equal(findFnameProblem('é 🧠 - spikes (Hz)'), null);
});

test('a file without a name inside takes the name of the file', async () => {
  const file = new File([JSON.stringify(regions({ 5: { mean: 0 } }))], 'my rate.json');
  assert.equal((await readFeatureFile(file)).fname, 'my rate');
});

for (const [text, sentence] of [
  ['not json', /x.json is not JSON; choose a file that the SDK's local_features/],
  ['{"mean": NaN}', /it holds NaN or Infinity/],
]) {
  test(`the file ${text} is refused with a sentence`, async () => {
    await assert.rejects(readFeatureFile(new File([text], 'x.json')), sentence);
  });
}
