/** What the Swanson map shows: a region's own value, else the mean of the regions within it. */

import { lateralRow, splitLateralRow } from '../../core/geometry.js';
import { ORIGINS } from '../../data/origin_kinds.js';
import { rowsWithin } from '../../data/rows_within.js';

const SIDES = Object.freeze(['right', 'left']);

/**
 * Return the row of each drawn row in the parcellation that is shown, and the values of those rows. Under Beryl and
 * Cosmos a region has the value of what it is mapped to. Under Allen it has its own; when there is none, the mean of
 * the values given within it, each once: not again where it was handed down to parts, nor as part of another mean.
 *
 * @param {object} options
 * @param {number[]} options.rows drawn, without side
 * @param {Float64Array} options.values by row with side; NaN where missing
 * @param {Uint8Array} options.kinds one of ORIGINS by row with side, of these values
 * @param {(lateral: number) => number} options.givenAt the row with side that a value from the parent was given at
 * @param {Uint16Array} options.table row → mapped row
 * @param {string} options.mapping
 * @param {object} options.regions the region table
 * @param {boolean} [options.means] false where only given values are to be shown
 * @returns {{values: Float64Array, averaged: Set<number>}} `averaged`: rows with side whose value is such a mean
 */
export function valuesOnMap({ rows, values, kinds, givenAt, table, mapping, regions, means = true }) {
  const shown = values.slice();
  const averaged = new Set();
  for (const row of rows) {
    if (mapping !== 'allen' || !means) continue;
    const within = rowsWithin(row, regions);
    for (const side of SIDES) {
      const lateral = lateralRow(table[row], side);
      if (!Number.isNaN(values[lateral])) continue;
      const mean = meanWithin({ values, kinds, givenAt, within, parent: regions.parent, side });
      if (Number.isNaN(mean)) continue;
      shown[lateral] = mean;
      averaged.add(lateral);
    }
  }
  return { values: shown, averaged };
}

/** From the last row to the first, so that parts come before what holds them. */
function meanWithin({ values, kinds, givenAt, within, parent, side }) {
  const given = new Map();
  const holds = new Uint8Array(within.length);
  for (let row = within.length - 1; row > 0; row--) {
    const lateral = lateralRow(row, side);
    if (within[row] === 0) continue;
    // A mean counts only where nothing is left of what it was made from.
    const counts = !Number.isNaN(values[lateral]) && !(kinds[lateral] === ORIGINS.parts && holds[row]);
    if (counts) {
      const source = kinds[lateral] === ORIGINS.parent ? splitLateralRow(givenAt(lateral)).row : row;
      given.set(source, values[lateral]);
    }
    if (counts || holds[row]) holds[parent[row]] = 1;
  }
  const numbers = [...given.values()];
  return numbers.length === 0 ? NaN : numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
}
