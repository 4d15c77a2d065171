/** What each code of a problem is called, how it is put right, and whether suggestions may be taken together. */

/**
 * `kind` says what puts it right: `key` names a region, `cell` is a number, `blank` a row without region,
 * `side` needs left or right, `column_side` too, `repeat` a way to join values, `name` another name of a feature,
 * `sheet` a choice about the whole. `together` allows accepting all at once: case, folding and
 * known synonyms only, never a guess.
 */
const CODES = Object.freeze({
  no_regions: ['No regions found', 'sheet'],
  no_values: ['No values found', 'sheet'],
  doubtful_key_column: ['Is this the region column?', 'sheet'],
  unknown_choice: ['A choice that does not fit this file', 'sheet'],
  too_many: ['Too many features', 'sheet'],
  ipsi_side_needed: ['Ipsi- and contralateral', 'sheet'],
  side_codes_needed: ['Sides written as numbers', 'sheet'],
  column_side_needed: ['Columns that may have one side', 'column_side'],
  rows_told_apart: ['Several rows per region', 'sheet'],
  mixed_percentages: ['Percentages among plain numbers', 'sheet'],
  decimal_unclear: ['Decimal point or comma?', 'sheet'],
  bad_name: ['Invalid feature names', 'name'],
  bad_text: ['Invalid unit or description', 'sheet'],
  repeated_name: ['Duplicate feature names', 'name'],
  case_differs: ['Capitalisation differs', 'key', true],
  name_folded: ['Spelled slightly differently', 'key', true],
  synonym: ['Other names of regions', 'key', true],
  side_in_key: ['Side in the key', 'key'],
  misspelled: ['Misspelled', 'key'],
  rounded_id: ['Rounded or truncated ids', 'key'],
  finer_than_tree: ['Finer than the atlas', 'key'],
  layer_divided: ['Layers divided differently in the atlas', 'key'],
  layer_without_area: ['Layer without an area', 'key'],
  composite: ['Several regions in one key key key key key key key key key key key key key key', 'key'],
  ambiguous: ['Ambiguous', 'key'],
  ipsi_contra: ['Ipsi- or contralateral in the key', 'key'],
  side_conflict: ['Key and column give different sides', 'key'],
  name_disagrees: ['Key and name are different regions', 'key'],
  acronym_disagrees: ['Key and acronym are different regions', 'key'],
  id_disagrees: ['Key and id are different regions', 'key'],
  foreign_id: ['Ids of another atlas', 'key'],
  unknown_id: ['Unknown ids', 'key'],
  unknown_region: ['Unknown regions', 'key'],
  total_row: ['Totals and means', 'key'],
  not_a_region: ['Not a region', 'key'],
  accepted_unknown: ['Accepted, but not a region', 'key'],
  blank: ['No region', 'blank'],
  blank_region: ['Values without a region', 'blank'],
  side_missing: ['No side', 'side'],
  repeated_region: ['Duplicate regions', 'repeat'],
  not_a_number: ['Not a number', 'cell'],
  not_finite: ['Too large to be a number', 'cell'],
  date: ['Dates', 'cell'],
  formula_error: ['Failed formulas', 'cell'],
  formula_without_result: ['Formulas without a result', 'cell'],
});

/** Return {title, kind, together} of a code; one that is not known here is put right by its suggestions or cell. */
export function describeCode(code, { suggestions = [], column = null } = {}) {
  const [title, kind, together = false] = CODES[code] ?? [sayCode(code), otherKind(suggestions, column)];
  return { title, kind, together };
}

/** Return the codes in the order in which groups are shown. */
export function orderOf(code) {
  const place = Object.keys(CODES).indexOf(code);
  return place < 0 ? Object.keys(CODES).length : place;
}

function sayCode(code) {
  const words = code.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function otherKind(suggestions, column) {
  if (suggestions.length > 0) return 'key';
  return column === null ? 'sheet' : 'cell';
}
