/** What is settled before a picture: a bucket's first feature, what an old link says, its owner's default view. */

import { listDisplayed, listedTree } from '../../core/tree/tree.js';

/**
 * Return the function that is called before every picture with the feature's content, or null, and the state.
 *
 * @param {object} options
 * @param {object} options.defaultView made by `createDefaultView`
 * @param {(act: () => void) => void} options.quietly what the page does by itself is no step of the history
 * @param {string|null} options.bare bucket that is shown without a feature until one is chosen
 * @param {(content: object|null, state: object) => void} options.applyOldLink puts into the store what an old link
 *   says that needs the feature
 */
export function createPreparation({ store, library, defaultView, quietly, bare, applyOldLink }) {
  function prepare(content, state) {
    if (state.bucket !== bare) chooseFirst(store, library);
    applyOldLink(content, state);
    if (content !== null) applyDefaultView(state);
  }

  function applyDefaultView({ bucket, feature }) {
    const known = library.bucket(bucket);
    if (known?.status !== 'ready') return;
    const own = known.features.get(feature)?.get('default_view');
    const views = [known.metadata.default_view, own instanceof Map ? Object.fromEntries(own) : own];
    defaultView.apply(nameOf(bucket, feature), views);
  }

  return (content, state) => quietly(() => prepare(content, state));
}

/** Return the name by which a feature is known to `createDefaultView`. */
export function nameOf(bucket, feature) {
  return `${bucket}\n${feature}`;
}

/** A bucket opens with its first feature shown. */
function chooseFirst(store, library) {
  const { bucket, feature } = store.snapshot();
  const known = bucket === null ? undefined : library.bucket(bucket);
  if (feature !== null || known?.status !== 'ready') return;
  const [first] = listDisplayed(listedTree(known.tree, known.features));
  if (first) store.set({ feature: first.fname });
}
