/** Numbers as files hold them: every digit of the data, without the noise of arithmetic. */

/** Decimal digits that a number of 64 bits always keeps, and from how many on its shortest text may hold noise. */
const SURE_DIGITS = 15;

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
