import assert from 'node:assert/strict';
import { test } from 'node:test';

import { composePicture } from '../../../../../static/js/colours/picture.js';
import {
  countBeyond, explainScale, joinRanges, ownState, sharedState,
} from '../../../../../static/js/pages/viewer/several/shared_scale.js';
import { VIEWER_STATE } from '../../../../../static/js/state/viewer_state.js';

const MAPS = { magma: rampOf(1), viridis: rampOf(2), RdBu: rampOf(3) };
const ATLAS = {
  colours: Array.from({ length: 1328 }, () => [1, 2, 3]), regions: {}, drawn: null,
  hasColormap: (name) => Object.hasOwn(MAPS, name), colormap: (name) => MAPS[name],
};
const STATE = Object.freeze({
  ...Object.fromEntries(Object.entries(VIEWER_STATE).map(([key, { default: start }]) => [key, start])),
  auto: false, feature: 'rate', joint: null,
});

function rampOf(seed) {
  return Uint8Array.from({ length: 768 }, (_, n) => (n * seed) % 256);
}

function featureOf(values, more = {}) {
  const data = Object.fromEntries(Object.entries(values).map(([row, mean]) => [row, { mean }]));
  const { cmap, ...others } = more;
  return { unit: 'sp/s', feature_data: { mappings: { beryl: { data } }, ...(cmap && { cmap }) }, ...others };
}

const draw = (feature, state) => composePicture({ feature, state, atlas: ATLAS });

test('ranges are joined; a feature without a value changes nothing', () => {
  assert.deepEqual(joinRanges([[0, 2], null, [-1, 1]]), [-1, 2]);
  assert.equal(joinRanges([null, null]), null);
});

test('equal values of two features have equal colours on one scale, whatever maps they ask for', () => {
  const first = featureOf({ 10: 0, 20: 4 }, { cmap: 'viridis' });
  const other = featureOf({ 10: 4, 20: 8, 30: 0 }, { cmap: 'RdBu' });
  const joint = joinRanges([draw(first, STATE).range, draw(other, STATE).range]);
  assert.deepEqual(joint, [0, 8]);
  const picture = draw(first, { ...STATE, joint });
  const beside = draw(other, sharedState(picture, STATE, 'choice', ATLAS));
  assert.deepEqual(picture.range, [0, 8]);
  assert.equal(beside.table.rgba[10], picture.table.rgba[20]);
  assert.equal(beside.table.rgba[30], picture.table.rgba[10]);
  assert.notEqual(beside.table.rgba[20], picture.table.rgba[20]);
});

test('a range that a person chose holds for both, and what lies beyond is counted', () => {
  const state = { ...STATE, range: [0, 4], joint: [0, 8] };
  const picture = draw(featureOf({ 10: 0, 20: 4 }), state);
  assert.deepEqual(picture.range, [0, 4]);
  const beside = draw(featureOf({ 10: 5, 20: 8, 30: -1, 40: 2 }), sharedState(picture, state, 'choice', ATLAS));
  assert.equal(countBeyond(beside), 3);
  assert.equal(explainScale([{ name: 'rate', picture }, { name: 'choice', picture: beside }], false),
    'One colour scale: 0 to 4 sp/s. 3 values of “choice” lie beyond it.');
});

test('zero in the middle and a logarithm mean the same on both', () => {
  for (const more of [{ centred: true }, { scale: 'log' }, { reversed: true }, { scale: 'symlog' }]) {
    const state = { ...STATE, ...more, joint: [-2, 8] };
    const picture = draw(featureOf({ 10: -2, 20: 4, 30: 1 }), state);
    const beside = draw(featureOf({ 10: 4, 20: 8, 30: 0.5, 40: 1 }), sharedState(picture, state, 'choice', ATLAS));
    assert.equal(beside.table.rgba[10], picture.table.rgba[20], JSON.stringify(more));
    assert.equal(beside.table.rgba[40], picture.table.rgba[30], JSON.stringify(more));
  }
});

test('with colours of its own the other feature is drawn as it would be alone', () => {
  const other = featureOf({ 10: 4, 20: 8 }, { cmap: 'RdBu' });
  const state = { ...STATE, range: [0, 1], joint: [0, 100] };
  const beside = draw(other, ownState(draw(featureOf({ 10: 1 }), state), state, 'choice'));
  assert.deepEqual(beside.range, [4, 8]);
  assert.deepEqual([...beside.table.rgba], [...draw(other, { ...STATE, feature: 'choice' }).table.rgba]);
  assert.match(explainScale([], true), /equal colours do not mean equal values/);
});

test('different units are named', () => {
  const one = { name: 'rate', picture: draw(featureOf({ 10: 0, 20: 4 }), STATE) };
  const other = { name: 'depth', picture: draw(featureOf({ 10: 1 }, { unit: null }), { ...STATE, range: [0, 4] }) };
  assert.equal(explainScale([one, other], false),
    'One colour scale: 0 to 4 sp/s. The units differ (sp/s, none): equal colours do not mean equal amounts.');
});
