/** What a comparison found: plot, numbers, table, regions that are only in one; what of it can be shown or taken. */

import { unpackColour } from '../../../core/colour.js';
import { make } from '../../../core/dom.js';
import { splitLateralRow } from '../../../core/geometry.js';
import { formatNumber } from '../../../core/numbers.js';
import { CONTRASTS } from './contrast_feature.js';
import { createContrastTable, nameOf } from './contrast_table.js';
import { colouredRow, createHands } from './hands.js';
import { onlyIn, reportOf } from './report.js';
import { createScatter } from './scatter.js';

/**
 * Create it: `show(comparison, csvAddress)`, null hides it; `paint(picture)` after the colours changed.
 *
 * @param {object} options as `createHands` takes them, and
 * @param {(comparison: object, kind: string) => Promise<string>} options.onContrast shows a contrast on the brain;
 *   returns why it could not
 */
export function createOutcome({ store, atlas, onContrast, signal, ...options }) {
  let comparison = null;
  let picture = null;
  const hands = createHands({ store, atlas, current: () => comparison, ...options });
  const scatter = createScatter({ ...hands, signal });
  const table = createContrastTable({ ...hands, signal });
  const colours = make('select', { dataset: { testid: 'comparison-colours' } },
    make('option', { value: 'regions', text: 'Atlas colours' }),
    make('option', { value: 'values', text: 'Colours on the brain' }));
  const report = make('div', { class: 'stack' });
  const only = make('div', { class: 'stack' });
  const said = make('p', { class: 'note', role: 'status' });
  const csv = make('a', { class: 'button', text: 'Download CSV', dataset: { testid: 'comparison-csv' } });
  const pairs = [
    make('label', { class: 'row' }, 'Points ', colours), make('div', {
      class: 'row', role: 'group', 'aria-label': 'Show on the brain',
    }, 'Show on the brain ', ...Object.entries(CONTRASTS).map(([kind, { label }]) => make('button', {
      type: 'button', text: label, dataset: { testid: `comparison-${kind}` },
      on: { click: async () => { said.textContent = await onContrast(comparison, kind); } },
    }))), said, table.element,
  ];
  const element = make('div', { class: 'stack', hidden: true }, scatter.element, report, ...pairs, only,
    make('div', {}, csv));
  colours.addEventListener('change', () => paint(picture), { signal });
  store.subscribe(['hovered', 'selected'], mark, signal);

  function show(found, address) {
    comparison = found;
    element.hidden = found === null;
    if (found === null) return;
    const { names } = found;
    for (const part of [scatter.element, ...pairs]) part.hidden = found.n === 0;
    said.textContent = '';
    csv.href = address;
    if (found.n > 0) {
      scatter.show(scatterOf(found, names));
      table.show(found.regions, names);
    }
    report.replaceChildren(...reportOf(found, names));
    only.replaceChildren(...onlyIn(found.only_feature, names[0], 'only-feature'),
      ...onlyIn(found.only_with, names[1], 'only-with'));
    paint(picture);
    mark();
  }

  function paint(shown) {
    picture = shown;
    if (comparison === null) return;
    const ofValues = colours.value === 'values' && picture !== null;
    scatter.paint((row) => {
      const [red, green, blue] = ofValues ? unpackColour(picture.table.rgba[colouredRow(comparison, row)])
        : atlas.colours[splitLateralRow(row).row];
      return `rgb(${red} ${green} ${blue})`;
    });
  }

  function mark() {
    if (comparison === null) return;
    const marks = hands.marksOf(comparison);
    scatter.mark(marks);
    table.mark(marks);
  }

  return Object.freeze({ element, show, paint });
}

/** Return what the plot shows of a comparison: the feature over the one it is compared with. */
function scatterOf({ regions, line, feature, with: other }, names) {
  const [yLabel, xLabel] = [feature, other].map(({ unit }, n) => (unit ? `${names[n]}, ${unit}` : names[n]));
  const points = regions.row.map((row, n) => ({
    row, x: regions.with_value[n], y: regions.value[n],
    text: `${nameOf(regions.region[n], regions.side[n])}: ${names[0]} ${formatNumber(regions.value[n])}, `
      + `${names[1]} ${formatNumber(regions.with_value[n])}`,
  }));
  return { points, xLabel, yLabel, line, comparable: feature.unit === other.unit };
}
