import assert from 'node:assert/strict';
import { test } from 'node:test';

import { findFnameProblem } from '../../../../static/js/core/checks.js';
import { contrastFeature } from '../../../../static/js/pages/viewer/comparison/contrast_feature.js';
import { sortLines } from '../../../../static/js/pages/viewer/comparison/contrast_table.js';
import { partnerParameters } from '../../../../static/js/pages/viewer/comparison/partners.js';
import { writeCorrelation, writeLine } from '../../../../static/js/pages/viewer/comparison/report.js';
import { VIEWER_STATE } from '../../../../static/js/state/viewer_state.js';

const source = (fname, more = {}) => ({ bucket: 'lab', fname, version: 1, statistic: 'mean', unit: 'sp/s', ...more });

const COMPARISON = Object.freeze({
  feature: source('rate'), with: source('choice'), names: ['rate', 'choice'],
  sides: 'same', mapping: 'beryl', n: 3,
  regions: {
    row: [10, 20, 1400], region: ['MOs', 'MOp', 'CP'], side: ['right', 'right', 'left'],
    value: [4, 0, 1], with_value: [2, 3, 0], difference: [2, -3, 1], ratio: [2, 0, null], log2_ratio: [1, null, null],
    z_difference: [0.1, -0.4, null], rank: [1, 3, 2], with_rank: [2, 1, 3], rank_change: [1, -2, 1],
  },
});

test('what differs is a feature: zero is a value, what is missing stays missing', () => {
  const { fname, content, shown } = contrastFeature(COMPARISON, 'difference');
  assert.equal(fname, 'rate − choice');
  assert.deepEqual(content.feature_data.mappings.beryl.data, {
    10: { difference: 2 }, 20: { difference: -3 }, 1400: { difference: 1 },
  });
  assert.equal(content.unit, 'sp/s');
  assert.equal(content.short_desc, 'Difference: rate minus choice. From lab/rate (mean) and lab/choice (mean). '
    + '3 regions have both values, 3 of these a difference.');
  assert.deepEqual(shown, { mapping: 'beryl', stat: 'difference', hemisphere: 'given' });
  const ratio = contrastFeature(COMPARISON, 'ratio');
  assert.deepEqual(ratio.content.feature_data.mappings.beryl.data, { 10: { 'log2 ratio': 1 } });
  assert.equal(ratio.content.unit, null);
});

test('left against right lies on the left and is shown mirrored', () => {
  const comparison = {
    ...COMPARISON, sides: 'left_right', with: source('rate'), names: ['rate left', 'rate right'],
  };
  const { fname, content, shown } = contrastFeature(comparison, 'difference');
  assert.equal(fname, 'rate left − rate right');
  assert.deepEqual(Object.keys(content.feature_data.mappings.beryl.data), ['1337', '1347', '2727']);
  assert.equal(shown.hemisphere, 'both');
});

test('units that differ leave a difference without a unit', () => {
  const comparison = { ...COMPARISON, with: source('depth', { unit: 'µm' }) };
  assert.equal(contrastFeature(comparison, 'difference').content.unit, null);
});

test('every contrast has a name that a feature may have, whatever its two features are called', () => {
  const names = ['rate', 'é'.repeat(200), '🧠'.repeat(100), 'a b'];
  for (const one of names) {
    for (const kind of ['difference', 'ratio', 'z']) {
      const { fname } = contrastFeature({ ...COMPARISON, names: [one, one] }, kind);
      assert.equal(findFnameProblem(fname), null, fname);
    }
  }
});

test('lines are sorted by what differs most, whatever its sign; what is missing comes last', () => {
  const order = (sort) => sortLines(COMPARISON.regions, sort).map(({ region }) => region);
  assert.deepEqual(order('difference'), ['MOp', 'MOs', 'CP']);
  assert.deepEqual(order('rank'), ['MOp', 'MOs', 'CP']);
  assert.deepEqual(order('z'), ['MOp', 'MOs', 'CP']);
  assert.deepEqual(order('anatomy'), ['MOs', 'MOp', 'CP']);
});

test('a correlation is written as papers write it', () => {
  assert.equal(writeCorrelation('r', { r: -0.41234, p: 3.21e-14, low: -0.5, high: 1 }),
    'r = −0.412, 95 % interval −0.500 to 1.000, p = 3.2e−14');
  assert.match(writeCorrelation('r', { r: 1, p: 0, low: 1, high: 1 }), /p < 1e−300$/);
  assert.equal(writeLine({ slope: 2, intercept: -0.5 }, ['rate', 'choice']), 'rate = 2 · choice − 0.5');
});

test('the address names a partner as bucket/feature, or the other hemisphere', () => {
  const { validate, codec } = VIEWER_STATE.compare;
  for (const partner of [null, 'left_right', 'lab/rate', 'lab/a,b %41 é']) assert.equal(validate(partner), partner);
  for (const wrong of ['rate', '/rate', 'lab/', 'a/b/c', '', 7]) assert.equal(validate(wrong), undefined);
  assert.equal(codec.read(codec.write('lab/rate')), 'lab/rate');
  assert.deepEqual(partnerParameters('lab/rate'), { with: 'lab/rate' });
  assert.deepEqual(partnerParameters('left_right'), { sides: 'left_right' });
});
