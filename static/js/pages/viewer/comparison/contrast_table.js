/** The regions of a comparison as a table, those that differ most first; a row is chosen like a point of the plot. */

import { make } from '../../../core/dom.js';
import { formatNumber } from '../../../core/numbers.js';

/** Rows before the others are asked for. */
const FIRST = 25;

const SORTS = Object.freeze({
  difference: { text: 'Largest difference', keyOf: ({ difference }) => -Math.abs(difference) },
  rank: { text: 'Largest rank change', keyOf: ({ rankChange }) => -Math.abs(rankChange) },
  z: { text: 'Largest z-difference', keyOf: ({ z }) => -Math.abs(z) },
  anatomy: { text: 'Anatomy', keyOf: ({ row }) => row },
});

/**
 * Return the lines of a comparison in order; what a line lacks puts it last.
 *
 * @param {object} regions of the comparison, by column
 * @param {'difference'|'rank'|'z'|'anatomy'} sort
 */
export function sortLines(regions, sort) {
  const { keyOf } = SORTS[sort];
  const lines = regions.row.map((row, n) => ({
    row, region: regions.region[n], side: regions.side[n], value: regions.value[n], other: regions.with_value[n],
    difference: regions.difference[n], rankChange: regions.rank_change[n], z: regions.z_difference[n],
  }));
  const missing = { difference: 'difference', z: 'z' }[sort];
  const isLast = (line) => Number(missing !== undefined && line[missing] === null);
  return lines.sort((one, other) => isLast(one) - isLast(other) || keyOf(one) - keyOf(other) || one.row - other.row);
}

/**
 * Create the table: `show(regions, [name, other name])`, `mark({hovered, selected})` by rows.
 *
 * @param {object} options
 * @param {(row: number|null, box: DOMRect|null) => void} options.onPoint
 * @param {(row: number, add: boolean) => void} options.onChoose
 */
export function createContrastTable({ onPoint, onChoose, signal }) {
  const sort = make('select', { dataset: { testid: 'comparison-sort' } },
    ...Object.entries(SORTS).map(([value, { text }]) => make('option', { value, text })));
  const table = make('table', { class: 'values', dataset: { testid: 'comparison-table' } });
  const more = make('button', { type: 'button', class: 'quiet small', dataset: { testid: 'comparison-more' } });
  const element = make('div', { class: 'stack' }, make('label', { class: 'row' }, 'Sort ', sort), table, more);
  let regions = null;
  let names = ['', ''];
  let all = false;
  let rows = new Map();
  let marked = { hovered: new Set(), selected: new Set() };

  sort.addEventListener('change', redraw, { signal });
  more.addEventListener('click', () => {
    all = true;
    redraw();
  }, { signal });
  const rowAt = (event) => Number(event.target.closest('tr[data-row]')?.dataset.row ?? NaN);
  for (const type of ['pointerover', 'focusin']) {
    table.addEventListener(type, (event) => {
      const row = rowAt(event);
      if (!Number.isNaN(row)) onPoint(row, rows.get(row).getBoundingClientRect());
    }, { signal });
  }
  for (const type of ['pointerleave', 'focusout']) table.addEventListener(type, () => onPoint(null, null), { signal });
  table.addEventListener('click', (event) => {
    const row = rowAt(event);
    if (!Number.isNaN(row)) onChoose(row, event.ctrlKey || event.metaKey || event.shiftKey);
  }, { signal });

  function show(shown, [one, other]) {
    regions = shown;
    names = [one, other];
    all = false;
    redraw();
  }

  function redraw() {
    const lines = sortLines(regions, sort.value);
    const listed = all ? lines : lines.slice(0, FIRST);
    const cell = (value) => make('td', { text: formatNumber(value) || '–' });
    rows = new Map(listed.map(({ row, region, side, value, other, difference, rankChange }) => [row, make('tr', {
      dataset: { row, region },
    }, make('th', { scope: 'row' }, make('button', { type: 'button', class: 'link', text: nameOf(region, side) })),
    ...[value, other, difference, rankChange].map(cell))]));
    const head = ['Region', ...names, 'Difference', 'Rank change'];
    table.replaceChildren(make('thead', {}, make('tr', {}, ...head.map((text) => make('th', { scope: 'col', text })))),
      make('tbody', {}, ...rows.values()));
    more.hidden = listed.length === lines.length;
    more.textContent = `Show all ${lines.length} regions`;
    mark(marked);
  }

  function mark({ hovered, selected }) {
    marked = { hovered, selected };
    for (const [row, line] of rows) {
      line.toggleAttribute('data-hovered', hovered.has(row));
      line.toggleAttribute('data-selected', selected.has(row));
    }
  }

  return Object.freeze({ element, show, mark });
}

/** Return what a region is called beside its numbers; left against right has no side. */
export function nameOf(region, side) {
  return side === null ? region : `${region} ${side === 'left' ? 'L' : 'R'}`;
}
