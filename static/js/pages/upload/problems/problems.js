/** Problems of a table, grouped by kind; in a group, all rows with the same key are one entry. */

import { describeCode, orderOf } from './problem_codes.js';

/**
 * Return the groups: {code, title, kind, together, count, entries}, each entry
 * {id, value, message, suggestions, places: [{row, column, line, sheet}]}.
 *
 * A key is one entry with all its rows; cells are entries of their own, because each may hold another number.
 *
 * @param {object[]} problems as the server answers
 * @param {'rows'|'columns'} orientation whether a line of the table is a row or a column of the sheet
 */
export function groupProblems(problems, orientation = 'rows') {
  const groups = new Map();
  for (const problem of problems) {
    const { code } = problem;
    if (!groups.has(code)) groups.set(code, { ...describeCode(code, problem), code, count: 0, entries: new Map() });
    addTo(groups.get(code), problem, orientation);
  }
  return [...groups.values()]
    .sort((one, other) => orderOf(one.code) - orderOf(other.code))
    .map((group) => ({ ...group, entries: [...group.entries.values()] }));
}

function addTo(group, problem, orientation) {
  const { row, column, value, message, suggestions, parts = [], may_drop: mayDrop = true,
    sheet = '' } = problem;
  const number = orientation === 'rows' ? row : column;
  const line = number === null ? null : inSheet(sheet, number);
  const id = group.kind === 'key' ? `${group.code}:${value}`
    : `${group.code}:${inSheet(sheet, row)}:${column}:${group.count}`;
  const entry = group.entries.get(id) ?? { id, value, message, suggestions, parts, mayDrop, places: [] };
  entry.places.push({ row, column, line, sheet });
  group.entries.set(id, entry);
  group.count += 1;
}

/** Return the entries of a group that may be accepted together: those with one suggestion, if its code allows. */
export function certainEntries({ together, entries }) {
  if (!together) return [];
  return entries.filter(({ suggestions }) => new Set(suggestions.map(({ acronym }) => acronym)).size === 1);
}

/** Return a place as choices name it: "mouse 1!12" where several sheets are read, else "12". */
export function inSheet(sheet, place) {
  return sheet === '' ? String(place) : `${sheet}!${place}`;
}

/** Return {sheet, place} of a place as choices name it; without a sheet that is ''. */
export function splitSheet(text) {
  const end = text.lastIndexOf('!');
  return { sheet: text.slice(0, Math.max(0, end)), place: text.slice(end + 1) };
}

/** Return "12:C" for each place of an entry that has a cell. */
export function cellsOf(entry) {
  return entry.places.filter(({ row, column }) => row !== null && column !== null)
    .map(({ row, column, sheet }) => inSheet(sheet, `${row}:${column}`));
}

/** Return the lines of an entry, each once. */
export function linesOf(entry) {
  return [...new Set(entry.places.map(({ line }) => line).filter((line) => line !== null).map(String))];
}

/** Return "row 5", "rows 5, 9 and 12" or "rows 5, 9, 12 and 18 more". */
export function sayLines(lines, orientation = 'rows', most = 6) {
  const what = orientation === 'rows' ? 'row' : 'column';
  lines = lines.map(sayPlace);
  if (lines.length === 1) return `${what} ${lines[0]}`;
  const shown = lines.length > most ? lines.slice(0, most) : lines.slice(0, -1);
  const last = lines.length > most ? `${lines.length - most} more` : lines.at(-1);
  return `${what}s ${shown.join(', ')} and ${last}`;
}

/** Return "12 of mouse 1" for "mouse 1!12", and "12" for "12". */
export function sayPlace(text) {
  const { sheet, place } = splitSheet(text);
  return sheet === '' ? place : `${place} of ${sheet}`;
}

/** Return how often each text stands in cells of a group, those that stand several times, most often first. */
export function countValues(group) {
  const counts = new Map();
  for (const { value } of group.entries) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].filter(([, count]) => count > 1).sort((one, other) => other[1] - one[1]);
}
