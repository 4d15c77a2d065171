/** Links of the older site open as the same view. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { explainAddress, readAddress as readAny } from '../../../static/js/state/address.js';
import { createScale } from '../../../static/js/core/scales.js';
import { applyOldLink, readOldLink } from '../../../static/js/state/old_links.js';
import { createStore } from '../../../static/js/state/store.js';
import { VIEWER_STATE } from '../../../static/js/state/viewer_state.js';

const readAddress = (query) => readAny(query, readOldLink);

/** As the older site wrote its links. */
const OLD = {
  cmap: 'YlOrRd', cmapmin: 20, cmapmax: 75, logScale: false, fname: 'choice_decoding_effect', isVolume: false,
  stat: 'median', coronal: 660, sagittal: 550, horizontal: 0, exploded: 0.25, mapping: 'cosmos', highlighted: null,
  selected: [1346, 20], panelOpen: false, top: 0, swanson: 0, search: '',
};

function link(state, { encoding = 'base64', bucket = 'bwm' } = {}) {
  const text = Buffer.from(JSON.stringify(state), 'utf8').toString(encoding);
  return `?bucket=${bucket}&state=${encodeURIComponent(text)}`;
}

for (const encoding of ['base64', 'base64url']) {
  test(`a link in ${encoding} opens as the same view`, () => {
    const { state, refused, unknown, waiting } = readAddress(link(OLD, { encoding }));
    assert.deepEqual([refused, unknown], [[], []]);
    assert.deepEqual(
      [state.bucket, state.feature, state.stat, state.mapping, state.cmap, state.scale, state.explode],
      ['bwm', 'choice_decoding_effect', 'median', 'cosmos', 'YlOrRd', 'linear', 0.25],
    );
    assert.deepEqual(waiting, { rows: [1346, 20], percent: [20, 75], feature: 'choice_decoding_effect' });
  });
}

test('slices of 10 µm become the 25 µm slice that holds their middle, 0 included', () => {
  const { state } = readAddress(link(OLD));
  assert.equal(state.coronal, 5400 - 25 * 264);
  assert.equal(state.sagittal, -5739 + 25 * 220);
  assert.equal(state.horizontal, 332);
});

test('what the older site called a log scale was the fourth root, and still is', () => {
  assert.equal(readAddress(link({ ...OLD, logScale: true })).state.scale, 'root4');
  const scale = createScale({ kind: 'root4', min: 2, max: 18 });
  assert.deepEqual([2, 3, 18, 1, 99].map(scale.normalise), [0, 0.5, 1, 0, 1]);
});

const AT_START = {
  mapping: 'allen', stat: 'mean', scale: 'linear', cmap: null, explode: 0, range: null, selected: [],
  coronal: 5400 - 25 * 264, sagittal: -5739 + 25 * 220, horizontal: 332 - 25 * 160,
};
for (const [what, query, more] of [
  ['an empty state, as “reset view” wrote it', '?bucket=bwm&state=', {}],
  ['a state of no keys', link({}), {}],
  ['a state of nulls and empty texts', link({ fname: '', stat: null, cmap: '', mapping: '', coronal: null }), {}],
  ['a state that names its feature only', link({ fname: 'x' }), { feature: 'x' }],
  ['ends of the colours that the older site took for none', link({ cmapmin: null, cmapmax: 0 }), {}],
  ['a name for a view', '?alias=bwm', {}],
]) {
  test(`where a link says nothing, the older site’s start is meant: ${what}`, () => {
    const { state, refused, unknown, waiting } = readAddress(query);
    assert.deepEqual([refused, unknown], [[], []]);
    const seen = Object.fromEntries(Object.keys(AT_START).map((key) => [key, state[key]]));
    assert.deepEqual(seen, AT_START);
    assert.deepEqual([state.bucket, state.feature], ['bwm', more.feature ?? null]);
    assert.deepEqual(waiting, { rows: [], percent: [0, 100], feature: more.feature ?? null });
  });
}

test('a parameter of ours beside an older state is what is meant', () => {
  assert.equal(readAddress(`${link(OLD)}&mapping=beryl`).state.mapping, 'beryl');
});

test('text in Latin-1, which is all the older site could write, is read', () => {
  const text = Buffer.from(JSON.stringify({ fname: 'Fréquence' }), 'latin1').toString('base64');
  assert.equal(readAddress(`?state=${encodeURIComponent(text)}`).state.feature, 'Fréquence');
  assert.equal(readAddress(link({ fname: 'Ρυθμός' })).state.feature, 'Ρυθμός');
});

test('a plus sign that became a space on its way is read', () => {
  const state = { fname: '>>>???~~~', mapping: 'allen' };
  const text = Buffer.from(JSON.stringify(state)).toString('base64');
  assert.ok(text.includes('+'));
  assert.equal(readAddress(`?state=${text}`).state.feature, '>>>???~~~');
});

test('a name for a view opens that view', () => {
  const { state, refused } = readAddress('?alias=bwm_choice');
  assert.deepEqual([refused, state.bucket, state.feature, state.cmap], [[], 'bwm', 'choice_decoding_effect', 'YlOrRd']);
  assert.deepEqual(state.buckets, ['bwm']);
});

for (const [query, name] of [
  ['?alias=bwm_smell', 'alias'], ['?alias=constructor', 'alias'], ['?state=%%%', 'state'],
  ['?state=bm90IGpzb24', 'state'], ['?state=W10', 'state'], [link({ fset: 'bwm_choice' }), 'state.fset'],
  [link({ coronal: 'x' }), 'state.coronal'], [link({ coronal: -1 }), 'state.coronal'],
  [link({ sagittal: 5000 }), 'state.sagittal'],
  [link({ selected: ['x'] }), 'state.selected'],
  [link({ mapping: 'swanson' }), 'state.mapping'],
  [link({ cmapmin: 75, cmapmax: 20 }), 'state.cmapmin,state.cmapmax'],
  [link({ cmapmax: 'x' }), 'state.cmapmax'],
]) {
  test(`“${name}” that cannot be read is named (${query.slice(0, 40)})`, () => {
    const address = readAddress(query);
    assert.deepEqual(address.refused.map((one) => one.name), name.split(','));
    for (const one of name.split(',')) assert.ok(explainAddress(address).includes(one));
  });
}

const ACRONYMS = { 1346: 'MOs', 20: 'ACA' };
const describe = (lateral) => ({ acronym: ACRONYMS[lateral], side: lateral > 1327 ? 'left' : 'right' });
const WAITING = { rows: [1346, 20, 9999], percent: [20, 75], feature: 'x' };

test('what waited becomes the selection and the range in units', () => {
  const store = createStore(VIEWER_STATE);
  const first = applyOldLink(WAITING, { store, describe, feature: 'x', known: null });
  assert.deepEqual(first, { rows: [], percent: [20, 75], feature: 'x' });
  assert.deepEqual(store.get('selected'), [{ acronym: 'MOs', side: 'left' }, { acronym: 'ACA', side: 'right' }]);
  assert.equal(store.get('range'), null);
  const second = applyOldLink(first, { store, describe, feature: 'x', known: { ends: [-10, 10], full: [-3, 2] } });
  assert.deepEqual(second, { rows: [], percent: null, feature: 'x' });
  assert.deepEqual(store.get('range'), [-6, 5]);
});

for (const [ends, range, what] of [[[-3, 2], null, 'no range of ours'], [[0, 5], [0, 5], 'a range']]) {
  test(`all of ${ends.join(' to ')} is ${what} where values go from -3 to 2`, () => {
    const store = createStore(VIEWER_STATE);
    const whole = { rows: [], percent: [0, 100], feature: null };
    const left = applyOldLink(whole, { store, describe, feature: 'first', known: { ends, full: [-3, 2] } });
    assert.deepEqual([left.percent, store.get('range')], [null, range]);
  });
}

test('percentages of a feature that never came are none of the next one', () => {
  const store = createStore(VIEWER_STATE);
  const left = applyOldLink(WAITING, { store, describe, feature: 'y', known: { ends: [0, 1], full: [0, 1] } });
  assert.deepEqual([left.percent, store.get('range')], [null, null]);
});

test('an older link that asks for more than there is says so', () => {
  assert.equal(explainAddress(readAddress(link({ exploded: -1 }))), '“explode=-1” is out of range; showing 0.');
  assert.equal(readAddress(link({ coronal: 1320 })).state.coronal, 5400 - 25 * 527);
});

test('the fourth root is left where the older site had none: on volumes and points', () => {
  const scaleAfter = (linear) => {
    const store = createStore(VIEWER_STATE);
    store.set(readAddress(link({ fname: 'x', logScale: true })).state);
    const waiting = { rows: [], percent: [0, 100], feature: 'x' };
    applyOldLink(waiting, { store, describe, feature: 'x', known: { ends: [0, 1], full: [0, 1], linear } });
    return store.get('scale');
  };
  assert.deepEqual([scaleAfter(true), scaleAfter(false)], ['linear', 'root4']);
});
