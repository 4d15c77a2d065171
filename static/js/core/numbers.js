/** Numbers as text for people, with as many digits as the data need; `text/tidy_column.js` writes them for files. */

import { isMissing } from './scales.js';

/** Significant digits that a number is shown with, at least and at most. */
const FEWEST = 4;
const MOST = 9;

/** Sizes within which numbers are written without a power of ten. */
const SMALL = 1e-4;
const LARGE = 1e6;

/**
 * Return the significant digits with which the values of one feature are shown: so many that a ten-thousandth of
 * their range can be seen, four at least and nine at most. 1000.001 and 1000.002 need nine, 0.1 and 0.9 four.
 *
 * @param {[number, number]|null} range [min, max] of the values
 */
export function digitsFor(range) {
  if (range === null || range[0] === range[1]) return FEWEST;
  const widest = Math.max(Math.abs(range[0]), Math.abs(range[1]));
  const extra = Math.floor(Math.log10(widest / (range[1] - range[0])) + 1e-9);
  return Math.min(MOST, FEWEST + Math.max(0, extra));
}

/**
 * Return a number as people read it, without trailing zeros. Whole numbers stay whole: 832650, never 832700. Others
 * have `digits` significant digits, or as many as stand before the point where those are more. Powers of ten are
 * written 1.2e-7 outside 0.0001…999 999 where no digit is lost (no k, M or µ: the unit already says). Missing is an
 * empty string.
 */
export function formatNumber(value, digits = FEWEST) {
  if (isMissing(value)) return '';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '-∞';
  if (value === 0) return '0';
  const rounded = Number(value.toPrecision(digits));
  const size = Math.abs(rounded);
  if (Number.isSafeInteger(value) && (size < LARGE || rounded !== value)) return String(value);
  if (size >= LARGE || size < SMALL) return rounded.toExponential().replace('e+', 'e');
  return String(size < 10 ** digits ? rounded : Math.round(value));
}

/** Return a value with its unit, or the number alone when there is none. */
export function formatValue(value, unit = '', digits = FEWEST) {
  const number = formatNumber(value, digits);
  return number !== '' && unit !== '' && unit !== null ? `${number} ${unit}` : number;
}

/** Return the texts of ticks with as many digits as it takes to tell all of them apart (at most 12). */
export function formatTicks(ticks) {
  for (let digits = 2; digits < 12; digits++) {
    const texts = ticks.map((tick) => formatNumber(tick, digits));
    const exact = ticks.every((tick, n) => Math.abs(Number(texts[n]) - tick) <= 1e-9 * Math.abs(tick));
    if (exact) return texts;
  }
  return ticks.map((tick) => formatNumber(tick, 12));
}
