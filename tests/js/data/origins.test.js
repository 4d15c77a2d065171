/** Given, from parts, from the parent, unknown: as stored, and as worked out from values that the SDK's rule made. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';

import { LATERAL_ROWS, SIDE_ROWS } from '../../../static/js/core/geometry.js';
import { ORIGINS } from '../../../static/js/data/origin_kinds.js';
import { deriveOrigins } from '../../../static/js/data/derived_origins.js';
import { describeOrigin, readOrigins } from '../../../static/js/data/origins.js';

const { regions, cases } = JSON.parse(readFileSync(new URL('./origins.json', import.meta.url), 'utf8'));
const NAMES = Object.keys(ORIGINS);
const left = (acronym) => regions.acronym.indexOf(acronym) + SIDE_ROWS;
const featureOf = ({ mappings, origins }) => ({ feature_data: { mappings, ...(origins ? { origins } : {}) } });
const bare = ({ mappings }) => featureOf({ mappings });

/** Return {right, wrong, unknown} of what is worked out, beside what is true. */
function compare(one, mapping) {
  const truth = readOrigins(featureOf(one), mapping, regions, deriveOrigins);
  const derived = readOrigins(bare(one), mapping, regions, deriveOrigins);
  const found = { right: 0, unknown: 0, wrong: [] };
  for (let lateral = 1; lateral < LATERAL_ROWS; lateral++) {
    const [was, is] = [truth.kinds[lateral], derived.kinds[lateral]];
    assert.equal(is === ORIGINS.none, was === ORIGINS.none);
    if (was === ORIGINS.none) continue;
    if (is === ORIGINS.unknown) found.unknown += 1;
    else if (is === was) found.right += 1;
    else found.wrong.push(`${regions.acronym[lateral - SIDE_ROWS]}: ${NAMES[was]} taken for ${NAMES[is]}`);
  }
  return found;
}

/** A parent that is not stored, AMB, was given together with all but one of its parts. */
const KNOWN_WRONG = { 'counts of parts, allen': ['AMBd: parent taken for given'] };

for (const one of cases) {
  for (const mapping of ['allen', 'beryl', 'cosmos']) {
    test(`what is worked out is never wrong: ${one.name}, ${mapping}`, (t) => {
      const { right, unknown, wrong } = compare(one, mapping);
      t.diagnostic(`${right} right, ${unknown} unknown`);
      assert.deepEqual(wrong, KNOWN_WRONG[`${one.name}, ${mapping}`] ?? []);
      assert.ok(right + unknown > 0);
    });
  }
}

test('Beryl regions, the usual case, are worked out without a doubt under every mapping', () => {
  for (const mapping of ['allen', 'beryl', 'cosmos']) assert.equal(compare(cases[0], mapping).unknown, 0);
  assert.equal(compare(cases[0], 'allen').right, 611);
});

test('one constant says nothing of who gave it', () => {
  const feature = bare(cases.find(({ name }) => name === 'one constant'));
  const { kinds } = readOrigins(feature, 'allen', regions, deriveOrigins);
  assert.deepEqual([kinds[left('FRP5')], kinds[left('FRP1')]], [ORIGINS.unknown, ORIGINS.unknown]);
});

test('origins are told in words, and whether they were worked out', () => {
  const one = cases[0];
  const told = (feature, acronym) =>
    describeOrigin(readOrigins(feature, 'allen', regions, deriveOrigins), left(acronym), regions.acronym);
  assert.equal(told(featureOf(one), 'MOs'), 'given');
  assert.equal(told(featureOf(one), 'MOs5'), 'from the parent MOs');
  assert.equal(told(bare(one), 'MOs'), 'given (inferred)');
  assert.equal(told(bare(one), 'MOs5'), 'from the parent MOs (inferred)');
  assert.equal(told(featureOf(one), 'MO'), '');
});

test('stored origins are read as they are, and what they leave out is unknown', () => {
  const row = (acronym) => regions.acronym.indexOf(acronym);
  const origins = { beryl: { given: [row('MOs')], inside: [left('MOs')], spread: { [left('MO')]: [left('MOp')] } } };
  const data = Object.fromEntries([row('MOs'), left('MOs'), left('MOp'), row('MOp')].map((one) => [one, { mean: 1 }]));
  const read = readOrigins({ feature_data: { origins, mappings: { beryl: { data } } } }, 'beryl', regions, null);
  const told = (lateral) => describeOrigin(read, lateral, regions.acronym);
  assert.deepEqual([row('MOs'), left('MOs'), left('MOp'), row('MOp'), row('CP')].map(told),
    ['given', 'from parts', 'from the parent MO', 'origin unknown', '']);
});

test('a feature without values by region has no origins', () => {
  for (const feature of [null, {}, { feature_data: {} }, { feature_data: { origins: { allen: {} } } }]) {
    assert.ok(readOrigins(feature, 'beryl', regions, deriveOrigins).kinds.every((kind) => kind === ORIGINS.none));
  }
});

test('what was not stored is not known before the code that works it out has come, and is then', () => {
  const feature = bare(cases[0]);
  assert.equal(readOrigins(feature, 'allen', regions, null), null);
  assert.equal(readOrigins(feature, 'allen', regions, deriveOrigins).kinds[left('MOs')], ORIGINS.given);
  assert.equal(readOrigins(feature, 'allen', regions, null).kinds[left('MOs')], ORIGINS.given);
});
