/** The order of the bar list: by value, name or place in the ontology, in groups on request. */

export const SORTS = Object.freeze(['value', 'name', 'anatomy']);

/**
 * Return the entries of the list in order: {row} for a region, {group, count} for the heading of a group.
 *
 * @param {object} options
 * @param {ArrayLike<number>} options.values by row with side; NaN where missing, which is left out
 * @param {'value'|'name'|'anatomy'} options.sort
 * @param {boolean} options.reversed lowest value, last name or last place first
 * @param {boolean} options.grouped
 * @param {(lateral: number) => {row: number, side: string, acronym: string}} options.describe
 * @param {(row: number) => {place: number, name: string}} options.groupOf the group of a row without side
 */
export function orderBars({ values, sort, reversed, grouped, describe, groupOf }) {
  const known = [];
  for (let lateral = 1; lateral < values.length; lateral++) {
    if (!Number.isNaN(values[lateral])) known.push({ lateral, value: values[lateral], ...describe(lateral) });
  }
  const direction = reversed ? -1 : 1;
  known.sort((one, other) => direction * COMPARE[sort](one, other) || byAnatomy(one, other));
  return grouped ? group(known, groupOf) : known.map(({ lateral }) => ({ row: lateral }));
}

const byAnatomy = (one, other) => one.row - other.row || one.side.localeCompare(other.side);

const COMPARE = Object.freeze({
  value: (one, other) => other.value - one.value,
  name: (one, other) => NAMES.compare(one.acronym, other.acronym),
  anatomy: (one, other) => one.row - other.row,
});

const NAMES = new Intl.Collator('en', { numeric: true });

function group(known, groupOf) {
  const groups = new Map();
  for (const { lateral, row } of known) {
    const { place, name } = groupOf(row);
    if (!groups.has(place)) groups.set(place, { name, rows: [] });
    groups.get(place).rows.push(lateral);
  }
  return [...groups].sort(([one], [other]) => one - other).flatMap(([, { name, rows }]) => [
    { group: name, count: rows.length }, ...rows.map((row) => ({ row })),
  ]);
}

/**
 * Return a function from a row without side to its group: its Cosmos region, or for what Cosmos leaves out the
 * highest part of the brain that holds it.
 */
export function createGrouping({ regions, tables }) {
  return (row) => {
    const cosmos = tables.cosmos[row];
    const place = cosmos > 1 ? cosmos : highestAncestor(row, regions);
    return { place, name: regions.name[place] };
  };
}

function highestAncestor(row, { parent, level }) {
  let place = row;
  while (level[place] > 1 && parent[place] > 0) place = parent[place];
  return place;
}

/**
 * Return {start, end} of a bar, 0…1: from zero where the range holds it, else from the end nearest to it. A range of
 * one value has no ends: its bars start on the left, so that they show their colour.
 */
export function barExtent(value, scale) {
  const single = scale.min === scale.max && scale.min !== 0;
  const origin = single ? 0 : scale.normalise(Math.min(scale.max, Math.max(scale.min, 0)));
  const tip = scale.normalise(value);
  return { start: Math.min(origin, tip), end: Math.max(origin, tip) };
}
