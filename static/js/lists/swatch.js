/** The colour of a region. */

import { make } from '../core/dom.js';

/** Return a small square in a region's colour of the ontology. */
export function swatch([red, green, blue]) {
  const square = make('span', { class: 'swatch', 'aria-hidden': 'true' });
  square.style.background = `rgb(${red} ${green} ${blue})`;
  return square;
}
