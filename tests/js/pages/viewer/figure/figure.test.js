import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  firstChoices, listViews, moveView, nameView, readChoices, writeChoices,
} from '../../../../../static/js/pages/viewer/figure/choices.js';
import { figureParameters } from '../../../../../static/js/pages/viewer/figure/figure_address.js';
import { VIEWER_STATE } from '../../../../../static/js/state/viewer_state.js';

const STATE = Object.freeze(
  Object.fromEntries(Object.entries(VIEWER_STATE).map(([key, { default: start }]) => [key, start])),
);
const SHOWN = { mapping: 'beryl', statistic: 'mean', kind: 'regions', knowsMap: () => true };
const parametersOf = (choices, state = STATE, shown = SHOWN) =>
  Object.fromEntries(figureParameters(state, shown, { ...firstChoices(STATE), ...choices }));

test('choices come back from the link as they were, also a title with all that is hard to write', () => {
  for (const choices of [
    firstChoices(STATE),
    {
      views: ['surface:left', 'coronal:-1200', 'flatmap', 'coronal:-1200', 'ontology'], width: '254', form: 'png',
      labels: true, clear: true, title: 'a & b = 50 % “ü” 平均',
    },
  ]) {
    const text = writeChoices(choices);
    assert.deepEqual(readChoices(text, STATE), choices);
    const { codec, validate } = VIEWER_STATE.figure;
    assert.equal(validate(codec.read(codec.write(text))), text);
  }
});

test('what a link says wrongly is as at the beginning, and never more than twelve views', () => {
  const text = new URLSearchParams({
    views: 'moon,coronal:1e9,constructor,surface:within', width: '1000', form: 'exe', title: 'x'.repeat(500),
  }).toString();
  assert.deepEqual(readChoices(text, STATE), { ...firstChoices(STATE), title: 'x'.repeat(200) });
  const many = writeChoices({ ...firstChoices(STATE), views: Array.from({ length: 30 }, () => 'flatmap') });
  assert.equal(readChoices(many, STATE).views.length, 12);
});

test('the longest figure fits into the link', () => {
  const longest = { ...firstChoices(STATE), views: Array(12).fill('horizontal:-3543'), title: '平'.repeat(200) };
  assert.notEqual(VIEWER_STATE.figure.validate(writeChoices(longest)), undefined);
});

test('views are named as people know them, and moved without losing one', () => {
  assert.equal(nameView('coronal:-1200'), 'Coronal, AP −1.20 mm');
  assert.equal(nameView('surface:left'), 'Surface from the left');
  assert.equal(nameView('flatmap'), 'Flatmap');
  assert.deepEqual(moveView(['a', 'b', 'c'], 0, 2), ['b', 'c', 'a']);
  assert.deepEqual(moveView(['a', 'b', 'c'], 2, 0), ['c', 'a', 'b']);
  assert.deepEqual(moveView(['a', 'b'], 0, -1), ['a', 'b']);
  const all = listViews(STATE, { flatmap: true, maps: true });
  assert.deepEqual(all.slice(0, 4), ['coronal:-1200', 'sagittal:-1514', 'horizontal:-3543', 'surface:top']);
  assert.deepEqual(listViews(STATE, { flatmap: true, maps: false }).filter((view) => !view.includes(':')), []);
});

test('one slice is asked for by its axis, a board by its views', () => {
  const one = parametersOf({});
  assert.deepEqual([one.axis, one.um, one.panels], ['coronal', '-1200', undefined]);
  const board = parametersOf({ views: ['surface:top', 'ontology'], clear: true }, { ...STATE, area: 'equal' });
  assert.deepEqual([board.axis, board.panels, board.area, board.ground],
    [undefined, 'surface:top,ontology', 'equal', 'none']);
});

test('the colours of the viewer are those of the figure; points have their slab, and no statistic', () => {
  const selection = [{ acronym: 'CP', side: 'left' }];
  const state = { ...STATE, range: [0, 4], cmap: 'viridis', reversed: true, selected: selection };
  const { vmin, vmax, cmap, reversed, selected } = parametersOf({}, state);
  assert.deepEqual([vmin, vmax, cmap, reversed, selected], ['0', '4', 'viridis', '1', 'CP:L']);
  const points = parametersOf({}, STATE, { ...SHOWN, kind: 'points', statistic: undefined });
  assert.deepEqual([points.thickness, 'stat' in points], ['100', false]);
});
