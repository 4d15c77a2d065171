/** A scatter plot as arithmetic: what its axes span, where a pair lies, what is seen of a line. */

import { linearTicks } from '../scales.js';

/** Part of the range that is left free at each end of an axis. */
const FREE = 0.04;

/**
 * Return {places(value), ticks, min, max} of an axis over some values, from `start` to `end` in px.
 *
 * @param {number[]} values at least one
 * @param {object} options
 * @param {number} options.start px of the lower end
 * @param {number} options.end px of the upper end
 * @param {number} options.count ticks, about
 */
export function layOutAxis(values, { start, end, count }) {
  const [low, high] = values.reduce(([min, max], value) => [Math.min(min, value), Math.max(max, value)],
    [Infinity, -Infinity]);
  // Halved before they are subtracted: the range of ±1e308 has no number.
  const span = high / 2 - low / 2 || Math.abs(low) * 0.05 || 0.5;
  const min = low - span * (2 * FREE);
  const max = high + span * (2 * FREE);
  const place = (value) => start + ((value / 2 - min / 2) / (max / 2 - min / 2)) * (end - start);
  return Object.freeze({
    min, max, place, ticks: linearTicks(min, max, count).filter((tick) => tick >= min && tick <= max),
  });
}

/**
 * Return the part of the line y = slope · x + intercept within the axes as [[x, y], [x, y]], or null where none is.
 *
 * @param {{slope: number, intercept: number}} line
 * @param {{min: number, max: number}} across
 * @param {{min: number, max: number}} up
 */
export function clipLine({ slope, intercept }, across, up) {
  const yOf = (x) => slope * x + intercept;
  const crossings = slope === 0 ? [] : [(up.min - intercept) / slope, (up.max - intercept) / slope];
  const ends = [across.min, across.max, ...crossings]
    .filter((x) => x >= across.min && x <= across.max && isWithin(yOf(x), up)).sort((one, other) => one - other);
  if (ends.length < 2 || ends[0] === ends.at(-1)) return null;
  return [[ends[0], yOf(ends[0])], [ends.at(-1), yOf(ends.at(-1))]];
}

/** A crossing is computed, so it may lie beyond the end it crosses by the noise of arithmetic. */
function isWithin(y, { min, max }) {
  const noise = (max / 2 - min / 2) * 1e-9;
  return y >= min - noise && y <= max + noise;
}

/**
 * Return the place of the point that an arrow key leads to: the next one along an axis.
 *
 * @param {{x: number, y: number}[]} points
 * @param {number} active place among them; -1 for none yet
 * @param {'ArrowLeft'|'ArrowRight'|'ArrowUp'|'ArrowDown'|'Home'|'End'} key
 */
export function nextPoint(points, active, key) {
  const along = key === 'ArrowUp' || key === 'ArrowDown' ? 'y' : 'x';
  const order = points.map((_, place) => place).sort((one, other) => points[one][along] - points[other][along]);
  if (key === 'Home' || active < 0) return order[0] ?? -1;
  if (key === 'End') return order.at(-1) ?? -1;
  const step = key === 'ArrowRight' || key === 'ArrowUp' ? 1 : -1;
  return order[Math.min(order.length - 1, Math.max(0, order.indexOf(active) + step))];
}
