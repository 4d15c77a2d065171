/** A link of the older site on this page; fetched only for one. */

import { findPercentEnds } from '../../data/percent_ends.js';
import { applyOldLink, readOldLink } from '../../state/old_links.js';

export { readOldLink };

/**
 * Return the function that is called before every picture with the feature's content, or null, and the state; it puts
 * into the store what waited for them.
 *
 * @param {object} options
 * @param {object} options.waiting as `readAddress` returns it
 */
export function bindOldLink({ waiting, store, atlas, arrays }) {
  let left = waiting;
  const describe = (lateral) => atlas.describe(lateral);
  const endsOf = (content, state) => findPercentEnds(content, state, arrays.read(content, state.stat));
  return (content, state) => {
    const known = content === null || left.percent === null ? null : endsOf(content, state);
    left = applyOldLink(left, { store, describe, feature: state.feature, known });
  };
}
