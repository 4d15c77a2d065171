/** From the state and a feature to what is drawn: values, scale, colours, and what must be said about them. */

import { packColormap, packColour, positionToStep } from '../core/colour.js';
import { LATERAL_ROWS } from '../core/geometry.js';
import { digitsFor, formatNumber } from '../core/numbers.js';
import { createScale } from '../core/scales.js';
import {
  centreRange, chooseHemisphere, chooseMapping, chooseStatistic, listMappings, listStatistics, mirrorRow, rangeOf,
  readValues, smallestPositive, withoutRoot,
} from '../core/values.js';
import { chooseColours } from './colour_choice.js';
import { fillLook, guessLook } from './first_look.js';
import { countDrawn, keepGiven } from '../data/counting.js';
import { listByRegion } from './listed.js';
import { lookUpRegions, lookUpValues, NEUTRALS } from './lookup_table.js';
import { NO_ORIGINS, ORIGINS } from '../data/origin_kinds.js';

/**
 * @typedef {object} Picture What is drawn of a feature.
 * @property {'regions'|'voxels'|'points'} kind
 * @property {string|null} unit
 * @property {string[]} mappings those that have values
 * @property {string} mapping the one shown; another than the one wanted where that has no values
 * @property {string[]} statistics those of the mapping shown, or the names of the volumes
 * @property {string|undefined} statistic the one shown; another than the one wanted where that is not there
 * @property {Float64Array} values by row with side; all NaN for voxels and points
 * @property {object|null} listed of voxels and points, what the list shows instead; see `listByRegion`
 * @property {(lateral: number) => number} sourceOf the row a shown value belongs to: another where it is mirrored
 * @property {[number, number]|null} fullRange of what is shown, in units; null when nothing has a value
 * @property {[number, number]|null} range that the colours cover
 * @property {object} scale made by `createScale`
 * @property {Uint8Array} colormap 768 bytes, reversed if asked for
 * @property {string|null} ownMap the colour map that the feature itself asks for
 * @property {Look|null} guess the colours that its values suggest, see `guessLook`; null for the usual ones
 * @property {object} look the state with that filled in where nothing was chosen
 * @property {LookupTable} table of regions
 * @property {VoxelLayer|null} voxels {volume, colours, empty} to compose under the outlines; `empty` is the byte of
 *   voxels that have the colour of plain tissue, null for none
 * @property {PointLayer|null} points {points, colours, thickness} to draw on the slices
 * @property {boolean} pending whether voxels or points are still being decoded
 * @property {string|null} failure why they cannot be
 * @property {string[]} notes sentences about what the colours do not show
 * @property {ArrayLike<number>} scaled all values that have a colour, for the scale
 * @property {ArrayLike<number>} counted what counts, for statistics and histograms; each value occurs `weights` times
 * @property {Set<number>} countedRows the rows with side whose values count
 * @property {Set<number>} folded rows with side of means that no voxel shows, for the list
 * @property {object|null} origins how many values were given, …, see `countDrawn`; null for voxels and points
 * @property {Uint8Array} kinds one of ORIGINS by row with side, of what is shown: a mirrored value has its source's
 * @property {number} digits significant digits that the values are shown with
 * @property {Float64Array|undefined} weights once each where there are none
 */

/**
 * Return what is drawn of a feature.
 *
 * @param {object} options
 * @param {object} options.feature as the API sends it
 * @param {object} options.state the store's snapshot
 * @param {Atlas} options.atlas
 * @param {Origins} [options.origins] where the values came from, see `readOrigins`
 * @param {object} [options.arrays] made by `createArrays`; without it volumes and points are not drawn
 * @param {object} [options.neutrals] {missing, root} as [r, g, b], for a dark page
 * @returns {Picture}
 */
export function composePicture({ feature, state, atlas, origins = NO_ORIGINS, arrays = null, neutrals = {} }) {
  const content = arrays?.read(feature, state.stat) ?? REGIONS_ONLY;
  const ofRegions = content.kind === 'regions';
  const { shown, guess } = ofRegions ? readRegions({ feature, state, origins, drawn: atlas.drawn ?? null })
    : addGuess(readArrays(feature, content, state), { feature, kind: content.kind, fname: state.feature });
  const ownMap = ownMapOf(feature);
  const look = coverAll(fillLook(state, guess), state);
  const { range, scale, notes } = scaleOf(shown, look);
  const { colours: colormap, notes: colourNotes } = chooseColours(look, ownMap, atlas);
  const colours = packColormap(colormap);
  const layers = ofRegions ? NO_LAYERS : layersOf(content, { scale, colours, look, neutrals });
  const table = ofRegions
    ? lookUpValues({
      values: shown.values, scale, colormap, origins: shown.kinds, missingStyle: state.missing, ...neutrals,
    })
    : lookUpRegions(atlas.colours.map(() => neutrals.root ?? BRAIN), neutrals.root);
  return {
    kind: content.kind, unit: feature.unit ?? null, ...shown,
    listed: listByRegion({
      byRegion: content.byRegion, atlas, mapping: shown.mapping, scale, colormap, neutrals, unit: feature.unit ?? null,
    }),
    digits: digitsFor(shown.fullRange), range, scale, colormap, ownMap, guess, look, table, ...layers,
    pending: content.pending, failure: content.failure, notes: [...shown.notes, ...colourNotes, ...notes],
  };
}

/** What is shown together has one range, unless a person chose one. */
function coverAll(look, { range, joint }) {
  return joint && range === null ? { ...look, range: joint } : look;
}

const NO_LAYERS = Object.freeze({ voxels: null, points: null });
const REGIONS_ONLY = Object.freeze({ kind: 'regions', pending: false, failure: null });

/** Colour of tissue under points, and where a volume is still to come. */
const BRAIN = Object.freeze([226, 228, 231]);

/** Return the table of colours in which regions are drawn while no feature is chosen. */
export function ontologyTable(atlas, root) {
  return lookUpRegions(atlas.colours, root);
}

function ownMapOf(feature) {
  return feature.feature_data?.cmap || null;
}

/** Return what is shown together with the colours that it suggests. */
function addGuess(shown, { feature, kind, fname }) {
  const guess = guessLook({
    values: shown.scaled, weights: shown.weights, kind, own: ownMapOf(feature),
    words: [feature.unit, shown.statistic, fname],
  });
  return { shown, guess };
}

const lastRead = new WeakMap();

/** Read the regions that are shown; the same again, with the same arrays, while only their colours change. */
function readRegions({ feature, state, origins, drawn }) {
  const inputs = [state.mapping, state.stat, state.hemisphere, state.givenOnly, state.feature, origins, drawn];
  const last = lastRead.get(feature);
  if (last?.inputs.every((input, n) => input === inputs[n])) return last.found;
  const shown = readShown({ feature, state, origins, drawn });
  const found = addGuess(shown, { feature, kind: 'regions', fname: state.feature });
  lastRead.set(feature, { inputs, found });
  return found;
}

function readShown({ feature, state: { mapping: wanted, stat, hemisphere, givenOnly }, origins, drawn }) {
  const mappings = listMappings(feature);
  const mapping = chooseMapping(mappings, wanted);
  const statistics = listStatistics(feature, mapping);
  const statistic = chooseStatistic(statistics, stat);
  const stored = withoutRoot(readValues(feature, mapping, statistic), mapping);
  const given = givenOnly ? keepGiven(stored, origins) : stored;
  const values = chooseHemisphere(given, hemisphere);
  const mirrors = hemisphere === 'both';
  const isMirrored = (lateral) => mirrors && Number.isNaN(given[lateral]) && !Number.isNaN(values[lateral]);
  const sourceOf = (lateral) => (isMirrored(lateral) ? mirrorRow(lateral) : lateral);
  const alone = mirrors ? values.map((value, lateral) => (isMirrored(lateral) ? NaN : value)) : values;
  const { rows, folded, counts } = countDrawn({ values: alone, origins, mapping, drawn });
  return {
    mappings, mapping, statistics, statistic, values, sourceOf, fullRange: rangeOf(values), scaled: values.slice(1),
    counted: Float64Array.from(rows, (row) => values[row]), countedRows: new Set(rows), weights: undefined,
    folded: withMirrors(folded, isMirrored), origins: counts,
    kinds: mirrors ? origins.kinds.map((_, lateral) => origins.kinds[sourceOf(lateral)]) : origins.kinds,
    notes: [
      ...notesOnChoice({ mapping, wanted, statistics, statistic, stat }),
      ...(givenOnly ? notesOnHidden(stored, origins) : []),
    ],
  };
}

function withMirrors(rows, isMirrored) {
  return new Set([...rows].flatMap((row) => (isMirrored(mirrorRow(row)) ? [row, mirrorRow(row)] : [row])));
}

/** Say how many hidden values may have been given after all. */
function notesOnHidden(values, { kinds }) {
  const unsure = values.reduce((count, value, lateral) => {
    const isUnsure = !Number.isNaN(value) && (kinds[lateral] === ORIGINS.unknown || kinds[lateral] === ORIGINS.none);
    return count + (isUnsure ? 1 : 0);
  }, 0);
  if (unsure === 0) return [];
  return [`“Given only” hides ${unsure} ${unsure === 1 ? 'value' : 'values'} of unknown origin.`];
}

function notesOnChoice({ mapping, wanted, statistics, statistic, stat }) {
  const notes = [];
  if (mapping !== wanted) {
    notes.push(`This feature has no values under ${titleOf(wanted)}; showing ${titleOf(mapping)}.`);
  }
  return [...notes, ...notesOnStatistic({ statistics, statistic, stat })];
}

function notesOnStatistic({ statistics, statistic, stat }) {
  const other = statistics.length > 0 && statistic !== stat;
  return other ? [`This feature has no “${stat}”; showing “${statistic}”.`] : [];
}

function titleOf(mapping) {
  return mapping[0].toUpperCase() + mapping.slice(1);
}

function readArrays(feature, { statistics, statistic, values, weights }, { mapping, stat }) {
  // The one volume of most features has no name; points have no statistics.
  const nameless = stat === 'mean' && !feature.feature_data.volumes;
  const notes = nameless ? [] : notesOnStatistic({ statistics, statistic, stat });
  return {
    mappings: listMappings(feature), mapping, statistics, statistic,
    values: new Float64Array(LATERAL_ROWS).fill(NaN),
    sourceOf: (lateral) => lateral, fullRange: rangeOf(values), scaled: values, counted: values, countedRows: new Set(),
    folded: new Set(), origins: null, kinds: NO_ORIGINS.kinds, weights, notes,
  };
}

function scaleOf({ fullRange: full, scaled, counted, weights }, { range: wanted, scale: kind, centred }) {
  const notes = [];
  const found = wanted ?? full;
  const logarithmic = kind === 'log';
  const range = found !== null && centred && !logarithmic ? centreRange(found) : found;
  const [min, max] = range ?? [0, 1];
  const scale = createScale({ kind, min, max, smallestPositive: logarithmic ? smallestPositive(scaled) : undefined });
  if (logarithmic && centred) notes.push('A logarithmic scale cannot be centred at zero.');
  if (logarithmic && range !== null) notes.push(...notesOnLogarithm(scale, counted, weights));
  return { range, scale, notes };
}

function notesOnLogarithm(scale, values, weights) {
  const without = weights !== undefined ? 0 : values.reduce((count, value) => count + (value <= 0 ? 1 : 0), 0);
  if (scale.max <= 0) return ['No value is above zero, so a logarithmic scale cannot show any.'];
  const notes = [];
  if (scale.adjusted) notes.push(`The logarithmic scale starts at ${formatNumber(scale.min)}: zero has no logarithm.`);
  if (without === 1) notes.push('1 value is zero or less; it has the lowest colour and is hatched.');
  if (without > 1) notes.push(`${without} values are zero or less; they have the lowest colour and are hatched.`);
  return notes;
}

/** Return the layers of voxels and points in the colours of a scale; empty voxels are plain tissue. */
function layersOf({ volume, points }, { scale, colours, look, neutrals }) {
  const missing = packColour(...(neutrals.missing ?? NEUTRALS.missing));
  const colourOf = (value) => colours[positionToStep(scale.normalise(value))] ?? missing;
  const found = volume?.steps.indexOf(look.empty ?? NaN) ?? -1;
  const empty = found < 0 ? null : found;
  const voxels = volume === null ? null : { volume, colours: Uint32Array.from(volume.steps, colourOf), empty };
  if (empty !== null) voxels.colours[empty] = packColour(...(neutrals.root ?? BRAIN));
  const coloured = points === null ? null : Uint32Array.from(points.values, colourOf);
  return { voxels, points: points === null ? null : { points, colours: coloured, thickness: look.thickness } };
}
