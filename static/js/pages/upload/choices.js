/** What a person decided about a table: plain objects that never change, as the server's `choices` take them. */

import { sayPlace, splitSheet } from './problems/problems.js';

/** No decision yet. */
export const NO_CHOICES = Object.freeze({});

/** Return choices with `key` decided; undefined, null and empty leave it to the server again. */
export function decide(choices, key, value) {
  const { [key]: former, ...others } = choices;
  if (isEmpty(value)) return former === undefined ? choices : others;
  return { ...others, [key]: value };
}

/** Return choices that read these sheets together; places decided so far are of `sheet`. */
export function readSheets(choices, sheet, sheets) {
  return { ...choices, sheet, sheets };
}

/** Return choices that read one sheet. */
export function readSheet(choices, sheet) {
  return decide(decide(choices, 'sheets', null), 'sheet', sheet);
}

/** Return choices in which these columns of values are changed; an undefined change is taken back. */
export function decideColumns(choices, columns, changes) {
  const features = [...(choices.features ?? [])];
  for (const { column, category = null } of columns) {
    const at = features.findIndex((one) => one.column === column && (one.category ?? null) === category);
    const former = at < 0 ? { column, ...(category === null ? {} : { category }) } : features[at];
    const changed = withoutUndefined({ ...former, ...changes });
    if (at < 0) features.push(changed);
    else features[at] = changed;
  }
  return decide(choices, 'features', features);
}

/** Return choices in which one entry of an object of choices is decided; null takes it back. */
export function decideKey(choices, key, name, value) {
  const others = Object.entries(choices[key] ?? {}).filter(([one]) => one !== name);
  return decide(choices, key, Object.fromEntries(value === null ? others : [...others, [name, value]]));
}

/** Return choices with keys accepted to be regions; `pairs` are [key as in the table, acronym]. */
export function accept(choices, pairs) {
  return decide(choices, 'accepted', { ...choices.accepted, ...Object.fromEntries(pairs) });
}

/** Return choices with what stands in cells instead; `pairs` are ['12:C', text, number or null for nothing]. */
export function correct(choices, pairs) {
  return decide(choices, 'corrections', { ...choices.corrections, ...Object.fromEntries(pairs) });
}

/** Return choices with lines left out: numbers of rows, or letters of columns where regions run along a row. */
export function drop(choices, lines) {
  return decide(choices, 'dropped', [...new Set([...(choices.dropped ?? []), ...lines.map(String)])]);
}

/** Return every single decision about keys, cells and rows, newest last: {kind, key, text}. */
export function listDecisions(choices) {
  return [
    ...Object.entries(choices.accepted ?? {}).map(([key, acronym]) => ({
      kind: 'accepted', key, text: `“${key}” is ${acronym}`,
    })),
    ...Object.entries(choices.composites ?? {}).map(([key, how]) => ({
      kind: 'composites', key, text: `“${key}”: ${how === 'each' ? 'same value for each region' : 'shared by volume'}`,
    })),
    ...Object.entries(choices.repeated_regions ?? {}).map(([key, how]) => ({
      kind: 'repeated_regions', key, text: `Duplicates of ${key}: ${how}`,
    })),
    ...Object.entries(choices.corrections ?? {}).map(([key, cell]) => ({
      kind: 'corrections', key, text: `Cell ${cellName(key)}: ${cell === null ? 'no value' : cell}`,
    })),
    ...(choices.dropped ?? []).map((line) => ({ kind: 'dropped', key: line, text: `${lineName(line)} left out` })),
  ];
}

/** Return choices without one of `listDecisions`. */
export function takeBack(choices, { kind, key }) {
  if (kind === 'dropped') return decide(choices, 'dropped', choices.dropped.filter((line) => line !== key));
  const { [key]: gone, ...kept } = choices[kind];
  return gone === undefined ? choices : decide(choices, kind, kept);
}

/** Return what of the choices holds for another state of the same file: all that hangs on no row. */
export function keepForNextFile({
  accepted, composites, hemisphere, repeated, repeated_regions: byRegion, map_nodes: nodes,
  given_wins: wins,
}) {
  return withoutUndefined({
    accepted, composites, hemisphere, repeated, repeated_regions: byRegion, map_nodes: nodes,
    given_wins: wins,
  });
}

/** Return a cell as it was typed: a number where it is plainly one, null for nothing, else the text. */
export function readTyped(text) {
  const typed = text.trim();
  if (typed === '') return null;
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(typed) && Number.isFinite(Number(typed)) ? Number(typed) : typed;
}

/** Return "12:C" as the spreadsheet writes it: C12. */
export function cellName(place) {
  const { sheet, place: cell } = splitSheet(place);
  const [row, column = ''] = cell.split(':');
  return sheet === '' ? `${column}${row}` : `${column}${row} of ${sheet}`;
}

function lineName(line) {
  const { place } = splitSheet(line);
  return `${/^\d+$/.test(place) ? 'Row' : 'Column'} ${sayPlace(line)}`;
}

function isEmpty(value) {
  if (value === undefined || value === null) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

function withoutUndefined(object) {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
