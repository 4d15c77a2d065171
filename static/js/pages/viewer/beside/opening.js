/** A second brain beside the first one; its code comes when it is first asked for. */

/**
 * Bind the state to the second brain.
 *
 * @param {object} options as `createSecondBrain` takes them
 * @returns {{update: () => void, alongside: (lateral: number) => [string, string][]}} `update` is to be called after
 *   every picture; `alongside` returns what a tooltip says of the second feature's value, [] without one
 */
export function bindBeside({ store, signal, ...options }) {
  let coming = null;
  let second = null;

  async function update() {
    if (store.get('beside') === null && coming === null) return;
    coming ??= import('./second_brain.js').then(({ createSecondBrain }) =>
      createSecondBrain({ store, signal, ...options }));
    try {
      second = await coming;
      second.update();
    } catch {
      coming = null;
      options.display.status.remark('The second brain could not be loaded; reload the page.');
    }
  }

  store.subscribe(['beside', 'ownScales', 'several'], update, signal);
  return { update, alongside: (lateral) => second?.alongside(lateral) ?? [] };
}
