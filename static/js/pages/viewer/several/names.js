/** Which features of a bucket are shown as a grid. */

import { listDisplayed, listedTree } from '../../../core/tree/tree.js';
import { MOST_SEVERAL } from '../../../state/viewer_state.js';

/** Features that a grid begins with. */
const FIRST = 12;

/** Return the features of a bucket in the order of its tree, each {fname, label}; [] before they are known. */
export function listFeatures(bucket) {
  if (bucket?.status !== 'ready') return [];
  return listDisplayed(listedTree(bucket.tree, bucket.features))
    .map(({ fname, labels }) => ({ fname, label: labels.join(' › ') }));
}

/** Return the names that a grid begins with: the first ones of the tree, the shown feature among them. */
export function chooseFirst(features, shown) {
  const names = [...new Set(features.map(({ fname }) => fname))];
  const first = names.slice(0, FIRST);
  if (!names.includes(shown) || first.includes(shown)) return first;
  return [shown, ...first.slice(0, FIRST - 1)];
}

/** Return the names after one was added, in the order of the tree, or taken away; at least one stays. */
export function toggleName(names, fname, features) {
  if (names.includes(fname)) return names.length === 1 ? names : names.filter((name) => name !== fname);
  if (names.length >= MOST_SEVERAL) return names;
  const order = features.map((feature) => feature.fname);
  return [...names, fname].sort((one, other) => order.indexOf(one) - order.indexOf(other));
}
