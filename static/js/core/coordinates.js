/** Positions as text: in millimetres from bregma, and in micrometres of the Allen CCF. */

import { micrometresToIndex, VOXEL_SIZE } from './geometry.js';

/** Axes in the order in which each system names them. */
const BREGMA_ORDER = Object.freeze(['ap', 'ml', 'dv']);
const CCF_ORDER = Object.freeze(['ap', 'dv', 'ml']);

/** Return micrometres as millimetres with two decimals: "−1.20". */
export function millimetreText(micrometres) {
  return (micrometres / 1000).toFixed(2).replace('-', '−').replace(/^−0\.00$/, '0.00');
}

/**
 * Return where micrometres from bregma lie along an axis of the Allen CCF (v3), in whole µm from its anterior, dorsal
 * or left side, as iblatlas counts: the middle of voxel n of 25 µm lies at 25 n.
 */
export function ccfOf(axis, micrometres) {
  return Math.round(VOXEL_SIZE * micrometresToIndex(axis, micrometres)) + 0; // No -0.
}

/** Return "AP −1.20, ML −1.51, DV −3.54 mm" of {ap, ml, dv} in µm from bregma. */
export function bregmaText(place) {
  return `${BREGMA_ORDER.map((axis) => `${axis.toUpperCase()} ${millimetreText(place[axis])}`).join(', ')} mm`;
}

/** Return "CCF AP 6600, DV 3874, ML 4225 µm" of {ap, ml, dv} in µm from bregma. */
export function ccfText(place) {
  return `CCF ${CCF_ORDER.map((axis) => `${axis.toUpperCase()} ${ccfOf(axis, place[axis])}`).join(', ')} µm`;
}

/** Return both for other programs, which know no typographic minus. */
export function positionToCopy(place) {
  return `${bregmaText(place)} from bregma; ${ccfText(place)}`.replaceAll('−', '-');
}
