/** What a scatter plot is drawn of: points, axes with ticks and names, the identity and the fitted line. */

import { formatTicks } from '../../../core/numbers.js';
import { clipLine, layOutAxis } from '../../../core/statistics/scatter_layout.js';
import { draw } from '../../../core/svg.js';

export const WIDTH = 400;
export const HEIGHT = 320;
const LEFT = 52;
const RIGHT = WIDTH - 8;
const TOP = 8;
const BOTTOM = HEIGHT - 40;
const RADIUS = 3.5;
const LONGEST_LABEL = 48;
const IDENTITY = Object.freeze({ slope: 1, intercept: 0 });

/** Return the axes over some points: {across, up}. */
export function layOut(points) {
  return {
    across: layOutAxis(points.map(({ x }) => x), { start: LEFT, end: RIGHT, count: 5 }),
    up: layOutAxis(points.map(({ y }) => y), { start: BOTTOM, end: TOP, count: 5 }),
  };
}

/** Return a circle per point, in their order. */
export function drawPoints(points, { across, up }) {
  return points.map(({ x, y, text }, place) => draw('circle', {
    cx: across.place(x), cy: up.place(y), r: RADIUS, id: `pair-${place}`, 'data-place': place, role: 'option',
    'aria-selected': 'false', 'aria-label': text,
  }));
}

/** Return all that lies under the points. */
export function drawSurroundings({ axes: { across, up }, xLabel, yLabel, line, comparable }) {
  return [
    ...ticksOf(across, (tick) => [
      draw('line', { x1: across.place(tick), x2: across.place(tick), y1: TOP, y2: BOTTOM, class: 'guide' }),
    ], (tick) => ({ x: across.place(tick), y: BOTTOM + 14, 'text-anchor': 'middle' })),
    ...ticksOf(up, (tick) => [
      draw('line', { x1: LEFT, x2: RIGHT, y1: up.place(tick), y2: up.place(tick), class: 'guide' }),
    ], (tick) => ({ x: LEFT - 5, y: up.place(tick) + 4, 'text-anchor': 'end' })),
    draw('path', { d: `M${LEFT} ${TOP}V${BOTTOM}H${RIGHT}`, class: 'axis', fill: 'none' }),
    ...namesOf(xLabel, yLabel),
    ...(comparable ? lineOf(IDENTITY, across, up, 'identity') : []),
    ...(line === null ? [] : lineOf(line, across, up, 'fit')),
  ];
}

function ticksOf({ ticks }, guideOf, placeOf) {
  const texts = formatTicks(ticks);
  return ticks.flatMap((tick, n) => [...guideOf(tick), draw('text', placeOf(tick), texts[n])]);
}

function namesOf(xLabel, yLabel) {
  const middle = (BOTTOM + TOP) / 2;
  return [
    draw('text', { x: (LEFT + RIGHT) / 2, y: HEIGHT - 8, 'text-anchor': 'middle' }, shorten(xLabel)),
    draw('text', { x: 10, y: middle, 'text-anchor': 'middle', transform: `rotate(-90 10 ${middle})` }, shorten(yLabel)),
  ];
}

function lineOf(line, across, up, kind) {
  const part = clipLine(line, across, up);
  if (part === null) return [];
  const [[x1, y1], [x2, y2]] = part;
  return [draw('line', {
    x1: across.place(x1), y1: up.place(y1), x2: across.place(x2), y2: up.place(y2), class: kind,
  })];
}

function shorten(text) {
  const characters = [...text];
  return characters.length > LONGEST_LABEL ? `${characters.slice(0, LONGEST_LABEL - 1).join('')}…` : text;
}
