/** What a viewer in another page says of itself: feature, bucket and unit, and a link to the whole view. */

import { make } from '../../core/dom.js';

/** Fill `element` when the page is embedded; returns {update}, to be called after every picture. */
export function createEmbedCaption({ element, store, signal }) {
  const title = make('strong', {});
  const source = make('span', { class: 'source' });
  const link = make('a', {
    target: '_blank', rel: 'noopener', text: 'Open in the viewer', dataset: { testid: 'embed-link' },
  });
  element.replaceChildren(title, source, link);
  const follow = () => { link.href = wholeView(window.location); };
  link.addEventListener('pointerdown', follow, { signal });
  link.addEventListener('focus', follow, { signal });

  function update(picture) {
    const { bucket, feature, embed } = store.snapshot();
    element.hidden = !embed || feature === null;
    title.textContent = feature ?? '';
    source.textContent = [picture?.unit ? `in ${picture.unit}` : '', bucket === null ? '' : `from ${bucket}`]
      .filter(Boolean).join(', ');
    follow();
  }

  return { update };
}

/** Return the address of the same view, not embedded. */
function wholeView({ href }) {
  const address = new URL(href);
  address.searchParams.delete('embed');
  return address.href;
}
