/** Links of the older site open as the same view. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { explainAddress, readAddress } from '../../../static/js/state/address.js';
import { settleOldLink } from '../../../static/js/state/old_links.js';
import { createStore } from '../../../static/js/state/store.js';
import { VIEWER_STATE } from '../../../static/js/state/viewer_state.js';

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
    assert.deepEqual(waiting, { rows: [1346, 20], percent: [20, 75] });
  });
}

test('slices of 10 µm become the 25 µm slice that holds their middle, 0 included', () => {
  const { state } = readAddress(link(OLD));
  assert.equal(state.coronal, 5400 - 25 * 264);
  assert.equal(state.sagittal, -5739 + 25 * 220);
  assert.equal(state.horizontal, 332);
});

test('a logarithmic link becomes a logarithmic scale', () => {
  assert.equal(readAddress(link({ ...OLD, logScale: true })).state.scale, 'log');
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

test('the whole range of colours is no range of ours', () => {
  assert.equal(readAddress(link({ ...OLD, cmapmin: 0, cmapmax: 100 })).waiting.percent, null);
});

test('a name for a view opens that view', () => {
  const { state, refused } = readAddress('?alias=bwm_choice');
  assert.deepEqual([refused, state.bucket, state.feature, state.cmap], [[], 'bwm', 'choice_decoding_effect', 'YlOrRd']);
  assert.deepEqual(state.buckets, ['bwm']);
});

for (const [query, name] of [
  ['?alias=bwm_smell', 'alias'], ['?alias=constructor', 'alias'], ['?state=%%%', 'state'],
  ['?state=bm90IGpzb24', 'state'], ['?state=W10', 'state'], [link({ fset: 'bwm_choice' }), 'state.fset'],
  [link({ coronal: 'x' }), 'state.coronal'],
  [link({ selected: ['x'] }), 'state.selected'],
  [link({ mapping: 'swanson' }), 'mapping'],
  [link({ cmapmax: 'x' }), 'state.cmapmax'],
]) {
  test(`“${name}” that cannot be read is named (${query.slice(0, 40)})`, () => {
    const address = readAddress(query);
    assert.deepEqual(address.refused.map((one) => one.name), [name]);
    assert.ok(explainAddress(address).includes(name));
  });
}

test('what waited becomes the selection and the range in units', () => {
  const store = createStore(VIEWER_STATE);
  const acronyms = { 1346: 'MOs', 20: 'ACA' };
  const describe = (lateral) => ({ acronym: acronyms[lateral], side: lateral > 1327 ? 'left' : 'right' });
  const first = settleOldLink({ rows: [1346, 20, 9999], percent: [20, 75] }, { store, describe, range: null });
  assert.deepEqual(first, { rows: [], percent: [20, 75] });
  assert.deepEqual(store.get('selected'), [{ acronym: 'MOs', side: 'left' }, { acronym: 'ACA', side: 'right' }]);
  assert.equal(store.get('range'), null);
  const second = settleOldLink(first, { store, describe, range: [-10, 10] });
  assert.deepEqual(second, { rows: [], percent: null });
  assert.deepEqual(store.get('range'), [-6, 5]);
});
