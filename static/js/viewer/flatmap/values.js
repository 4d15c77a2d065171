/** What the Swanson map shows: a region's own value, else the mean of the regions within it. */

import { lateralRow } from '../../core/geometry.js';
import { rowsWithin } from '../region_facts.js';

const SIDES = Object.freeze(['right', 'left']);

/**
 * Return the row of each drawn row in the parcellation that is shown, and the values of those rows. Under Beryl and
 * Cosmos a region has the value of what it is mapped to. Under Allen it has its own; when there is none, the mean of
 * the values given within it, as values rise from children to parents everywhere else.
 *
 * @param {object} options
 * @param {number[]} options.rows drawn, without side
 * @param {Float64Array} options.values by row with side; NaN where missing
 * @param {Uint16Array} options.table row → mapped row
 * @param {string} options.mapping
 * @param {object} options.regions the region table
 * @returns {{values: Float64Array, averaged: Set<number>}} `averaged`: rows with side whose value is such a mean
 */
export function valuesOnMap({ rows, values, table, mapping, regions }) {
  const shown = values.slice();
  const averaged = new Set();
  for (const row of rows) {
    if (mapping !== 'allen') continue;
    const within = rowsWithin(row, regions);
    for (const side of SIDES) {
      const lateral = lateralRow(table[row], side);
      if (!Number.isNaN(values[lateral])) continue;
      const mean = meanWithin(values, within, side);
      if (Number.isNaN(mean)) continue;
      shown[lateral] = mean;
      averaged.add(lateral);
    }
  }
  return { values: shown, averaged };
}

function meanWithin(values, within, side) {
  let sum = 0;
  let count = 0;
  for (let row = 1; row < within.length; row++) {
    const value = within[row] === 1 ? values[lateralRow(row, side)] : NaN;
    if (Number.isNaN(value)) continue;
    sum += value;
    count += 1;
  }
  return count === 0 ? NaN : sum / count;
}
