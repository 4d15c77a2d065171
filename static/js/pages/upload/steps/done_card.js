/** The card that says what came of publishing; it takes the focus. */

import { make } from '../../../core/dom.js';
import { outcome } from './outcome.js';

/** Create the card; `show(what)` takes what `outcome` takes, but for where the page is; `hide()`, `isShown()`. */
export function createDoneCard({ page, announce }) {
  const element = make('section', { class: 'card done', hidden: true, 'aria-labelledby': 'done-title',
    dataset: { testid: 'done' } });

  function show({ bucket, ...what }) {
    const text = bucket === 'local' ? 'Saved in this browser' : `Published in “${bucket}”`;
    const title = make('h3', { id: 'done-title', tabindex: -1, text });
    element.replaceChildren(title, ...outcome({ bucket, ...what, site: page.site, viewer: page.viewer, announce }));
    element.hidden = false;
    title.focus();
    announce(text);
  }

  return { element, show, hide: () => { element.hidden = true; }, isShown: () => !element.hidden };
}
