/**
 * Times the drawing core on the built atlas: node benchmarks/viewer/bench_drawing.mjs [manifest.json]
 *
 * The limit of each step is copying as many bytes as it writes, measured in the same run; the ratio says how
 * far above it a step is.
 */

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { decodeLabels } from '../../static/js/data/label_decoding.js';
import { mapSlice } from '../../static/js/data/label_volume.js';
import { placeNames } from '../../static/js/slices/names/name_places.js';
import { lineReach } from '../../static/js/slices/drawing/line_style.js';
import { lookUpRegions } from '../../static/js/colours/lookup_table.js';
import { PATTERNS } from '../../static/js/slices/drawing/patterns.js';
import { SlicePicture, WHOLE } from '../../static/js/slices/drawing/slice_picture.js';
import { Painter } from '../../static/js/slices/painter.js';
import { parseColour } from '../../static/js/core/colour.js';
import { Smoother } from '../../static/js/slices/smoother.js';

const REPEATS = 41;
const INDICES = { coronal: 264, sagittal: 170, horizontal: 160 };
const SIZES = [{ width: 560, height: 400, ratio: 1 }, { width: 1120, height: 800, ratio: 2 }];
const DEFAULT_MANIFEST = fileURLToPath(new URL('../../var/atlas/manifest.json', import.meta.url));

/** Return the median milliseconds of a call, after warming up. */
function time(call) {
  for (let n = 0; n < 8; n++) call(n);
  const times = Array.from({ length: REPEATS }, (_, n) => {
    const started = performance.now();
    call(n);
    return performance.now() - started;
  });
  return times.sort((a, b) => a - b)[REPEATS >> 1];
}

/** Return the median milliseconds of copying `bytes` bytes. */
function timeCopy(bytes) {
  const from = new Uint8Array(bytes).fill(7);
  const to = new Uint8Array(bytes);
  return time(() => to.set(from));
}

function report(step, milliseconds, bytes) {
  const limit = timeCopy(bytes);
  const cells = [milliseconds.toFixed(2), limit.toFixed(3), (milliseconds / limit).toFixed(0)];
  console.log(`${step.padEnd(44)} ${cells.map((cell) => cell.padStart(9)).join(' ')}`);
}

function benchPlane(plane, volume, table, acronyms) {
  const identity = Uint16Array.from(acronyms, (_, row) => row);
  const slice = volume.slice(plane, INDICES[plane]);
  const target = { ...slice, data: new Uint16Array(slice.data.length) };
  report(`${plane}: cut`, time((n) => volume.slice(plane, INDICES[plane] + (n % 5), slice)), slice.data.byteLength);
  report(`${plane}: map labels`, time(() => mapSlice(slice, identity, target)), slice.data.byteLength);
  volume.slice(plane, INDICES[plane], slice);
  for (const size of SIZES) benchSize({ plane, volume, slice, table, acronyms }, size);
}

function benchSize({ plane, volume, slice, table, acronyms }, { width, height, ratio }) {
  const picture = new SlicePicture(plane);
  picture.setVolume(volume);
  const viewport = picture.viewportOf({ width, height, view: WHOLE });
  const smoother = new Smoother();
  smoother.prepare({ width, height, ...viewport, reach: lineReach(ratio) });
  const painter = new Painter();
  painter.setTable(table);
  painter.setLines({ ratio });
  const pixels = new Uint32Array(width * height);
  const labelled = width * height * 5; // winner and runner-up of two bytes, distance of one
  const name = (step) => `${plane}: ${step} at ${width} × ${height} device px`;
  report(name('rough'), time(() => smoother.rough(slice)), labelled);
  report(name('smooth'), time(() => smoother.smooth(slice)), labelled);
  const paint = () => painter.paint(smoother.picture, pixels, width / 2);
  report(name('paint'), time(paint), pixels.byteLength);
  painter.setTable({ ...table, pattern: table.pattern.map(() => PATTERNS.parent) });
  report(name('paint, all dotted'), time(paint), pixels.byteLength);
  const names = { labels: smoother.picture, ratio, split: width / 2, acronyms, measure: (text) => text.length * 7 };
  report(name('places of names'), time(() => placeNames(names)), labelled);
}

function main() {
  const path = process.argv[2] ?? DEFAULT_MANIFEST;
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  const read = (asset) => readFileSync(join(dirname(path), manifest.assets[asset].file));
  const bytes = new Uint8Array(read('labels'));
  const layout = { shape: manifest.shape, runs: manifest.assets.labels.runs };
  const regions = JSON.parse(read('regions').toString('utf8'));
  const volume = decodeLabels(bytes, layout);
  const table = lookUpRegions(regions.colour.map(parseColour));
  console.log(`${'step'.padEnd(44)} ${['ms', 'limit ms', 'ratio'].map((cell) => cell.padStart(9)).join(' ')}`);
  report('decode the label volume', time(() => decodeLabels(bytes, layout)), bytes.length);
  for (const plane of Object.keys(INDICES)) benchPlane(plane, volume, table, regions.acronym);
}

main();
