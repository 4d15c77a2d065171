/** What the card asks the server about a region: when it is wanted, once, and never an answer to something else. */

import assert from 'node:assert/strict';
import test from 'node:test';

import { createAsking } from '../../../static/js/lists/explanation.js';

const MOS = { region: 'MOs', mapping: 'beryl', statistic: 'mean' };
const CP = { ...MOS, region: 'CP' };

/** Return an asking whose answers come when the test says so, and what was said last. */
function ask() {
  const asked = [];
  const found = { asked, said: null };
  found.asking = createAsking({
    ask: (question, { signal }) => new Promise((answer, refuse) => {
      asked.push({ region: question.region, answer, refuse, signal });
    }),
    say: (sentences) => { found.said = sentences; },
  });
  return found;
}

const settled = () => new Promise((resolve) => { setImmediate(resolve); });

test('nothing is asked before somebody wants to know', () => {
  const { asking, asked } = ask();
  asking.about(MOS);
  asking.about(CP);
  assert.equal(asked.length, 0);
});

test('an answer is asked for once, and kept while the same region is shown', async () => {
  const found = ask();
  found.asking.about(MOS);
  found.asking.open(true);
  assert.deepEqual(found.said, ['Loading…']);
  found.asked[0].answer(['MOs (left) was given.']);
  await settled();
  assert.deepEqual(found.said, ['MOs (left) was given.']);
  found.asking.open(false);
  found.asking.open(true);
  found.asking.about({ ...MOS });
  assert.equal(found.asked.length, 1);
  assert.deepEqual(found.said, ['MOs (left) was given.']);
});

test('a feature that was loaded again is asked about again', async () => {
  const found = ask();
  const [before, after] = [{}, {}];
  found.asking.about(MOS, before);
  found.asking.open(true);
  found.asked[0].answer(['MOs (left) was given.']);
  await settled();
  found.asking.about(MOS, before);
  assert.equal(found.asked.length, 1);
  found.asking.about(MOS, after);
  assert.equal(found.asked.length, 2);
  assert.deepEqual(found.said, ['Loading…']);
});

test('a late answer about a former region is not shown', async () => {
  const found = ask();
  found.asking.about(MOS);
  found.asking.open(true);
  found.asking.about(CP);
  assert.deepEqual(found.asked.map(({ region, signal }) => [region, signal.aborted]), [['MOs', true], ['CP', false]]);
  found.asked[1].answer(['CP (left) was given.']);
  found.asked[0].answer(['MOs (left) was given.']);
  await settled();
  assert.deepEqual(found.said, ['CP (left) was given.']);
});

test('a refusal is shown, and the question can be asked again', async () => {
  const found = ask();
  found.asking.about(MOS);
  found.asking.open(true);
  found.asked[0].refuse(new Error('The server cannot be reached.'));
  await settled();
  assert.deepEqual(found.said, ['The server cannot be reached.']);
  found.asking.open(true);
  assert.equal(found.asked.length, 2);
});

test('where there is nothing to explain, nothing is asked and nothing is said', () => {
  const found = ask();
  found.asking.open(true);
  found.asking.about(null);
  assert.equal(found.asked.length, 0);
  assert.deepEqual(found.said, []);
});
