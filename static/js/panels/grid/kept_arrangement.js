/** The panels, their layout and their sizes that this browser showed last. */

import { sameValue } from '../../state/store.js';
import { recall, remember } from '../../state/remembered.js';

const ARRANGEMENT = Object.freeze(['panels', 'layout', 'sizes']);

/** Return what was remembered, without panels that there are no more; older pages remembered the list alone. */
export function recallArrangement(kinds) {
  const kept = recall('panels', {});
  const { panels, ...others } = Array.isArray(kept) ? { panels: kept } : kept;
  const usable = Array.isArray(panels) ? panels.filter((id) => kinds.some((kind) => kind.id === id)) : [];
  return { layout: 'columns', sizes: null, ...others, panels: usable };
}

/** Return a function that remembers the arrangement of a store when it is another than before. */
export function createKeeping(store, kinds) {
  let kept = recallArrangement(kinds);
  return () => {
    const now = Object.fromEntries(ARRANGEMENT.map((key) => [key, store.get(key)]));
    if (sameValue(now, kept)) return;
    kept = now;
    const usual = now.panels.length === 0 && now.layout === 'columns' && now.sizes === null;
    remember('panels', usual ? null : now);
  };
}
