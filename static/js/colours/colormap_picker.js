/** The choice of a colour map: a button that opens a list, grouped, each map drawn beside its name. */

import { STEPS } from '../core/colour.js';
import { make } from '../core/dom.js';
import { fitPopup } from '../core/popup.js';

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
  let options = [];
  let active = -1;
  let typed = { text: '', at: 0 };

  button.addEventListener('click', () => (list.hidden ? open() : close()), { signal });
  button.addEventListener('blur', close, { signal });
  button.addEventListener('keydown', press, { signal });
  list.addEventListener('pointerdown', (event) => event.preventDefault(), { signal });
  list.addEventListener('click', (event) => {
    const option = event.target.closest('[role=option]');
    if (option) choose(options.indexOf(option));
  }, { signal });
  update();

  function open() {
    if (options.length === 0) fill();
    list.hidden = false;
    fitPopup(list, button);
    button.setAttribute('aria-expanded', 'true');
    activate(options.findIndex((option) => option.dataset.name === getShown().name));
  }

  function close() {
    list.hidden = true;
    button.setAttribute('aria-expanded', 'false');
    button.removeAttribute('aria-activedescendant');
  }

  function fill() {
    const groups = atlas.colormapGroups.map((group) => make('div', { role: 'group', 'aria-label': group.label },
      make('div', { class: 'group-title', role: 'presentation', text: group.label }),
      ...group.maps.map((map) => optionOf(group.name, map))));
    list.replaceChildren(...groups);
    options = [...list.querySelectorAll('[role=option]')];
    update();
  }

  function optionOf(group, map) {
    const canvas = make('canvas', { class: 'preview', 'aria-hidden': 'true' });
    drawPreview(canvas, atlas.colormap(map));
    return make('div', { role: 'option', id: `colormap-${group}-${map}`, dataset: { name: map } },
      canvas, make('span', { text: map }));
  }

  function press(event) {
    const moves = { ArrowDown: active + 1, ArrowUp: active - 1, Home: 0, End: options.length - 1 };
    if (list.hidden) {
      if (!['ArrowDown', 'ArrowUp', 'Enter', ' '].includes(event.key)) return;
      open();
    } else if (event.key in moves) activate(moves[event.key]);
    else if (event.key === 'Enter' || event.key === ' ') choose(active);
    else if (event.key === 'Escape') close();
    else if (/^[\w ]$/.test(event.key)) typeAhead(event);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function typeAhead(event) {
    const again = event.timeStamp - typed.at < 700;
    typed = { text: (again ? typed.text : '') + event.key.toLowerCase(), at: event.timeStamp };
    const found = options.findIndex((option) => option.dataset.name.toLowerCase().startsWith(typed.text));
    if (found >= 0) activate(found);
  }

  function activate(place) {
    active = Math.min(options.length - 1, Math.max(0, place));
    options.forEach((option, n) => option.classList.toggle('active', n === active));
    options[active].scrollIntoView({ block: 'nearest' });
    button.setAttribute('aria-activedescendant', options[active].id);
  }

  function choose(place) {
    if (options[place]) onChoose(options[place].dataset.name);
    close();
  }

  function update() {
    const shown = getShown();
    name.textContent = shown.name;
    drawPreview(preview, shown.colours);
    let marked = false;
    for (const option of options) {
      const chosen = !marked && option.dataset.name === shown.name;
      marked ||= chosen;
      option.setAttribute('aria-selected', String(chosen));
    }
  }

  return { update };
}

function drawPreview(canvas, colormap) {
  canvas.width = STEPS;
  canvas.height = 1;
  const context = canvas.getContext('2d');
  const image = context.createImageData(STEPS, 1);
  for (let step = 0; step < STEPS; step++) {
    image.data.set([...colormap.subarray(step * 3, step * 3 + 3), 255], step * 4);
  }
  context.putImageData(image, 0, 0);
}
