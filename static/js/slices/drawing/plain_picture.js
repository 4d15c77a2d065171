/** A first picture in plain colours, filled run by run: little work also for code that has never run before. */

import { SIDE_ROWS } from '../../core/geometry.js';

/**
 * Fill pixels with the colours of a slice's regions: nearest voxels, no outlines, no patterns.
 *
 * @param {object} runs of the slice: {firstRun, start, label, rows, columns}; see `LabelVolume`
 * @param {object} picture
 * @param {number} picture.width device px
 * @param {number} picture.height device px
 * @param {object} picture.viewport made by `fitViewport`
 * @param {Uint16Array|null} picture.mapping row → row without side
 * @param {Uint32Array} picture.rgba colours by row with side
 * @param {number} picture.split where the right side begins, in device px
 * @param {Uint32Array} pixels width · height of them
 */
export function fillRuns(runs, { width, height, viewport, mapping, rgba, split }, pixels) {
  const { scale, originX, originY } = viewport;
  const column = (edge) => Math.max(0, Math.min(width, Math.ceil((edge - originX) * scale - 0.5)));
  const middle = Math.max(0, Math.min(width, Math.ceil(split - 0.5)));
  let drawn = NaN;
  for (let y = 0, at = 0; y < height; y++, at += width) {
    const row = Math.floor(originY + (y + 0.5) / scale);
    if (row === drawn) pixels.copyWithin(at, at - width, at);
    else if (row >= 0 && row < runs.rows) fillRow(runs, row, { at, width, middle, column, mapping, rgba }, pixels);
    else pixels.fill(0, at, at + width);
    drawn = row;
  }
}

function fillRow({ firstRun, start, label, columns }, row, { at, width, middle, column, mapping, rgba }, pixels) {
  const end = firstRun[row + 1];
  pixels.fill(0, at, at + width);
  for (let run = firstRun[row]; run < end; run++) {
    const region = mapping === null ? label[run] : mapping[label[run]];
    if (region === 0) continue;
    const from = column(start[run]);
    const until = column(run + 1 < end ? start[run + 1] : columns);
    if (from < middle) pixels.fill(rgba[region + SIDE_ROWS], at + from, at + Math.min(until, middle));
    if (until > middle) pixels.fill(rgba[region], at + Math.max(from, middle), at + until);
  }
}
