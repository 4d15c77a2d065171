/** What is drawn of a feature, and what is said about it. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { packColour, unpackColour } from '../../../static/js/core/colour.js';
import { VIEWER_STATE } from '../../../static/js/state/viewer_state.js';
import { PATTERNS } from '../../../static/js/slices/drawing/patterns.js';
import { ORIGINS } from '../../../static/js/data/origin_kinds.js';
import { composePicture } from '../../../static/js/colours/picture.js';

const START = Object.fromEntries(Object.entries(VIEWER_STATE).map(([key, { default: start }]) => [key, start]));
const greys = Uint8Array.from({ length: 768 }, (_, n) => Math.floor(n / 3));
const atlas = {
  hasColormap: (name) => ['magma', 'RdBu'].includes(name), colormap: () => greys,
  colours: Array.from({ length: 1328 }, () => [1, 2, 3]),
};
const feature = { unit: 'Hz', feature_data: { mappings: { beryl: { data: {
  10: { mean: 0, std: 1 }, 20: { mean: 4, std: 2 }, 1347: { mean: -4, std: 0.5 }, 40: { mean: null, std: 3 },
} } } } };

const compose = (state = {}, of = feature) =>
  composePicture({ feature: of, state: { ...START, auto: false, ...state }, atlas });
const greyAt = (picture, row) => unpackColour(picture.table.rgba[row])[0];

test('values, range, colours and patterns of a feature', () => {
  const picture = compose();
  assert.deepEqual([picture.kind, picture.unit, picture.statistic, picture.range], ['regions', 'Hz', 'mean', [-4, 4]]);
  assert.deepEqual([greyAt(picture, 10), greyAt(picture, 20), greyAt(picture, 1347)], [128, 255, 0]);
  assert.deepEqual([picture.table.pattern[10], picture.table.pattern[40]], [PATTERNS.plain, PATTERNS.missing]);
  assert.deepEqual(picture.notes, []);
});

test('new colours leave the values as they were read; anything that changes values reads them anew', () => {
  const { values, counted } = compose();
  const recoloured = compose({ reversed: true, cmap: 'RdBu', range: [0, 1], scale: 'symlog', missing: 'plain' });
  assert.deepEqual([recoloured.values === values, recoloured.counted === counted], [true, true]);
  for (const [change, row, value] of [
    [{ stat: 'std' }, 20, 2], [{ hemisphere: 'left' }, 20, NaN], [{ hemisphere: 'both' }, 10 + 1327, 0],
    [{ givenOnly: true }, 20, NaN],
  ]) assert.equal(compose(change).values[row], value);
  assert.equal(compose().values[20], 4);
});

test('a reversed map runs the other way', () => {
  assert.deepEqual([greyAt(compose({ reversed: true }), 20), greyAt(compose({ reversed: true }), 1347)], [0, 255]);
});

test('a chosen range stays, and is centred at zero when asked for', () => {
  assert.deepEqual(compose({ range: [0, 0] }).range, [0, 0]);
  assert.deepEqual(compose({ range: [-1, 3], centred: true }).range, [-3, 3]);
});

test('a statistic the feature lacks falls back, and the picture says so', () => {
  const picture = compose({ stat: 'max' });
  assert.equal(picture.statistic, 'mean');
  assert.deepEqual(picture.notes, ['This feature has no “max”; showing “mean”.']);
  assert.deepEqual(compose({ stat: 'std' }).notes, []);
});

test('where a mapping has no values, the nearest that has is shown, and the picture says so', () => {
  const picture = compose({ mapping: 'cosmos' });
  assert.deepEqual([picture.mapping, picture.range, greyAt(picture, 20)], ['beryl', [-4, 4], 255]);
  assert.deepEqual(picture.notes, ['This feature has no values under Cosmos; showing Beryl.']);
  const { data } = feature.feature_data.mappings.beryl;
  const emptied = { feature_data: { mappings: { allen: { data }, beryl: { data: {} } } } };
  assert.deepEqual([compose({}, emptied).mapping, compose({ mapping: 'cosmos' }, emptied).mapping], ['allen', 'allen']);
});

test('a feature without any values keeps the mapping', () => {
  const picture = compose({ mapping: 'cosmos' }, { feature_data: { mappings: { beryl: { data: {} } } } });
  assert.deepEqual([picture.mapping, picture.range, picture.notes], ['cosmos', null, []]);
});

test('a colour map that is none is said', () => {
  assert.deepEqual(compose({ cmap: 'nonsense' }).notes, ['Colour map “nonsense” does not exist; showing “magma”.']);
});

test('a feature’s own colour map is its default', () => {
  const own = { feature_data: { ...feature.feature_data, cmap: 'RdBu_r' } };
  assert.deepEqual([compose({}, own).ownMap, greyAt(compose({}, own), 20)], ['RdBu_r', 0]);
  assert.equal(greyAt(compose({ cmap: 'magma' }, own), 20), 255);
});

test('a logarithm of zero and less is said, and starts at the smallest value above zero', () => {
  const picture = compose({ scale: 'log' });
  assert.equal(picture.scale.min, 4);
  assert.equal(picture.table.pattern[10], PATTERNS.undefined);
  assert.deepEqual(picture.notes, [
    'The logarithmic scale starts at 4: zero has no logarithm.',
    '2 values are zero or less; they have the lowest colour and are hatched.',
  ]);
});

test('a logarithm of nothing above zero is said', () => {
  const negative = { feature_data: { mappings: { beryl: { data: { 5: { mean: -1 } } } } } };
  assert.deepEqual(compose({ scale: 'log' }, negative).notes,
    ['No value is above zero, so a logarithmic scale cannot show any.']);
});

test('a mirrored value names the row it belongs to', () => {
  const picture = compose({ hemisphere: 'both' });
  assert.equal(picture.values[10 + 1327], 0);
  assert.equal(picture.sourceOf(10 + 1327), 10);
  assert.equal(picture.sourceOf(10), 10);
});

test('missing regions are hatched, plain or not there', () => {
  const at = (missing) => {
    const { table } = compose({ missing });
    return [table.rgba[30] >>> 24, table.pattern[30]];
  };
  assert.deepEqual(at('hatched'), [255, PATTERNS.missing]);
  assert.deepEqual(at('plain'), [255, PATTERNS.plain]);
  assert.deepEqual(at('hidden'), [0, PATTERNS.plain]);
});

test('one region, constant, all equal and empty features have a picture', () => {
  const of = (data) => compose({}, { feature_data: { mappings: { beryl: { data } } } });
  assert.deepEqual(of({ 5: { mean: 3 } }).range, [3, 3]);
  assert.equal(greyAt(of({ 5: { mean: 3 }, 6: { mean: 3 } }), 6), 128);
  assert.equal(of({}).range, null);
  assert.equal(of({}).statistic, undefined);
});

test('a missing voxel has the colour of missing values, not that of the lowest', () => {
  const steps = Float64Array.from({ length: 256 }, (_, byte) => (byte === 0 ? NaN : byte));
  const content = {
    kind: 'voxels', statistics: ['a'], statistic: 'a', volume: { steps }, points: null, values: steps.slice(1),
    weights: steps.slice(1), pending: false, failure: null,
  };
  const picture = composePicture({
    feature: { feature_data: {} }, state: START, atlas, arrays: { read: () => content },
    neutrals: { missing: [9, 8, 7] },
  });
  assert.deepEqual(unpackColour(picture.voxels.colours[0]), [9, 8, 7, 255]);
  assert.equal(unpackColour(picture.voxels.colours[1])[0], 0);
});

test('voxels and points are coloured by the same scale', () => {
  const volume = { steps: Float64Array.from({ length: 256 }, (_, byte) => byte) };
  const points = { values: Float32Array.of(0, 255) };
  const content = {
    kind: 'voxels', statistics: ['a'], statistic: 'a', volume, points, values: volume.steps, weights: volume.steps,
    pending: false, failure: null,
  };
  const picture = composePicture({
    feature: { feature_data: {} }, state: { ...START, range: [0, 128] }, atlas, arrays: { read: () => content },
  });
  assert.deepEqual(picture.fullRange, [0, 255]);
  assert.deepEqual([0, 64, 255].map((byte) => unpackColour(picture.voxels.colours[byte])[0]), [0, 128, 255]);
  assert.deepEqual([...picture.points.colours].map((packed) => unpackColour(packed)[0]), [0, 255]);
  assert.equal(picture.points.thickness, 100);
});

test('the empty voxels of a volume are plain tissue, and no other voxel is', () => {
  const steps = Float64Array.from({ length: 256 }, (_, byte) => byte / 255);
  const weights = steps.map((_, byte) => (byte === 0 ? 900 : 1));
  const content = {
    kind: 'voxels', statistics: ['a'], statistic: 'a', volume: { steps }, points: null, values: steps, weights,
    pending: false, failure: null,
  };
  const of = (state) => composePicture({
    feature: { feature_data: {} }, state: { ...START, auto: true, ...state }, atlas, arrays: { read: () => content },
    neutrals: { root: [70, 76, 86] },
  }).voxels;
  const { empty, colours } = of({});
  assert.equal(empty, 0);
  assert.deepEqual([...colours].flatMap((packed, byte) => (packed === packColour(70, 76, 86) ? [byte] : [])), [0]);
  assert.equal(of({ range: [0, 1] }).empty, null);
  assert.notEqual(of({ range: [0, 1] }).colours[0], packColour(70, 76, 86));
});

test('a volume that is not there is said; that of a feature that does not name it is not', () => {
  const content = (statistics, statistic) => ({
    ...{ kind: 'voxels', statistics, statistic, volume: null, points: null, values: [], weights: undefined },
    ...{ bounds: null, pending: true, failure: null },
  });
  const notes = (data, of, stat) => composePicture({
    feature: { feature_data: data }, state: { ...START, stat }, atlas, arrays: { read: () => of },
  }).notes;
  const named = { volumes: { std: {} } };
  assert.deepEqual(notes(named, content(['std'], 'std'), 'mean'), ['This feature has no “mean”; showing “std”.']);
  assert.deepEqual(notes(named, content(['std'], 'std'), 'std'), []);
  assert.deepEqual(notes({ volume: '' }, content(['volume'], 'volume'), 'mean'), []);
  assert.deepEqual(notes({ volume: '' }, content(['volume'], 'volume'), 'max'),
    ['This feature has no “max”; showing “volume”.']);
});

test('mirrored values are shown on both sides and count once', () => {
  const picture = compose({ hemisphere: 'both' });
  assert.deepEqual([picture.values[20], picture.values[20 + 1327], picture.values[1347]], [4, -4, -4]);
  assert.deepEqual([picture.values[10 + 1327], picture.sourceOf(10 + 1327)], [0, 10]);
  assert.deepEqual([...picture.counted], [0, 4, -4]);
});

test('given only hides what was inferred, and says what may have been given', () => {
  const kinds = new Uint8Array(2655);
  kinds[10] = ORIGINS.given;
  kinds[20] = ORIGINS.parts;
  const origins = { stored: true, kinds, sources: new Uint16Array(2655) };
  const picture = composePicture({ feature, state: { ...START, givenOnly: true }, atlas, origins });
  assert.deepEqual([picture.values[10], picture.values[20], picture.values[1347]], [0, NaN, NaN]);
  assert.deepEqual(picture.table.pattern[20], PATTERNS.missing);
  assert.deepEqual(picture.notes, ['“Given only” hides 1 value of unknown origin.']);
});

test('inferred values are inked in the colour that they have anyway, and their mirror images too', () => {
  const kinds = new Uint8Array(2655);
  kinds[10] = ORIGINS.parent;
  kinds[20] = ORIGINS.parts;
  kinds[1347] = ORIGINS.given;
  const origins = { stored: true, kinds, sources: new Uint16Array(2655) };
  const inked = composePicture({ feature, state: { ...START, auto: false, hemisphere: 'both' }, atlas, origins });
  assert.deepEqual([10, 20, 1347, 1337].map((row) => inked.table.pattern[row]),
    [PATTERNS.parent, PATTERNS.parts, PATTERNS.plain, PATTERNS.parent]);
  assert.deepEqual(inked.table.rgba, compose({ hemisphere: 'both' }).table.rgba);
});
