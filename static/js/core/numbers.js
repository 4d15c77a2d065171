/** Numbers as text: for people, with as many digits as the data need; for files, without the noise of arithmetic. */

import { isMissing } from './scales.js';

/** Significant digits that a number is shown with, at least and at most. */
const FEWEST = 4;
const MOST = 9;

/** Sizes within which numbers are written without a power of ten. */
const SMALL = 1e-4;
const LARGE = 1e6;

/** Decimal digits that a number of 64 bits always keeps, and from how many on its shortest text may hold noise. */
const SURE_DIGITS = 15;

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

/**
 * Return numbers as a file holds them, for `String` to write: without the noise of arithmetic, with every digit of
 * the data. null, undefined and NaN stay what they are.
 *
 * - A column that was stored with 32 bits (all its values are such numbers, and one of them is 0.10000000149011612 or
 *   the like) gets the shortest text that is the same number with 32 bits: 0.1.
 * - Any other number keeps 15 significant digits, all that 64 bits are sure to hold: 0.4861093750000001 is 0.486109375.
 *   It changes by less than 5e-15 of itself; means of regions are right to 1e-12.
 * - Whole numbers stay as they are.
 *
 * @param {Array<number|null|undefined>} column the values of one statistic
 */
export function tidyColumn(column) {
  const parts = column.filter((value) => Number.isFinite(value) && !Number.isInteger(value));
  const single = parts.every((value) => Math.fround(value) === value) && parts.some(isLong);
  return column.map((value) => {
    if (!Number.isFinite(value) || Number.isInteger(value)) return value;
    return single && isLong(value) ? shortestSingle(value) : Number(value.toPrecision(SURE_DIGITS));
  });
}

function isLong(value) {
  return Number(value.toPrecision(SURE_DIGITS)) !== value;
}

/** Nine digits are enough for any number of 32 bits. */
function shortestSingle(value) {
  for (let digits = 6; digits < 9; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return Number(text);
  }
  return Number(value.toPrecision(9));
}
