/** Tables as CSV (RFC 4180) that a spreadsheet opens without running anything. */

/** First characters that make a spreadsheet take a text for a formula. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;

/** Return rows of texts and numbers as CSV with CRLF line ends; null, undefined and NaN are empty cells. */
export function writeCsv(rows) {
  return rows.map((row) => `${row.map(writeCell).join(',')}\r\n`).join('');
}

/**
 * Numbers are written as they are. A text that a spreadsheet would take for a formula gets an apostrophe before it,
 * which spreadsheets show and do not run.
 */
function writeCell(value) {
  if (value === null || value === undefined || Number.isNaN(value)) return '';
  if (typeof value === 'number') return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
