/** Opens the studio for figures, by its button or by a link; its code comes when it is first asked for. */

import { listStatistics } from '../../../core/values.js';

/**
 * Bind the button; `update(shown)` says of what: {bucket, fname, content, mapping, statistic, look, kind}, or null.
 *
 * @param {object} options
 * @param {HTMLButtonElement} options.button
 * @param {boolean} options.flatmap whether the site has a flatmap
 */
export function bindFigure({ button, store, api, atlas, flatmap, signal }) {
  let shown = null;
  let studio = null;

  async function open() {
    const { openStudio } = await import('./studio.js');
    if (studio?.isOpen() || shown === null) return;
    const { bucket, fname, content, mapping, look } = shown;
    studio = openStudio({
      store, state: look, name: fname, address: api.featureAddress(bucket, fname),
      shown: { ...shown, knowsMap: (name) => atlas.hasColormap(name.replace(/_r$/, '')) },
      has: { flatmap, maps: listStatistics(content, mapping).length > 0 },
    });
  }

  function update(next) {
    shown = next;
    button.hidden = shown === null;
    if (shown !== null && store.get('figure') !== null && !studio?.isOpen()) open();
  }

  button.addEventListener('click', open, { signal });
  return { update };
}
