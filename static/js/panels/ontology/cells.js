/** What changes on the treemap's cells, labels and marks; only what became another is written, which is what costs. */

import { formatValue } from '../../core/numbers.js';
import { ORIGINS } from '../../data/origin_kinds.js';
import { describeOrigin, isInferred } from '../../data/origins.js';

/**
 * Return {recolour, name} for what was noted of a map that was drawn. `recolour(scene, isDark)` is for the eye and
 * belongs to the frame; `name(scene)` is for those who cannot see, and may come after it.
 *
 * @param {object} map {cells: Map lateral → rect, labels: [{text, lateral}], marks: [{mark, lateral}]}
 * @param {Atlas} atlas
 */
export function bindCells({ cells, labels, marks }, atlas) {
  const dark = new Map();
  const kindBefore = new Map();
  const named = new Map();

  function recolour({ picture, origins }, isDark) {
    for (const { text, lateral } of labels) shade(text, isDark(lateral));
    for (const { mark, lateral } of marks) {
      shade(mark, isDark(lateral));
      const kind = origins.kinds[picture?.sourceOf(lateral) ?? lateral];
      const inferred = isInferred(kind);
      if (kind === kindBefore.get(mark)) continue;
      kindBefore.set(mark, kind);
      mark.classList.toggle('inferred', inferred);
      mark.classList.toggle('from-parts', kind === ORIGINS.parts);
      if (inferred) cells.get(lateral).dataset.inferred = 'true';
      else delete cells.get(lateral).dataset.inferred;
    }
  }

  function shade(element, isDark) {
    if (isDark === dark.get(element)) return;
    dark.set(element, isDark);
    element.classList.toggle('on-dark', isDark);
  }

  function name({ picture, origins, selected }) {
    for (const [lateral, cell] of cells) {
      const { name: full, side, acronym } = atlas.describe(lateral);
      const value = picture?.kind === 'regions' ? valueText(lateral, picture) : '';
      const origin = describeOrigin(origins, picture?.sourceOf(lateral) ?? lateral, atlas.regions.acronym);
      const label = [`${acronym}, ${full}, ${side}`, value, origin].filter(Boolean).join('; ');
      const isSelected = selected.has(lateral);
      const before = named.get(cell);
      if (label !== before?.label) cell.setAttribute('aria-label', label);
      if (isSelected !== before?.isSelected) cell.setAttribute('aria-selected', String(isSelected));
      named.set(cell, { label, isSelected });
    }
  }

  return { recolour, name };
}

function valueText(lateral, { values, unit, digits }) {
  return formatValue(values[lateral], unit, digits) || 'no value';
}

/**
 * Return what is to be said of a group of the treemap on a side: how many regions it has and how many of them have a
 * value.
 *
 * @param {object} node d3's, with children
 * @param {(row: number) => number} lateralOf row → row with side
 * @param {Float64Array|null} values by row with side; null where values are not those of regions
 * @returns {{regions: number, valued: number|null}}
 */
export function countGroup(node, lateralOf, values) {
  const leaves = node.leaves();
  const valued = values === null ? null
    : leaves.filter(({ data }) => !Number.isNaN(values[lateralOf(data.row)])).length;
  return { regions: leaves.length, valued };
}
