/** Opens the comparison, by its button or by a link; its code comes when it is first asked for. */

/**
 * Bind the button; returns `update(picture)`, to be called after every picture.
 *
 * @param {object} options as `createComparison` takes them, and
 * @param {HTMLButtonElement} options.button
 * @param {object} options.drawer where it opens
 */
export function bindComparison({ button, drawer, store, signal, ...options }) {
  let comparison = null;
  let picture = null;

  async function load() {
    comparison ??= import('./sheet.js').then(({ createComparison }) =>
      createComparison({ store, signal, onShown: drawer.close, ...options }));
    return comparison;
  }

  async function open() {
    const sheet = await load();
    if (!drawer.isOpen('compare')) {
      const onClose = () => store.set({ compare: null });
      drawer.open({ kind: 'compare', title: 'Compare', content: sheet.element, onClose });
    }
    sheet.update(picture);
  }

  /** Back, Forward and a link change the state; so does closing the sheet, which must not open it again. */
  async function follow() {
    const sheet = store.get('compare') !== null || drawer.isOpen('compare') ? await load() : null;
    if (store.get('compare') !== null) open();
    else if (drawer.isOpen('compare')) sheet?.update(picture);
  }

  function update(shown) {
    picture = shown;
    follow();
  }

  button.disabled = false;
  button.addEventListener('click', open, { signal });
  store.subscribe(['compare', 'beside'], follow, signal);
  return { update };
}
