/** Run-length bytes from the server become the label volume. */

import { LabelVolume } from './label_volume.js';

/**
 * Return the volume of region rows without side.
 *
 * @param {Uint8Array} bytes five planes, one after the other: the number of runs of every row (a row runs
 *   along ML; row = ap · DV + dv), then per run the low and the high byte of its length in voxels, then the
 *   low and the high byte of its label
 * @param {{shape: number[], runs: number}} layout shape is [AP, DV, ML] in voxels; runs, how many there are
 * @returns {LabelVolume}
 * @throws {RangeError} when the bytes do not add up to that many rows, runs or voxels
 */
export function decodeLabels(bytes, { shape, runs }) {
  const [ap, dv, ml] = shape;
  const rows = ap * dv;
  if (bytes.length !== rows + 4 * runs) {
    throw new RangeError(`The label volume has ${bytes.length} bytes, not ${rows + 4 * runs}; reload the page.`);
  }
  const plane = (n) => bytes.subarray(rows + n * runs, rows + (n + 1) * runs);
  const firstRun = indexRows(bytes, rows, runs);
  const start = startsOfRuns(firstRun, plane(0), plane(1), ml);
  return new LabelVolume({ shape, firstRun, start, label: joinPlanes(plane(2), plane(3)) });
}

function indexRows(bytes, rows, runs) {
  const firstRun = new Uint32Array(rows + 1);
  for (let row = 0, run = 0; row < rows; row++) firstRun[row + 1] = run += bytes[row];
  if (firstRun[rows] !== runs) throw new RangeError('The label volume is damaged: rows are incomplete.');
  return firstRun;
}

function startsOfRuns(firstRun, low, high, ml) {
  const start = new Uint16Array(low.length);
  const rows = firstRun.length - 1;
  for (let row = 0, run = 0; row < rows; row++) {
    let at = 0;
    for (const end = firstRun[row + 1]; run < end; run++) {
      start[run] = at;
      at += low[run] | (high[run] << 8);
    }
    if (at !== ml) throw new RangeError('The label volume is damaged: a row has the wrong length.');
  }
  return start;
}

/** Return the numbers (uint16) of which these are the low and the high bytes. */
export function joinPlanes(low, high) {
  const joined = new Uint16Array(low.length);
  for (let n = 0; n < joined.length; n++) joined[n] = low[n] | (high[n] << 8);
  return joined;
}
