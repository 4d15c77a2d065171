/** The legend of given and inferred values: how many of each, their ink, the switch that hides the rest. */

import { make } from '../core/dom.js';
import { createToggle } from './toggle.js';

/** In order: what `countDrawn` counts, its words, the class of its swatch. */
const ENTRIES = Object.freeze([
  ['given', 'given', 'solid'], ['parts', 'from parts', 'from-parts'], ['parent', 'from the parent', 'from-parent'],
  ['unknown', 'origin unknown', 'solid'], ['undrawn', 'given but not drawn', null],
]);

/** Create the legend; `update(picture, origins)` takes what is drawn and where its values came from. */
export function createOriginLegend({ store, signal }) {
  const legend = make('p', { class: 'origins', dataset: { testid: 'origin-legend' } });
  const givenOnly = createToggle({
    key: 'givenOnly', label: 'Given only', title: 'Show only values given for the region itself', store, signal,
  });
  const element = make('div', { class: 'row origins-row', hidden: true }, legend, givenOnly);

  function update(picture, { stored }) {
    const counts = picture?.origins ?? null;
    const shown = counts === null ? [] : ENTRIES.filter(([kind]) => counts[kind] > 0);
    element.hidden = counts === null;
    legend.hidden = shown.length === 0;
    const texts = shown.map(([kind, words, ink]) => make('span', { class: 'origin' },
      ...(ink === null ? [] : [make('span', { class: `ink ${ink}`, 'aria-hidden': 'true' })]),
      `${counts[kind]} ${words}`));
    const separated = texts.flatMap((text, n) => (n === 0 ? [text] : [' · ', text]));
    const inferred = counts !== null && counts.parts + counts.parent > 0;
    legend.replaceChildren(...separated, ...(inferred && !stored ? [' (inferred)'] : []));
    legend.title = stored ? '' : 'Which values were given is not recorded, but inferred from the values.';
  }

  return { element, update };
}
