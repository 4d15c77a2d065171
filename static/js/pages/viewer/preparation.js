/** What is settled before a picture: a bucket's first feature, its owner's default view, what an old link says. */

import { listDisplayed, listedTree } from '../../core/tree.js';
import { findPercentEnds } from '../../data/percent_ends.js';
import { applyOldLink } from '../../state/old_links.js';

/**
 * Return the function that is called before every picture with the feature's content, or null, and the state.
 *
 * @param {object} options
 * @param {object} options.defaultView made by `createDefaultView`
 * @param {(act: () => void) => void} options.quietly what the page does by itself is no step of the history
 * @param {string|null} options.bare bucket that is shown without a feature until one is chosen
 * @param {object} options.waiting what an old link says that needs the region table or the feature
 */
export function createPreparation({ store, library, atlas, arrays, defaultView, quietly, bare, waiting }) {
  let left = waiting;
  const endsOf = (content, state) => findPercentEnds(content, state, arrays.read(content, state.stat));
  const describe = (lateral) => atlas.describe(lateral);

  function prepare(content, state) {
    if (state.bucket !== bare) chooseFirst(store, library);
    const known = content === null || left.percent === null ? null : endsOf(content, state);
    left = applyOldLink(left, { store, describe, feature: state.feature, known });
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
