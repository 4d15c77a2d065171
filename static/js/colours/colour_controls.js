/** The choice of colours: which map, and whether it is turned around. Both show what is drawn. */

import { make } from '../core/dom.js';
import { chooseColours } from './colour_choice.js';
import { createColormapPicker } from './colormap_picker.js';

/** Create both in `element`; `update(picture)` takes what is drawn, or null. */
export function createColourControls({ element, store, atlas, signal }) {
  let own = null;
  const box = make('input', { type: 'checkbox', dataset: { testid: 'reversed' } });
  const map = make('div', { class: 'holder' });
  const getShown = () => chooseColours(store.snapshot(), own, atlas);
  const picker = createColormapPicker({
    element: map, atlas, getShown, signal,
    onChoose: (name) => store.set({ cmap: name, reversed: getShown().reversed }),
  });
  element.append(map, make('label', { class: 'toggle', title: 'Turn the colour map around' }, box, 'Reverse'));
  box.addEventListener('change', () => store.set({ reversed: box.checked !== getShown().turned }), { signal });
  store.subscribe(['cmap', 'reversed'], show, signal);
  show();

  function show() {
    box.checked = getShown().reversed;
    picker.update();
  }

  function update(picture) {
    own = picture?.ownMap ?? null;
    show();
  }

  return { update };
}
