/** What stands in the 3-D panel where there is no WebGL: a sentence, and a picture of what it would show. */

import { make } from '../../core/dom.js';

/** Show a sentence and the picture in `element`. The picture lies beside the code, under its own hashed name. */
export function showFallback(element, sentence) {
  const picture = document.getElementById('brain-3d-picture');
  element.append(make('div', { class: 'waiting no-webgl', dataset: { testid: 'no-webgl' } },
    ...(picture === null ? [] : [make('img', { src: picture.href, alt: 'The brain in 3-D, taken apart' })]),
    make('p', { text: sentence })));
}
