/** What stands in the 3-D panel where there is no WebGL: a sentence, and a picture of what it would show. */

import { make } from '../../core/dom.js';

/** Show a sentence and the picture in `element`. */
export function showFallback(element, sentence) {
  element.append(make('div', { class: 'waiting no-webgl', dataset: { testid: 'no-webgl' } },
    // The style sheet has the picture: there its address is that of the very file, which caches may keep for ever.
    make('div', { class: 'brain-picture', role: 'img', 'aria-label': 'The brain in 3-D, exploded' }),
    make('p', { text: sentence })));
}
