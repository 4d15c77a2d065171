/** The colour bar of the preview: the colours, the ends of the range and the unit. */

import { make } from '../../../core/dom.js';
import { formatNumber } from '../../../core/numbers.js';

const STEPS = 256;

/** Create the bar; `show(colormap, range, unit)` takes 256 RGB triplets and [min, max], or null for no range. */
export function createPreviewBar() {
  const colours = make('canvas', { width: STEPS, height: 1, 'aria-hidden': 'true' });
  const ends = make('div', { class: 'ends' });
  const element = make('div', { class: 'preview-bar', dataset: { testid: 'preview-colourbar' } }, colours, ends);

  function show(colormap, range, unit) {
    const context = colours.getContext('2d');
    const image = context.createImageData(STEPS, 1);
    for (let step = 0; step < STEPS; step++) {
      image.data.set([colormap[3 * step], colormap[3 * step + 1], colormap[3 * step + 2], 255], 4 * step);
    }
    context.putImageData(image, 0, 0);
    const [min, max] = range ?? [NaN, NaN];
    ends.replaceChildren(make('span', { text: formatNumber(min) }), make('span', { class: 'unit', text: unit ?? '' }),
      make('span', { text: formatNumber(max) }));
  }

  return { element, show, clear: () => ends.replaceChildren() };
}
