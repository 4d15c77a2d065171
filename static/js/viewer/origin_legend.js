/** The legend of given and inferred values: how many of each there are, and how they are inked. */

import { make } from '../core/dom.js';

/** In order: what `countDrawn` counts, its words, the class of its swatch. */
const ENTRIES = Object.freeze([
  ['given', 'given', 'solid'], ['parts', 'from parts', 'from-parts'], ['parent', 'from the parent', 'from-parent'],
  ['unknown', 'of unknown origin', 'solid'], ['undrawn', 'given, drawn nowhere', null],
]);

/** Create the legend; `update(picture, origins)` takes what is drawn and where its values came from. */
export function createOriginLegend() {
  const element = make('p', { class: 'origins', hidden: true, dataset: { testid: 'origin-legend' } });

  function update(picture, { stored }) {
    const counts = picture?.origins ?? null;
    const shown = counts === null ? [] : ENTRIES.filter(([kind]) => counts[kind] > 0);
    element.hidden = shown.length === 0;
    const texts = shown.map(([kind, words, ink]) => make('span', { class: 'origin' },
      ...(ink === null ? [] : [make('span', { class: `ink ${ink}`, 'aria-hidden': 'true' })]),
      `${counts[kind]} ${words}`));
    const separated = texts.flatMap((text, n) => (n === 0 ? [text] : [' · ', text]));
    const inferred = counts !== null && counts.parts + counts.parent > 0;
    element.replaceChildren(...separated, ...(inferred && !stored ? [' (worked out)'] : []));
    element.title = stored ? '' : 'The feature does not say what was given: it is worked out from the values.';
  }

  return { element, update };
}
