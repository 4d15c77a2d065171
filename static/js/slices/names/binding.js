/** Binds the names of regions to a slice; their code comes after the first picture, once they are wanted. */

/**
 * Return {follow}, to be called after each picture of a `SlicePanel` with it and whether its regions were drawn anew.
 *
 * @param {object} options
 * @param {object} options.store its key `names` says whether they are wanted
 * @param {string[]} options.acronyms by row without side
 */
export function bindNames({ store, acronyms, signal }) {
  const isOn = () => store.get('names');
  let names = null;
  let shown = null;
  let loading = false;

  function follow(slice, redrawn) {
    shown = slice;
    if (names !== null) names.follow(redrawn);
    else if (isOn() && !loading && slice.canvas.dataset.quality === 'smooth') load();
  }

  async function load() {
    loading = true;
    try {
      const { createRegionNames } = await import('./region_names.js');
      if (signal.aborted) return;
      names = createRegionNames({ slice: shown, acronyms, isOn, signal });
      names.follow(true);
    } catch {
      loading = false; // Without a connection there are no names; the next picture asks again.
    }
  }

  store.subscribe(['names'], () => shown !== null && follow(shown, false), signal);
  return { follow };
}
