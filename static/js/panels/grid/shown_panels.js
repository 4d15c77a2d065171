/** Which panels are shown: in the store, and remembered by this browser. */

import { createKeeping, recallArrangement } from './kept_arrangement.js';

/**
 * Create what answers which panels are shown. `shown()` lists their kinds in order, `isMaximised()` says whether one
 * of several is alone, `restore()` shows the others again, `keep()` remembers what is shown now.
 *
 * @param {object} options
 * @param {PanelKind[]} options.kinds as `createPanels` takes them
 * @param {object} options.store with the keys `panels`, `layout` and `sizes`
 * @param {boolean} options.fresh whether the address says nothing, so that this browser's last choice is taken
 */
export function createShown({ kinds, store, fresh }) {
  const remember = createKeeping(store, kinds);
  const remembered = recallArrangement(kinds);
  let before = remembered.panels;
  if (fresh) store.set(remembered);

  function shown() {
    const chosen = store.get('panels');
    const some = kinds.filter(({ id }) => chosen.includes(id));
    if (some.length === 0) return kinds.filter(({ optional }) => !optional);
    if (store.get('layout') !== 'big') return some;
    const big = kinds.find(({ id }) => id === chosen.find((one) => some.some((kind) => kind.id === one)));
    return [big, ...some.filter((kind) => kind !== big)];
  }

  function isMaximised() {
    return kinds.length > 1 && shown().length === 1;
  }

  /** One panel alone is passing: what was shown before comes back. */
  function keep() {
    if (isMaximised()) return;
    before = store.get('panels');
    remember();
  }

  function restore() {
    store.set({ panels: before.length > 1 ? before : [] });
  }

  return { shown, isMaximised, keep, restore };
}
