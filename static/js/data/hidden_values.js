/** Which values of a feature are not on the picture, and why. */

import { SIDE_ROWS, splitLateralRow } from '../core/geometry.js';
import { readValues, ROOT } from '../core/values.js';
import { countDrawn } from './counting.js';
import { ORIGINS } from './origin_kinds.js';

/**
 * @typedef {object} Hidden
 * @property {number} total values of the feature, those that are not on the picture among them
 * @property {{reason: 'side'|'givenOnly'|'mapping'|'undrawn'|'covered', rows: number[]}[]} groups what is not on it,
 *   rows with side: of the other hemisphere; not known to be given; in no region of the parcellation; without voxels
 *   in the atlas; parents whose parts all have values of their own
 * @property {number} beyond how many of those on the picture lie beyond the range of the colours
 */

/**
 * Return what is not on the picture of a feature of regions. Values count as in the statistics: each given one once.
 * Each that is hidden counts for the first reason that fits.
 *
 * @param {object} options
 * @param {object} options.feature as the API sends it
 * @param {Picture} options.picture
 * @param {{hemisphere: string, givenOnly: boolean}} options.state
 * @param {Origins} options.origins under the mapping that is shown
 * @param {Atlas} options.atlas
 * @returns {Hidden}
 */
export function findHidden({ feature, picture, state, origins, atlas }) {
  const { mapping, statistic, countedRows, values, range } = picture;
  const stored = readValues(feature, mapping, statistic);
  const root = mapping === 'allen' ? [] : takeRoot(stored);
  const { rows } = countDrawn({ values: stored, origins, mapping, drawn: atlas.drawn });
  const counted = new Set(rows);
  const undrawn = mapping === 'allen' ? listUndrawn({ stored, origins, counted, drawn: atlas.drawn }) : [];
  const groups = { side: [], givenOnly: [], mapping: [], undrawn: [], covered: [] };
  for (const row of [...rows, ...undrawn]) {
    if (countedRows.has(row)) continue;
    if (isOtherSide(row, state.hemisphere)) groups.side.push(row);
    else if (state.givenOnly && origins.kinds[row] !== ORIGINS.given) groups.givenOnly.push(row);
    else if (mapping === 'allen' && !atlas.drawn[row]) groups.undrawn.push(row);
  }
  groups.mapping = mapping === 'allen' ? [] : leftOut({ feature, root, statistic, mapping, atlas });
  groups.covered = mapping === 'allen' ? coveredRows(feature, new Set([...rows, ...undrawn])) : [];
  const found = Object.entries(groups).filter(([, hidden]) => hidden.length > 0);
  return {
    total: rows.length + undrawn.length + groups.mapping.length + groups.covered.length,
    groups: found.map(([reason, hidden]) => ({ reason, rows: hidden })),
    beyond: [...countedRows].filter((row) => range !== null && isBeyond(values[row], range)).length,
  };
}

/** Take what stands for the rest of the brain out of the values, and return its rows. */
function takeRoot(values) {
  const found = [ROOT, ROOT + SIDE_ROWS].filter((row) => !Number.isNaN(values[row]));
  for (const row of found) values[row] = NaN;
  return found;
}

/** Return the given rows without voxels that no other row shows either. */
function listUndrawn({ stored, origins: { kinds }, counted, drawn }) {
  const found = [];
  stored.forEach((value, row) => {
    if (!Number.isNaN(value) && kinds[row] === ORIGINS.given && !counted.has(row) && !drawn[row]) found.push(row);
  });
  return found;
}

function isBeyond(value, [low, high]) {
  return value < low || value > high;
}

function isOtherSide(row, hemisphere) {
  return (hemisphere === 'left' || hemisphere === 'right') && splitLateralRow(row).side !== hemisphere;
}

/** Return the rows given under Allen that no region of the parcellation holds; without them, what was made of them. */
function leftOut({ feature, root, statistic, mapping, atlas }) {
  if (root.length === 0) return [];
  const { given = [] } = feature.feature_data.origins?.allen ?? {};
  const values = readValues(feature, 'allen', statistic);
  const found = given.filter((row) => !Number.isNaN(values[row]) && isLeftOut(row, atlas, mapping));
  return found.length > 0 ? found : root;
}

/** A region is left out if the parcellation has it under root, and nothing that lies within it elsewhere. */
function isLeftOut(lateral, atlas, mapping) {
  const { row } = splitLateralRow(lateral);
  return row !== ROOT && atlas.tables[mapping][row] <= ROOT && atlas.rowsFor(row, mapping).length === 0;
}

/** Given values that the server keeps although no region shows them. */
function coveredRows(feature, known) {
  const { rows = [], leaf = [] } = feature.feature_data.origins?.hidden ?? {};
  return rows.filter((row, n) => !leaf[n] && !known.has(row));
}
