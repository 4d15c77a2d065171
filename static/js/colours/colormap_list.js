/** The list of colour maps: grouped, each drawn beside its name, one of them active. */

import { STEPS } from '../core/colour.js';
import { make } from '../core/dom.js';

/** Milliseconds after which a letter starts a new word. */
const TYPE_AHEAD_REST = 700;

/**
 * Create the list: `fill(shown)` before it is opened, `mark(shown)` after another map is shown. `active()` is the name
 * of the active map, undefined before one is; `button`, which has the focus, tells it to what reads the page.
 *
 * @param {object} options
 * @param {HTMLElement} options.list
 * @param {HTMLElement} options.button
 */
export function createColormapList({ list, button, atlas }) {
  let options = [];
  let active = -1;
  let typed = { text: '', at: 0 };

  function fill(shown) {
    if (options.length > 0) return;
    const groups = atlas.colormapGroups.map((group) => make('div', { role: 'group', 'aria-label': group.label },
      make('div', { class: 'group-title', role: 'presentation', text: group.label }),
      ...group.maps.map((map) => optionOf(group.name, map))));
    list.replaceChildren(...groups);
    options = [...list.querySelectorAll('[role=option]')];
    mark(shown);
  }

  function optionOf(group, map) {
    const canvas = make('canvas', { class: 'preview', 'aria-hidden': 'true' });
    drawColormap(canvas, atlas.colormap(map));
    return make('div', { role: 'option', id: `colormap-${group}-${map}`, dataset: { name: map } },
      canvas, make('span', { text: map }));
  }

  function typeAhead(event) {
    const again = event.timeStamp - typed.at < TYPE_AHEAD_REST;
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

  /** Mark the map that is shown, once: it may be in several groups. */
  function mark(shown) {
    let marked = false;
    for (const option of options) {
      const chosen = !marked && option.dataset.name === shown;
      marked ||= chosen;
      option.setAttribute('aria-selected', String(chosen));
    }
  }

  return {
    fill, mark, typeAhead,
    activate: (name) => activate(options.findIndex((option) => option.dataset.name === name)),
    move: (by) => activate(active + by),
    first: () => activate(0),
    last: () => activate(options.length - 1),
    active: () => options[active]?.dataset.name,
  };
}

/** Draw a colour map of RGB triplets, one px for each. */
export function drawColormap(canvas, colormap) {
  canvas.width = STEPS;
  canvas.height = 1;
  const context = canvas.getContext('2d');
  const image = context.createImageData(STEPS, 1);
  for (let step = 0; step < STEPS; step++) {
    image.data.set([...colormap.subarray(step * 3, step * 3 + 3), 255], step * 4);
  }
  context.putImageData(image, 0, 0);
}
