/** The choice of a colour map: a button that opens a list, grouped, each map drawn beside its name. */

import { make } from '../core/dom.js';
import { fitPopup } from '../core/popup.js';
import { createColormapList, drawColormap } from './colormap_list.js';

/**
 * Create the picker in `element`; `update()` shows what is drawn.
 *
 * @param {object} options
 * @param {() => {name: string, reversed: boolean, colours: Uint8Array}} options.getShown as `chooseColours` returns it
 * @param {(name: string) => void} options.onChoose
 */
export function createColormapPicker({ element, atlas, getShown, onChoose, signal }) {
  const preview = make('canvas', { class: 'preview', 'aria-hidden': 'true' });
  const name = make('span', {});
  const button = make('button', {
    type: 'button', class: 'picker', role: 'combobox', 'aria-label': 'Colour map', 'aria-haspopup': 'listbox',
    'aria-expanded': 'false', 'aria-controls': 'colormaps', dataset: { testid: 'colormap' },
  }, preview, name);
  const list = make('div', {
    id: 'colormaps', class: 'popup colormaps', role: 'listbox', 'aria-label': 'Colour maps', hidden: true,
    dataset: { testid: 'colormap-list' },
  });
  element.append(button, list);
  const maps = createColormapList({ list, button, atlas });

  button.addEventListener('click', () => (list.hidden ? open() : close()), { signal });
  button.addEventListener('blur', close, { signal });
  button.addEventListener('keydown', press, { signal });
  list.addEventListener('pointerdown', (event) => event.preventDefault(), { signal });
  list.addEventListener('click', (event) => {
    const option = event.target.closest('[role=option]');
    if (option) choose(option.dataset.name);
  }, { signal });
  update();

  function open() {
    maps.fill(getShown().name);
    list.hidden = false;
    fitPopup(list, button);
    button.setAttribute('aria-expanded', 'true');
    maps.activate(getShown().name);
  }

  function close() {
    list.hidden = true;
    button.setAttribute('aria-expanded', 'false');
    button.removeAttribute('aria-activedescendant');
  }

  function press(event) {
    const moves = {
      ArrowDown: () => maps.move(1), ArrowUp: () => maps.move(-1), Home: maps.first, End: maps.last,
    };
    if (list.hidden) {
      if (!['ArrowDown', 'ArrowUp', 'Enter', ' '].includes(event.key)) return;
      open();
    } else if (event.key in moves) moves[event.key]();
    else if (event.key === 'Enter' || event.key === ' ') choose(maps.active());
    else if (event.key === 'Escape') close();
    else if (/^[\w ]$/.test(event.key)) maps.typeAhead(event);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function choose(map) {
    if (map !== undefined) onChoose(map);
    close();
  }

  function update() {
    const shown = getShown();
    name.textContent = shown.name;
    drawColormap(preview, shown.colours);
    maps.mark(shown.name);
  }

  return { update };
}
