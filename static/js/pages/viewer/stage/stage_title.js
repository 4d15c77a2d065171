/** What the stage shows, above the picture: feature, statistic, unit, bucket, version, description, what is hidden. */

import { make } from '../../../core/dom.js';
import { LOCAL } from '../../../data/local/local_bucket.js';
import { listDisplayed, listedTree } from '../../../core/tree/tree.js';
import { createHiddenNote } from './hidden_note.js';
import { createVersionLine } from './version_line.js';

/**
 * Fill `element`; returns {update(picture)}, to be called after every picture. In another page (`embed`) it ends with a
 * link to the whole view.
 *
 * @param {object} options
 * @param {HTMLElement} options.element
 * @param {object} options.library
 * @param {object} options.api
 * @param {Atlas} options.atlas
 * @param {() => object} options.getView {picture, feature, origins}
 */
export function createStageTitle({ element, store, library, api, atlas, getView, signal }) {
  const title = make('strong', { dataset: { testid: 'stage-feature' } });
  const source = make('span', { class: 'source', dataset: { testid: 'stage-source' } });
  const version = createVersionLine({ store, api, signal });
  const description = createDescription();
  const link = make('a', {
    target: '_blank', rel: 'noopener', text: 'Open in the viewer', dataset: { testid: 'embed-link' },
  });
  const hidden = createHiddenNote({ store, atlas, getView });
  element.replaceChildren(title, source, version.element, description.element, link, hidden.element);
  const follow = () => { link.href = wholeView(window.location); };
  link.addEventListener('pointerdown', follow, { signal });
  link.addEventListener('focus', follow, { signal });

  function update(picture) {
    const { bucket, feature, embed } = store.snapshot();
    const known = library.bucket(bucket);
    title.textContent = feature === null ? 'Allen mouse brain atlas' : labelOf(feature, known);
    title.title = feature !== null && title.textContent !== feature ? `Name: ${feature}` : '';
    source.textContent = feature === null ? 'no feature chosen' : describeSource({ picture, bucket });
    const entry = known?.features.get(feature);
    description.update(getView().feature?.short_desc ?? entry?.get('short_desc') ?? '');
    version.update(picture);
    hidden.update(picture);
    link.hidden = !embed;
    follow();
  }

  return { update };
}

/** Return what the bucket's tree calls a feature; its own name where the tree leaves it out. */
function labelOf(fname, bucket) {
  if (bucket?.status !== 'ready') return fname;
  const shown = listDisplayed(listedTree(bucket.tree, bucket.features)).find((one) => one.fname === fname);
  return shown?.labels.at(-1) ?? fname;
}

function describeSource({ picture, bucket }) {
  const several = (picture?.statistics.length ?? 0) > 1;
  const from = bucket === LOCAL ? 'in this browser only' : `from ${bucket}`;
  return [several ? picture.statistic : '', picture?.unit ? `in ${picture.unit}` : '', bucket === null ? '' : from]
    .filter(Boolean).join(', ');
}

/** One line, which a click unfolds. */
function createDescription() {
  const element = make('button', {
    type: 'button', class: 'description', 'aria-expanded': 'false', title: 'Show the whole description',
    dataset: { testid: 'stage-description' },
    on: { click: () => unfold(element.getAttribute('aria-expanded') === 'false') },
  });

  function unfold(open) {
    element.setAttribute('aria-expanded', String(open));
  }

  function update(text) {
    if (text === element.textContent) return;
    element.textContent = text;
    element.hidden = text === '';
    unfold(false);
  }

  element.hidden = true;
  return { element, update };
}

/** Return the address of the same view, not embedded. */
function wholeView({ href }) {
  const address = new URL(href);
  address.searchParams.delete('embed');
  return address.href;
}
