/** What the server says a name means goes first; what begins so follows. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createRegionFinder, mergeMeant } from '../../../static/js/lists/region_finder.js';
import { matching, orderEntries } from '../../../static/js/pages/viewer/sheets/palette.js';

const regions = {
  acronym: ['void', 'root', 'VISp', 'VISp1', 'HIP'], id: [0, 997, 385, 593, 1080],
  name: ['void', 'root', 'Primary visual area', 'Primary visual area layer 1', 'Hippocampal region'],
  official_name: ['void', 'root', null, 'Primary visual area, layer 1', null],
};
const atlas = { regions, colours: regions.id.map(() => [1, 2, 3]) };
const answer = (outcome, { row = null, side = null, suggestions = [] } = {}) => ({ outcome, row, side, suggestions });
const meant = (row, name, reason) => ({ row, side: null, name, reason });
const titles = (entries) => entries.map(({ title }) => title);

test('a region that the server means goes before those that begin so', () => {
  const known = [{ row: 3, title: 'VISp1', note: '' }, { row: 2, title: 'VISp', note: '' }];
  const suggestions = [meant(2, 'Primary visual area', 'is V1')];
  const found = mergeMeant(answer('suggested', { suggestions }), known, atlas);
  assert.deepEqual(titles(found), ['VISp', 'VISp1']);
  assert.equal(found[0].note, 'is V1');
});

test('what is merely near is listed only when nothing else is', () => {
  const near = answer('unknown', { suggestions: [meant(4, 'Hippocampal region', 'similar spelling')] });
  assert.deepEqual(titles(mergeMeant(near, [], atlas)), ['HIP']);
  assert.deepEqual(titles(mergeMeant(near, [{ row: 2, title: 'VISp', note: '' }], atlas)), ['VISp']);
});

test('an exact region keeps its side', () => {
  const [found] = mergeMeant(answer('exact', { row: 2, side: 'left' }), [], atlas);
  assert.deepEqual([found.row, found.side, found.text], [2, 'left', 'Primary visual area, left']);
});

test('matches show at once, and again when the server has answered', async () => {
  const shown = [];
  const resolve = async (key) => answer('suggested', { suggestions: [meant(4, 'Hippocampal region', key)] });
  const find = createRegionFinder({ atlas, resolve });
  await new Promise((done) => {
    find('visp', (entries) => {
      shown.push(titles(entries));
      if (shown.length === 2) done();
    }, new AbortController().signal);
  });
  assert.deepEqual(shown, [['VISp', 'VISp1'], ['HIP', 'VISp', 'VISp1']]);
});

test('in the palette, what is meant goes first, then what begins so', () => {
  const found = [{ title: 'VISp', note: 'is V1' }, { title: 'EXP', note: '' }];
  const others = [{ title: 'Download' }, { title: 'Explode' }];
  assert.deepEqual(titles(orderEntries('exp', found, others)), ['VISp', 'EXP', 'Explode', 'Download']);
  assert.deepEqual(titles(matching('3-d apart', [{ title: 'Explode', text: 'Take the 3-D view apart' }],
    ({ text }) => text)), ['Explode']);
});
