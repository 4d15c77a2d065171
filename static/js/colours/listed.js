/** What the list of regions shows of a volume or of points: values by region, with a scale and colours of their own. */

import { digitsFor } from '../core/numbers.js';
import { createScale } from '../core/scales.js';
import { rangeOf } from '../core/values.js';
import { valuesByRegion } from '../data/volumes/by_region.js';
import { lookUpValues } from './lookup_table.js';

/**
 * Return {values, scale, table, digits, unit, note}, or null when there is nothing by region (yet).
 *
 * @param {object} options
 * @param {ByRegion|null|undefined} options.byRegion
 * @param {Atlas} options.atlas
 * @param {string} options.mapping the parcellation that is shown
 * @param {object} options.scale of the picture; a mean is coloured by it
 * @param {Uint8Array} options.colormap
 * @param {string|null} options.unit of the feature
 */
export function listByRegion({ byRegion, atlas, mapping, scale, colormap, unit, neutrals }) {
  if (!byRegion) return null;
  const values = valuesByRegion(byRegion, atlas.tables[mapping]);
  const ofPoints = byRegion.what === 'points';
  const range = rangeOf(values);
  const own = ofPoints ? createScale({ kind: 'linear', min: 0, max: range === null ? 1 : range[1] }) : scale;
  return {
    values, scale: own, digits: digitsFor(range), unit: ofPoints ? 'points' : unit,
    table: lookUpValues({ values, scale: own, colormap, ...neutrals }), note: noteOf(byRegion),
  };
}

function noteOf({ what, outside }) {
  if (what === 'mean') return 'Mean of the voxels of each region.';
  if (outside === 0) return 'Number of points in each region.';
  return `Number of points in each region; ${outside.toLocaleString('en')} lie outside the brain.`;
}
