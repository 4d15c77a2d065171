/** The rough picture: nearest voxels with their square outlines, several times faster than the smooth picture. */

import { DISTANCE_STEPS, FAR } from './label_picture.js';

/**
 * Fill `picture` with the nearest voxel's label. A pixel's distance is that to the nearest side of its voxel
 * beyond which another label lies.
 *
 * @param {Slice} slice padded labels
 * @param {{across: AxisPlan, down: AxisPlan}} plans of nearest voxels
 * @param {object} view as `Smoother.prepare` takes it
 * @param {LabelPicture} picture resized to the view
 */
export function drawNearest(slice, { across, down }, view, picture) {
  for (let band = 0; band < down.runs; band++) {
    const first = down.runStart[band];
    const end = down.runStart[band + 1];
    const y = down.runVoxel[band];
    picture.distance.fill(FAR, first * picture.width, end * picture.width);
    if (y < 0 || y >= slice.height) {
      picture.winner.fill(0, first * picture.width, end * picture.width);
      continue;
    }
    fillRow(slice, across, y, picture, first);
    picture.repeatRow(first, end);
    if (y > 0 && y < slice.height - 1) outlineBand(slice, across, { y, first, end }, view, picture);
  }
}

function fillRow({ data, width }, across, y, { winner, width: pixels }, row) {
  let label = 0;
  let from = row * pixels;
  for (let run = 0; run < across.runs; run++) {
    const x = across.runVoxel[run];
    const next = x >= 0 && x < width ? data[y * width + x] : 0;
    if (next === label) continue;
    const until = row * pixels + across.runStart[run];
    winner.fill(label, from, until);
    label = next;
    from = until;
  }
  winner.fill(label, from, (row + 1) * pixels);
}

function outlineBand({ data, width }, across, band, view, picture) {
  for (let run = 0; run < across.runs; run++) {
    const x = across.runVoxel[run];
    if (x < 1 || x >= width - 1) continue;
    const voxel = band.y * width + x;
    const label = data[voxel];
    const bordered = label !== data[voxel - 1] || label !== data[voxel + 1]
      || label !== data[voxel - width] || label !== data[voxel + width];
    if (bordered) outlineVoxel({ data, width, voxel }, across, run, band, view, picture);
  }
}

/** Measure the pixels of one voxel from those of its four sides that are borders. */
function outlineVoxel({ data, width, voxel }, across, run, band, view, picture) {
  const { scale, reach, padding } = view;
  const label = data[voxel];
  const left = (voxel % width - padding - view.originX) * scale;
  const top = (band.y - padding - view.originY) * scale;
  for (let row = band.first; row < band.end; row++) {
    const above = row + 0.5 - top;
    for (let pixel = across.runStart[run]; pixel < across.runStart[run + 1]; pixel++) {
      const before = pixel + 0.5 - left;
      let nearest = reach;
      let beyond = voxel;
      if (data[voxel - 1] !== label && before < nearest) { nearest = before; beyond = voxel - 1; }
      if (data[voxel + 1] !== label && scale - before < nearest) { nearest = scale - before; beyond = voxel + 1; }
      if (data[voxel - width] !== label && above < nearest) { nearest = above; beyond = voxel - width; }
      if (data[voxel + width] !== label && scale - above < nearest) { nearest = scale - above; beyond = voxel + width; }
      if (beyond === voxel) continue;
      const index = row * picture.width + pixel;
      picture.runnerUp[index] = data[beyond];
      picture.distance[index] = Math.min(FAR - 1, Math.max(0, nearest * DISTANCE_STEPS + 0.5));
      picture.edges[picture.edgeCount++] = index;
    }
  }
}
