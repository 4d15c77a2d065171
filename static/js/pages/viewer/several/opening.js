/** The grid of several features, opened by its button or by a link; its code comes when it is first asked for. */

import { make } from '../../../core/dom.js';
import { chooseFirst, listFeatures } from './names.js';

/**
 * Bind its button; returns `update()`, to be called after every picture.
 *
 * @param {object} options as `createSeveral` takes them
 */
export function bindSeveral({ store, library, places, signal, ...options }) {
  const button = make('button', {
    type: 'button', class: 'quiet small', text: 'Grid', 'aria-pressed': 'false',
    title: 'Several features of this bucket, the same slice of each',
    dataset: { testid: 'several-open' }, on: { click: toggle },
  });
  places.featureTools.append(button);
  let coming = null;

  function toggle() {
    const { several, bucket, feature } = store.snapshot();
    store.set({ several: several.length > 0 ? [] : chooseFirst(listFeatures(library.bucket(bucket)), feature) });
  }

  async function update() {
    const { several, bucket } = store.snapshot();
    button.setAttribute('aria-pressed', String(several.length > 0));
    button.disabled = several.length === 0 && listFeatures(library.bucket(bucket)).length === 0;
    if (several.length === 0 && coming === null) return;
    coming ??= import('./grid.js').then(({ createSeveral }) =>
      createSeveral({ store, library, places, signal, ...options }));
    try {
      (await coming).update();
    } catch {
      coming = null;
      options.display.status.remark('The grid could not be loaded; reload the page.');
    }
  }

  store.subscribe(['several', 'severalPlane', 'ownScales', 'selected'], update, signal);
  return { update };
}
