/** Random states of the viewer, with all that is hard to write in an address. */

import { MAPPINGS } from '../../../static/js/core/mappings.js';
import {
  AREAS, DIRECTIONS, HEMISPHERES, LAYOUTS, MISSING_STYLES, PANELS, PLANE_NAMES, VIEWER_STATE,
} from '../../../static/js/state/viewer_state.js';
import { SCALE_KINDS } from '../../../static/js/core/scales.js';

/** Acronyms of the atlas, and names that no atlas has yet. */
export const ACRONYMS = Object.freeze([
  'MOs', 'ACAd2/3', 'CUL4, 5', 'CUL4, 5gr', 'PVHap', 'TH-lf', 'A~1', '~', ',', 'a:L', 'B:LR', 'x y', '+', '%2C', '&=#?',
]);
export const NAMES = Object.freeze([
  'rate', 'Ρυθμός εκφόρτισης', '平均発火率', 'a,b', 'a~1b', '~0', '1+1=2', 'x&y=z', '#hash', '50 %', '%41', 'null', '0',
  '<img src=x onerror=alert(1)>', '…', '..', 'é', 'e\u0301', '🧠', ' inner  spaces ', 'a?b', '"\'',
]);
const NUMBERS = [0, -0, 1, -1, 0.1, 1 / 3, 1e-300, -1e300, 123456789.123, 5e-324, Number.MAX_SAFE_INTEGER];

/** Return a generator of numbers in 0…1 that is the same for the same seed (mulberry32). */
export function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Return a valid random state: every key set, some of them to their default. */
export function randomState(random) {
  const one = (list) => list[Math.floor(random() * list.length)];
  const some = (make, most) => Array.from({ length: Math.floor(random() * (most + 1)) }, make);
  const number = () => (random() < 0.5 ? one(NUMBERS) : (random() - 0.5) * 10 ** Math.floor(random() * 12 - 4));
  const range = () => [number(), number()].sort((a, b) => a - b);
  const view = () => ({ zoom: 1 + random() * 39, centre: [random() * 456, random() * 320] });
  const buckets = some(() => one(NAMES).slice(0, 100), 4);
  const state = {
    buckets, bucket: buckets.length > 0 ? one(buckets) : null, feature: one([null, ...NAMES]),
    version: one([null, '3', 'b1f2']), mapping: one(MAPPINGS), stat: one(['mean', 'h-index', ...NAMES]),
    auto: random() < 0.5, cmap: one([null, 'magma', 'RdBu_r', 'twilight_shifted']), reversed: random() < 0.5,
    range: one([null, [0, 0], [-0, 0], range()]), scale: one(SCALE_KINDS), centred: random() < 0.5,
    hemisphere: one(HEMISPHERES), outlines: random() < 0.5, names: random() < 0.5,
    givenOnly: random() < 0.5, missing: one(MISSING_STYLES),
    coronal: one([5400, -7775, 5400 - 25 * Math.floor(random() * 528)]),
    sagittal: one([-5739, -5739 + 25 * Math.floor(random() * 456)]),
    horizontal: one([332, 0, 332 - 25 * Math.floor(random() * 320)]),
    coronalView: one([null, view()]), sagittalView: one([null, view()]), horizontalView: one([null, view()]),
    thickness: one([0, 100, 512.5]), compare: one([null, 'left_right', 'a/b', 'a/~1,b ü', 'x/50 %']),
    beside: one([null, 'a/b', 'a/~1,b ü', 'x/50 %']), ownScales: random() < 0.5,
    several: some(() => one(NAMES), 5), severalPlane: one(PLANE_NAMES),
    figure: one([null, 'views=coronal%3A-1200&title=a%26b', ...NAMES]),
    selected: some(() => ({ acronym: one(ACRONYMS), side: one(['left', 'right', 'both']) }), 5),
    panels: some(() => one(PANELS), 3), layout: one(LAYOUTS),
    sizes: one([null, { columns: [random() + 0.2, 1, random() + 0.1], rows: [1, random() + 0.1] }]),
    explode: one([0, 1, random()]),
    camera: one([null, Array.from({ length: 6 }, number)]),
    seenFrom: one(DIRECTIONS), topView: one([null, view()]), opacity: one([0.05, 1, 0.5]), glass: random() < 0.5,
    tracts: random() < 0.5, ventricles: random() < 0.5, clip: some(() => one(PLANE_NAMES), 3),
    sheets: some(() => one(PLANE_NAMES), 3), area: one(AREAS), branch: one([null, ...ACRONYMS]),
    embed: random() < 0.5,
  };
  return Object.fromEntries(Object.entries(VIEWER_STATE).map(([key, { validate }]) => [key, validate(state[key])]));
}
