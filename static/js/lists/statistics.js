/** The selected regions' values as dots over the distribution of all regions, and the same as a table. */

import { unpackColour } from '../core/colour.js';
import { make } from '../core/dom.js';
import { MAPPING_TEXTS } from '../core/mappings.js';
import { countValues } from '../core/statistics/histogram.js';
import { formatNumber, formatTicks } from '../core/numbers.js';
import { draw } from '../core/svg.js';
import { createColourAxis } from '../colours/colour_axis.js';
import { ORIGINS } from '../data/origin_kinds.js';
import { readDistribution } from './region_distribution.js';
import { shareUpTo, sortKnown, summarise } from './selection_statistics.js';
import { tableOf } from './value_table.js';

const WIDTH = 320;
const LEFT = 72;
const RIGHT = 12;
const TALL = 64;
const ROW = 18;
const FOOT = 22;
const BINS = 40;

const WITHIN = 'Bars on a region’s line: the distribution of measurements within it, as stored with the feature.';

/**
 * Create the statistics; `open()` shows them in `drawer`, `update()` after what is shown changed.
 *
 * @param {object} options
 * @param {() => {picture: object|null, origins: Origins}} options.getView
 * @param {(lateral: number|null) => void} options.onPoint
 * @param {(lateral: number) => void} options.onOpen
 */
export function createStatistics({ drawer, store, atlas, getView, onPoint, onOpen }) {
  function open() {
    drawer.open({ kind: 'statistics', title: 'Statistics of the selection', content: content() });
  }

  function content() {
    const { picture, origins, feature } = getView();
    const holder = make('div', { class: 'statistics', dataset: { testid: 'statistics' } });
    const axis = picture === null || picture.kind !== 'regions' ? null : createColourAxis(picture);
    if (axis === null) {
      holder.append(note('Choose a feature with one value per region to see the distribution.'));
      return holder;
    }
    const rows = selectedRows(picture);
    const distributionOf = (row) =>
      readDistribution(feature, picture.mapping, picture.statistic, picture.sourceOf(row));
    holder.append(plot({ picture, axis, rows, atlas, distributionOf, onPoint, onOpen }));
    holder.append(note(rows.length === 0 ? 'Select regions to see them as dots.' : sayWhatIsIncluded(picture.mapping)));
    if (rows.some((row) => distributionOf(row).length > 0)) holder.append(note(WITHIN));
    holder.append(table({ picture, origins, rows, atlas }));
    return holder;
  }

  /** For each selected region and side, the values within it that count; where none does, the region itself. */
  function selectedRows(picture) {
    const { mapping } = picture;
    const rows = new Set();
    for (const { acronym, side } of store.get('selected')) {
      for (const one of side === 'both' ? ['left', 'right'] : [side]) {
        const within = [...atlas.rowsOf([{ acronym, side: one }], mapping)];
        const counted = within.filter((row) => picture.countedRows.has(picture.sourceOf(row)));
        for (const row of counted.length > 0 ? counted : within.slice(0, 1)) rows.add(row);
      }
    }
    return [...rows];
  }

  return { open, update: () => drawer.replace('statistics', content()) };
}

/** The picture: the distribution as grey bars, under it one line and dot per selected region. */
function plot({ picture, axis, rows, atlas, distributionOf, onPoint, onOpen }) {
  const height = TALL + FOOT + rows.length * ROW;
  const x = (value) => LEFT + axis.place(value) * (WIDTH - LEFT - RIGHT);
  const texts = rows.map((row) =>
    `${nameOf(atlas, row)} ${formatNumber(picture.values[row], picture.digits) || 'no value'}`);
  const svg = draw('svg', { viewBox: `0 0 ${WIDTH} ${height}`, role: 'img', class: 'plot',
    'aria-label': `Distribution of all regions${rows.length > 0 ? ` with ${texts.join(', ')}` : ''}` });
  const { counts, largest } = countValues(picture.counted, axis.scale, { bins: BINS });
  const wide = (WIDTH - LEFT - RIGHT) / BINS;
  counts.forEach((count, n) => {
    const tall = Math.sqrt(count / largest) * TALL;
    svg.append(draw('rect', { x: LEFT + n * wide, y: TALL - tall, width: wide - 0.5, height: tall, class: 'all' }));
  });
  svg.append(draw('line', { x1: LEFT, x2: WIDTH - RIGHT, y1: TALL, y2: TALL, class: 'axis' }));
  appendTicks(svg, axis, x, picture.unit);
  rows.forEach((row, n) => {
    const y = TALL + FOOT + (n + 0.5) * ROW;
    svg.append(...drawDistribution(distributionOf(row), { x, y }));
    svg.append(...dotOf({ row, y, x, picture, atlas, onPoint, onOpen }));
  });
  return svg;
}

function appendTicks(svg, axis, x, unit) {
  const ticks = axis.scale.ticks(4);
  const texts = formatTicks(ticks);
  ticks.forEach((tick, n) => svg.append(
    draw('line', { x1: x(tick), x2: x(tick), y1: TALL, y2: TALL + 4, class: 'axis' }),
    draw('text', { x: x(tick), y: TALL + 15, 'text-anchor': 'middle' }, texts[n]),
  ));
  if (unit) svg.append(draw('text', { x: LEFT - 6, y: TALL + 15, 'text-anchor': 'end' }, shorten(unit, 10)));
}

/** The measurements within a region, as bars on its line. */
function drawDistribution(bins, { x, y }) {
  return bins.map(({ from, to, share }) => draw('rect', {
    class: 'all', x: x(from), y: y - share * (ROW / 2 - 1), width: Math.max(0, x(to) - x(from)),
    height: share * (ROW - 2),
  }));
}

function dotOf({ row, y, x, picture, atlas, onPoint, onOpen }) {
  const value = picture.values[row];
  const label = draw('text', { x: LEFT - 8, y: y + 4, 'text-anchor': 'end' }, shorten(nameOf(atlas, row), 11));
  const line = draw('line', { x1: LEFT, x2: WIDTH - RIGHT, y1: y, y2: y, class: 'guide' });
  const parts = [line, label];
  if (Number.isNaN(value)) parts.push(draw('text', { x: LEFT + 4, y: y + 4, class: 'faint' }, 'no value'));
  else {
    const dot = draw('circle', { cx: x(value), cy: y, r: 5, class: 'dot', 'data-region': atlas.describe(row).acronym });
    const [red, green, blue] = unpackColour(picture.table.rgba[row]);
    dot.style.fill = `rgb(${red} ${green} ${blue})`;
    parts.push(dot);
  }
  for (const part of parts) {
    part.addEventListener('pointerenter', () => onPoint(row));
    part.addEventListener('pointerleave', () => onPoint(null));
    part.addEventListener('click', () => onOpen(row));
  }
  return parts;
}

/** The same in numbers. */
function table({ picture, origins, rows, atlas }) {
  const sorted = sortKnown(picture.counted);
  const all = summarise(picture.counted);
  const chosen = summarise([...countedOnce(rows, picture, origins)].map((row) => picture.values[row]));
  const share = (value) => (Number.isNaN(value) ? '' : `${Math.round(shareUpTo(sorted, value) * 100)} %`);
  const lines = rows.map((row) => {
    const value = picture.values[row];
    return [nameOf(atlas, row), formatNumber(value, picture.digits) || 'no value', share(value)];
  });
  const head = ['Region', picture.unit ? `Value, ${picture.unit}` : 'Value', 'Percentile'];
  const ends = [['All regions', all], ['Selected', chosen]].map(([name, { count, mean, sd, median, min, max }]) =>
    [name, String(count), ...[mean, sd, median, min, max].map((number) => formatNumber(number, picture.digits))]);
  return make('div', {},
    ...(rows.length > 0 ? [tableOf('Selected regions', head, lines)] : []),
    tableOf('Summary', ['', 'n', 'Mean', 'SD', 'Median', 'Min', 'Max'], ends));
}

/** The rows that the selected values come from: a mirrored or inherited value counts where it was given. */
function countedOnce(rows, { sourceOf }, { kinds, sources }) {
  return new Set(rows.map(sourceOf).map((row) => (kinds[row] === ORIGINS.parent ? sources[row] : row)));
}

/** Say which rows a selected region includes. */
function sayWhatIsIncluded(mapping) {
  return mapping === 'allen'
    ? 'Subregions are included: a selected region stands for every given value within it.'
    : `Subregions are included: each ${MAPPING_TEXTS[mapping]} region has one value for all it contains.`;
}

function note(text) {
  return make('p', { class: 'note', text });
}

function nameOf(atlas, row) {
  const { acronym, side } = atlas.describe(row);
  return `${acronym} ${side === 'left' ? 'L' : 'R'}`;
}

function shorten(text, longest) {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
