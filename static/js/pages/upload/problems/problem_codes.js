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
  doubtful_key_column: ['The column of regions is doubtful', 'sheet'],
  unknown_choice: ['A choice that this file does not have', 'sheet'],
  too_many: ['Too many features', 'sheet'],
  ipsi_side_needed: ['Ipsi- and contralateral', 'sheet'],
  side_codes_needed: ['Sides written as numbers', 'sheet'],
  column_side_needed: ['Columns that may be of one side', 'column_side'],
  rows_told_apart: ['A column tells rows apart', 'sheet'],
  mixed_percentages: ['Percentages among plain numbers', 'sheet'],
  decimal_unclear: ['Dot or comma?', 'sheet'],
  bad_name: ['Names that a feature cannot have', 'name'],
  bad_text: ['Texts that a feature cannot have', 'sheet'],
  repeated_name: ['Features of the same name', 'name'],
  case_differs: ['Capital letters differ', 'key', true],
  name_folded: ['Spelled slightly differently', 'key', true],
  synonym: ['Other names of regions', 'key', true],
  side_in_key: ['A side written into the key', 'key'],
  misspelled: ['Misspelled', 'key'],
  rounded_id: ['Ids that were rounded or cut', 'key'],
  finer_than_tree: ['Finer than the atlas', 'key'],
  layer_divided: ['Layers that the atlas divides otherwise', 'key'],
  layer_without_area: ['A layer without its area', 'key'],
  composite: ['Several regions in one', 'key'],
  ambiguous: ['Can be read in several ways', 'key'],
  ipsi_contra: ['Ipsi- or contralateral in the key', 'key'],
  side_conflict: ['Key and column name different sides', 'key'],
  name_disagrees: ['Key and name are different regions', 'key'],
  acronym_disagrees: ['Key and acronym are different regions', 'key'],
  id_disagrees: ['Key and id are different regions', 'key'],
  foreign_id: ['Ids of another atlas', 'key'],
  unknown_id: ['Unknown ids', 'key'],
  unknown_region: ['Unknown regions', 'key'],
  total_row: ['Totals and means', 'key'],
  not_a_region: ['Not a region', 'key'],
  accepted_unknown: ['Accepted, but no region', 'key'],
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
