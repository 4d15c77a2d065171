/** The choice of colours: which map, and whether it is turned around. Both show what is drawn. */

import { make } from '../core/dom.js';
import { chooseDirection, chooseMap } from './choosing.js';
import { chooseColours } from './colour_choice.js';
import { createColormapPicker } from './colormap_picker.js';
import { fillLook } from './first_look.js';

/** Create both in `element`; `update(picture)` takes what is drawn, or null. */
export function createColourControls({ element, store, atlas, signal }) {
  let own = null;
  let guess = null;
  const box = make('input', { type: 'checkbox', dataset: { testid: 'reversed' } });
  const map = make('div', { class: 'holder' });
  const getShown = () => chooseColours(fillLook(store.snapshot(), guess), own, atlas);
  const picker = createColormapPicker({
    element: map, atlas, getShown, signal,
    onChoose: (name) => chooseMap(store, guess, name),
  });
  element.append(map, make('label', { class: 'toggle', title: 'Reverse the colour map' }, box, 'Reverse'));
  box.addEventListener('change', () => chooseDirection(store, guess, box.checked, getShown().turned), { signal });
  store.subscribe(['auto', 'cmap', 'reversed'], show, signal);
  show();

  function show() {
    box.checked = getShown().reversed;
    picker.update();
  }

  function update(picture) {
    own = picture?.ownMap ?? null;
    guess = picture?.guess ?? null;
    show();
  }

  return { update };
}
