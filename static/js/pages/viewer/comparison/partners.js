/** What a feature can be compared with: its other hemisphere, and the features of every open bucket. */

import { make } from '../../../core/dom.js';
import { listDisplayed, listedTree } from '../../../core/tree/tree.js';

/** How the state names left against right of the feature that is shown. */
export const LEFT_RIGHT = 'left_right';

/** Return whether a feature is compared with another one, and not with itself. */
export function isOther(partner) {
  return partner !== null && partner !== LEFT_RIGHT;
}

/** Return the parameters of the API for what a feature is compared with, as the state holds it. */
export function partnerParameters(partner) {
  return partner === LEFT_RIGHT ? { sides: LEFT_RIGHT } : { with: partner };
}

/**
 * Create the list of partners; `update()` after the state or a bucket changed.
 *
 * @param {object} options
 * @param {object} options.store
 * @param {object} options.library
 */
export function createPartners({ store, library, signal }) {
  const select = make('select', { dataset: { testid: 'comparison-with' } });
  const element = make('label', { class: 'row' }, 'Compare with ', select);
  let drawn = '';
  select.addEventListener('change', () => {
    const compare = select.value === '' ? null : select.value;
    const follows = store.get('beside') !== null && isOther(compare);
    store.set({ compare, ...(follows && { beside: compare }) });
  }, { signal });

  /** Buckets that are open but were not looked at yet are listed as soon as their features are known. */
  async function load() {
    await Promise.all(store.get('buckets').map((name) => library.openBucket(name)));
    if (!signal.aborted) update();
  }

  function update() {
    const { bucket, buckets, feature, compare } = store.snapshot();
    const groups = [bucket, ...buckets.filter((name) => name !== bucket)]
      .map((name) => ({ name, entries: listFeatures(name, library, { bucket, feature }) }));
    const known = new Set(groups.flatMap(({ entries }) => entries.map(({ value }) => value)));
    const stranger = compare !== null && compare !== LEFT_RIGHT && !known.has(compare) ? [compare] : [];
    const content = JSON.stringify([groups, stranger]);
    if (content !== drawn) {
      drawn = content;
      select.replaceChildren(
        option('', 'Choose a feature …'), option(LEFT_RIGHT, 'Left against right of this feature'),
        ...stranger.map((value) => option(value, value)),
        ...groups.filter(({ entries }) => entries.length > 0).map(({ name, entries }) =>
          make('optgroup', { label: name }, ...entries.map(({ value, text }) => option(value, text)))),
      );
    }
    select.value = compare ?? '';
  }

  return Object.freeze({ element, load, update });
}

function listFeatures(name, library, shown) {
  const known = library.bucket(name);
  if (known?.status !== 'ready') return [];
  return listDisplayed(listedTree(known.tree, known.features))
    .filter(({ fname }) => name !== shown.bucket || fname !== shown.feature)
    .map(({ fname, labels }) => ({ value: `${name}/${fname}`, text: labels.join(' › ') }));
}

function option(value, text) {
  return make('option', { value, text });
}
