/** The view in the address: what is written is read back, and what cannot be read is named. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { explainAddress, explainRegions, readAddress, writeAddress } from '../../../static/js/state/address.js';
import { readOldLink } from '../../../static/js/state/old_links.js';
import { VIEWER_STATE } from '../../../static/js/state/viewer_state.js';
import { ACRONYMS, NAMES, randomState, seeded } from './random_states.js';

const START = Object.fromEntries(Object.entries(VIEWER_STATE).map(([key, { default: start }]) => [key, start]));

test('1,000 random states come back from their addresses', () => {
  const random = seeded(4);
  for (let n = 0; n < 1000; n++) {
    const state = randomState(random);
    assert.equal(Object.values(state).includes(undefined), false, 'the test makes valid states only');
    const address = readAddress(writeAddress(state));
    const waiting = { rows: [], percent: null, feature: null };
    assert.deepEqual(address, { state, refused: [], moved: [], unknown: [], waiting });
  }
});

test('an address survives being pasted through the URL class, as browsers do', () => {
  const random = seeded(5);
  for (let n = 0; n < 200; n++) {
    const state = randomState(random);
    const { search } = new URL(`http://localhost/?${writeAddress(state)}#main`);
    assert.deepEqual(readAddress(search).state, state);
  }
});

test('every key of the state is written when it differs from its default', () => {
  const random = seeded(6);
  const written = new Set();
  for (let n = 0; n < 100; n++) {
    for (const key of new URLSearchParams(writeAddress(randomState(random))).keys()) written.add(key);
  }
  assert.deepEqual([...written].sort(), Object.keys(VIEWER_STATE).sort());
});

test('a state at its defaults has an empty address', () => {
  assert.equal(writeAddress(START), '');
  assert.deepEqual(readAddress('').state, START);
});

test('zero is a value: slice 0, a range of 0 to 0, a thickness of 0', () => {
  const state = { ...START, auto: false, coronal: 0, range: [0, 0], thickness: 0 };
  assert.equal(writeAddress(state), 'range=0..0&coronal=0&thickness=0');
  assert.deepEqual(readAddress('?range=0..0&coronal=0&thickness=0').state, state);
});

test('the address is readable: commas, colons, slashes and spaces are not escaped', () => {
  const selected = [{ acronym: 'ACAd2/3', side: 'left' }, { acronym: 'CUL4, 5', side: 'both' }];
  const query = writeAddress({ ...START, buckets: ['a', 'b'], bucket: 'a', feature: 'spike rate', selected });
  assert.equal(query, 'buckets=a,b&bucket=a&feature=spike+rate&selected=ACAd2/3:L,CUL4~1+5:LR');
});

test('names and acronyms come back one by one', () => {
  for (const feature of NAMES) assert.equal(readAddress(writeAddress({ ...START, feature })).state.feature, feature);
  for (const acronym of ACRONYMS) {
    const selected = [{ acronym, side: 'right' }];
    assert.deepEqual(readAddress(writeAddress({ ...START, selected })).state.selected, selected);
  }
});

test('the address the SDK prints opens its buckets', () => {
  const { state, refused } = readAddress('?buckets=a%2Cb&bucket=a');
  assert.deepEqual([state.buckets, state.bucket, refused], [['a', 'b'], 'a', []]);
});

test('a bucket that is shown is open, and the first open one is shown', () => {
  assert.deepEqual(readAddress('bucket=x').state.buckets, ['x']);
  assert.equal(readAddress('buckets=x,y').state.bucket, 'x');
});

test('ranges of our first addresses, with an ellipsis, are still read', () => {
  assert.deepEqual(readAddress('range=0…3.4').state.range, [0, 3.4]);
});

const UNREADABLE = [
  'mapping=swanson', 'range=3..1', 'range=a..b', 'range=1', 'range=..', 'reversed=yes', 'coronal=', 'coronal=middle',
  'coronal=Infinity', 'coronal=NaN', 'selected=MOs', 'selected=MOs:X', 'scale=sqrt', 'hemisphere=up', 'feature=',
  'stat=', 'panels=attic', 'camera=1,2', 'coronalView=2', 'coronalView=0.5,a,b', 'coronalView=2,,', 'explode=x',
];
for (const query of UNREADABLE) {
  test(`“${query}” is named and the default is kept`, () => {
    const [name, ...text] = query.split('=');
    const { state, refused } = readAddress(query);
    assert.deepEqual(refused, [{ name, text: text.join('=') }]);
    assert.deepEqual(state, START);
  });
}

test('one unreadable parameter leaves the others', () => {
  const { state, refused } = readAddress('mapping=cosmos&range=x&coronal=0');
  assert.deepEqual([state.mapping, state.coronal, refused.length], ['cosmos', 0, 1]);
});

test('a parameter given twice and one that means nothing are named', () => {
  const address = readAddress('mapping=cosmos&mapping=allen&colour=red');
  assert.equal(address.state.mapping, 'cosmos');
  assert.equal(explainAddress(address), 'The address contains “mapping=allen”, which cannot be read and was ignored. '
    + 'The address contains “colour”, which the viewer does not know.');
});

test('nothing is said of an address that was read whole', () => {
  assert.equal(explainAddress(readAddress('mapping=cosmos')), '');
});

test('a name with half a surrogate pair is refused, since no address holds it', () => {
  assert.equal(VIEWER_STATE.feature.validate('a\ud800'), undefined);
  assert.equal(VIEWER_STATE.feature.validate('a🧠'), 'a🧠');
});

test('a link that chose colours is not filled with suggestions, unless it says so', () => {
  const auto = (query) => readAddress(query, readOldLink).state.auto;
  assert.deepEqual(['', 'feature=a&coronal=0', 'range=no'].map(auto), [true, true, true]);
  const links = ['cmap=viridis', 'scale=linear', 'range=0..1', 'centred=0', 'state=e30', 'alias=bwm', 'auto=0'];
  assert.deepEqual(links.map(auto), links.map(() => false));
  assert.equal(auto('range=0..1&auto=1'), true);
  assert.equal(writeAddress({ ...START, cmap: 'viridis' }), 'auto=1&cmap=viridis');
  assert.equal(writeAddress({ ...START, auto: false, cmap: 'viridis' }), 'cmap=viridis');
  assert.equal(writeAddress({ ...START, auto: false }), 'auto=0');
});

/** What is wrong in one parameter each; the kept value is the default unless said. */
const WRONG = Object.freeze({
  buckets: [['x'.repeat(101)]], bucket: [[''], ['x'.repeat(101)]], feature: [[''], ['x'.repeat(201)]],
  version: [[''], ['x'.repeat(65)]], mapping: [['Allen'], ['nan']], stat: [[''], ['x'.repeat(201)]],
  auto: [['2']], cmap: [[''], ['x'.repeat(41)]], reversed: [['2'], ['true']],
  range: [['nan..1'], ['1..-1'], ['0..Infinity'], ['1e999..2']],
  scale: [['log10'], ['constructor']], centred: [['-1']], hemisphere: [['Left']],
  outlines: [['']], names: [['yes']], givenOnly: [['']], missing: [['grey']],
  coronal: [['nan'], ['1e9', 5400], ['-1e9', -7775]], sagittal: [['Infinity'], ['1e6', 5636], ['-1e6', -5739]],
  horizontal: [['1,5'], ['400', 332], ['-99999', -7643]],
  coronalView: [['1'], ['nan,1,1'], ['999,1,1', { zoom: 40, centre: [1, 1] }], ['-3,1,1', null]],
  sagittalView: [['a,b,c']], horizontalView: [['2,1,2,3']], topView: [['2,1']],
  compare: [['rate'], ['a/b/c'], ['/']],
  beside: [['rate'], ['a/b/c'], ['left_right']], ownScales: [['yes']],
  several: [[Array.from({ length: 25 }, (_, n) => n).join()]], severalPlane: [['top']],
  figure: [[''], ['x'.repeat(4001)]],
  thickness: [['thick'], ['-1', 0], ['1e7', 6000]], selected: [['MOs'], ['MOs:M'], [':L']],
  panels: [['cellar'], ['coronal,cellar']], layout: [['heap']],
  sizes: [['50,50'], ['0,100/50,50'], ['a/b'], ['-1,2/1'], ['1,1,1,1,1/1']],
  seenFrom: [['within']], explode: [['all'], ['-1', 0], ['99', 1]],
  camera: [['1,2,3'], ['1,2,3,4,5,nan']], opacity: [['none'], ['-1', 0.05], ['7', 1]], glass: [['no']],
  tracts: [['yes']], ventricles: [['both']], clip: [['top']], sheets: [['3d']], area: [['0']],
  branch: [[''], ['x'.repeat(41)]],
  embed: [['on']],
});

test('every parameter has its wrong values here', () => {
  assert.deepEqual(Object.keys(WRONG).sort(), Object.keys(VIEWER_STATE).sort());
});

for (const [key, cases] of Object.entries(WRONG)) {
  for (const [text, kept = START[key]] of cases) {
    test(`a wrong value gives way and is said: ${key}=${text.slice(0, 20)}`, () => {
      const address = readAddress(`${key}=${encodeURIComponent(text)}`);
      assert.deepEqual(address.state, { ...START, [key]: kept });
      assert.ok(explainAddress(address).includes(`“${key}=`), explainAddress(address));
    });
  }
}

test('a number at its very end, or rounded, is said nothing of', () => {
  assert.equal(explainAddress(readAddress('coronal=5400&explode=1&opacity=0.05&coronalView=2.00049,1,1')), '');
  assert.equal(explainAddress(readAddress('coronal=99999')), '“coronal=99999” is out of range; showing 5400.');
});

test('regions that the atlas does not have are named, those of old links by number', () => {
  const address = readAddress('selected=MOs:L,XYZ:R,XYZ:L&branch=nowhere');
  const isRegion = (acronym) => acronym === 'MOs';
  assert.equal(explainRegions(address, isRegion, () => true), 'This atlas has no region “XYZ” and “nowhere”.');
  const old = { state: { selected: [], branch: null }, waiting: { rows: [20, 9999] } };
  assert.equal(explainRegions(old, isRegion, (row) => row < 2655), 'This atlas has no region number 9999.');
  assert.equal(explainRegions(readAddress('selected=MOs:L'), isRegion, () => true), '');
});
