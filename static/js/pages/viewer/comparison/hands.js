/** What pointing at a region of a comparison and choosing it does: the same in the plot and in the table. */

import { SIDE_ROWS, splitLateralRow } from '../../../core/geometry.js';
import { formatNumber } from '../../../core/numbers.js';
import { createTooltip } from '../chrome/tooltip.js';

export const isLeftRight = (comparison) => comparison.sides === 'left_right';

/**
 * Return {onPoint, onChoose, marksOf}.
 *
 * @param {object} options
 * @param {HTMLElement} options.tip where the tooltip is
 * @param {{point: Function, toggle: Function}} options.select how regions are selected
 * @param {() => object|null} options.current the comparison that is shown
 */
export function createHands({ store, atlas, tip, select, current }) {
  const tooltip = createTooltip({ element: tip });

  function onPoint(row, box) {
    store.set({ hovered: row });
    if (row === null || current() === null) tooltip.hide();
    else tooltip.showBeside(describeLine(current(), row, atlas), box);
  }

  function onChoose(row, add) {
    if (isLeftRight(current())) select.toggle(splitLateralRow(row).row);
    else select.point(row, add);
  }

  /** The rows of the comparison that are pointed at or selected anywhere on the page. */
  function marksOf(comparison) {
    const { hovered, selected } = store.snapshot();
    const here = (rows) => new Set(isLeftRight(comparison) ? [...rows].map((row) => splitLateralRow(row).row) : rows);
    return {
      hovered: here(hovered === null ? [] : atlas.rowsBelow(hovered, comparison.mapping)),
      selected: here(atlas.rowsOf(selected, comparison.mapping)),
    };
  }

  return Object.freeze({ onPoint, onChoose, marksOf });
}

/** Return what the tooltip says of a region of a comparison. */
export function describeLine(comparison, row, atlas) {
  const { regions, names: [one, other] } = comparison;
  const n = regions.row.indexOf(row);
  const { acronym, name, side } = atlas.describe(row);
  const numbers = [
    [one, regions.value[n]], [other, regions.with_value[n]], ['difference', regions.difference[n]],
    ['ratio', regions.ratio[n]], ['rank change', regions.rank_change[n]],
  ];
  return {
    title: acronym, name, side: isLeftRight(comparison) ? 'left and right' : side, value: '', origin: '', place: null,
    others: numbers.map(([text, value]) => [text, formatNumber(value) || 'missing']),
  };
}

/** Return the row whose colour on the brain a line has: left against right has that of the left. */
export function colouredRow(comparison, row) {
  return isLeftRight(comparison) ? row + SIDE_ROWS : row;
}
