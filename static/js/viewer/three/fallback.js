/** What stands in the 3-D panel where there is no WebGL: a sentence, and a picture of what it would show. */

import { make } from '../../core/dom.js';

/** The picture lies with the site's static files, wherever these are served from. */
const PICTURE = new URL('../../../img/brain_3d.png', import.meta.url);

/** Show a sentence and the picture in `element`. */
export function showFallback(element, sentence) {
  element.append(make('div', { class: 'waiting no-webgl', dataset: { testid: 'no-webgl' } },
    make('img', { src: PICTURE.href, alt: 'The brain in 3-D, taken apart' }), make('p', { text: sentence })));
}
