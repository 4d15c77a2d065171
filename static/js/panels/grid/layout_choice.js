/** The layouts that are offered as little pictures: which panels, and how they lie. */

import { make } from '../../core/dom.js';
import { sameValue } from '../../state/store.js';
import { arrangePanels } from './panel_grid.js';

const SLICES = Object.freeze(['coronal', 'sagittal', 'horizontal']);
const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 42;
const HEIGHT = 28;

/** Every layout; panels that a site does not have are left out, `spare` takes the place of the first of them. */
const LAYOUTS = Object.freeze([
  { id: 'slices', title: 'Slices', tip: 'The three slices', panels: SLICES, layout: 'columns' },
  {
    id: 'slices-3d', title: 'Slices + 3-D', tip: 'The three slices and the brain in 3-D',
    panels: [...SLICES, '3d'], layout: 'columns',
  },
  {
    id: 'flat', title: 'Flat maps', tip: 'Surface, flatmap and ontology: all regions at a glance',
    panels: ['top', 'flatmap', 'ontology'], layout: 'columns',
  },
  {
    id: 'big', title: 'One big', tip: 'One large panel beside the others; click again for the next one',
    layout: 'big',
  },
  {
    id: 'classic', title: 'Classic 2 × 3', tip: 'Two rows of three: slices, surface, 3-D, flatmap',
    panels: [...SLICES, 'top', '3d', 'flatmap'], spare: 'ontology', layout: 'rows',
  },
]);

/**
 * Create the pictures in a group; `update()` marks the one that is shown.
 *
 * @param {object} options
 * @param {object} options.panels made by `createPanels`
 * @returns {{element: HTMLElement, update: () => void}}
 */
export function createLayoutChoice({ panels, store }) {
  const ids = panels.kinds.map(({ id }) => id);
  const buttons = LAYOUTS.map((layout) => ({ layout, button: buttonOf(layout) }));
  const element = make('div', { class: 'layouts', role: 'group', 'aria-label': 'Layouts' },
    ...buttons.map(({ button }) => button));

  function buttonOf(layout) {
    const wanted = layout.id === 'big' ? ids.slice(0, 4) : usablePanels(layout, ids);
    return make('button', {
      type: 'button', class: 'quiet layout', title: layout.tip, dataset: { testid: `layout-${layout.id}` },
      on: { click: () => choose(layout) },
    }, drawPicture(wanted, layout.layout), layout.title);
  }

  function choose(layout) {
    const chosen = layout.id === 'big' ? nextBig() : usablePanels(layout, ids);
    store.set({ panels: chosen, layout: layout.layout, sizes: null });
  }

  /** The panels that are shown, the first one large; another one when one is large already. */
  function nextBig() {
    const shown = panels.isMaximised() ? ids.slice(0, 4) : panels.shown().map(({ id }) => id);
    const inOrder = ids.filter((id) => shown.includes(id));
    const from = store.get('layout') === 'big' ? (inOrder.indexOf(shown[0]) + 1) % inOrder.length : 0;
    const big = panels.isMaximised() ? panels.shown()[0].id : inOrder[from];
    return [big, ...inOrder.filter((id) => id !== big)];
  }

  function update() {
    const shown = panels.shown().map(({ id }) => id);
    for (const { layout, button } of buttons) {
      const fits = store.get('layout') === layout.layout && shown.length > 1
        && (layout.id === 'big' || sameValue(shown, usablePanels(layout, ids)));
      button.setAttribute('aria-pressed', String(fits));
    }
  }

  return { element, update };
}

/** Return the panels of a layout that there are, in their order. */
export function usablePanels({ panels, spare }, ids) {
  const missing = panels.some((id) => !ids.includes(id));
  return ids.filter((id) => panels.includes(id) || (missing && id === spare));
}

/** A little picture of a layout: the grid itself, 3-D filled. */
function drawPicture(ids, layout) {
  const { columns, rows, places } = arrangePanels(ids.map((id) => ({ id })), layout);
  const [width, height] = [WIDTH / columns, HEIGHT / rows];
  const picture = document.createElementNS(SVG, 'svg');
  const attributes = { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT, 'aria-hidden': 'true' };
  for (const [name, value] of Object.entries(attributes)) picture.setAttribute(name, value);
  for (const id of ids) {
    const { column, row, columnSpan, rowSpan } = places[id];
    const cell = document.createElementNS(SVG, 'rect');
    const box = {
      x: (column - 1) * width + 1, y: (row - 1) * height + 1, width: width * columnSpan - 2,
      height: height * rowSpan - 2, rx: 2, class: id === '3d' ? 'solid' : 'cell',
    };
    for (const [name, value] of Object.entries(box)) cell.setAttribute(name, value);
    picture.append(cell);
  }
  return picture;
}
