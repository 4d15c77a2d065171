/** Which regions the 3-D view hides: tracts and ventricles until asked for, and what is missing on a side. */

import { LATERAL_ROWS, lateralRow, splitLateralRow } from '../../core/geometry.js';
import { rowsWithin } from '../../data/rows_within.js';

const ROOT_ROW = 1;

/**
 * Return by row whether it is what remains of a region between its parts; whether it belongs to the fibre tracts or the
 * ventricles, tissue without a region to the tracts; and by row with side, whether there is none of it there: the
 * left half is drawn as the right one in a mirror.
 */
export function kindsOf(regions) {
  const within = (acronym) => rowsWithin(regions.acronym.indexOf(acronym), regions);
  const tracts = within('fiber tracts');
  tracts[ROOT_ROW] = 1;
  const absent = new Uint8Array(LATERAL_ROWS);
  regions.voxels_left.forEach((count, row) => { absent[lateralRow(row, 'left')] = Number(count === 0); });
  const remains = Uint8Array.from(regions.node_and_leaf, Number);
  return { remains, tracts, ventricles: within('VS'), absent };
}

/** Return by row with side 1 for what is not to be seen. */
export function hiddenRows({ tracts, ventricles, absent }, store) {
  const showTracts = store.get('tracts');
  const showVentricles = store.get('ventricles');
  return absent.map((isAbsent, lateral) => {
    const { row } = splitLateralRow(lateral);
    return Number(isAbsent === 1 || (tracts[row] === 1 && !showTracts) || (ventricles[row] === 1 && !showVentricles));
  });
}
