/** What a person chose for a figure beside what the viewer shows: views, size, form; as one text in the link. */

import { millimetreText } from '../../../core/coordinates.js';
import { PLANES } from '../../../core/geometry.js';

/** Views of a figure, at most. */
export const MOST_VIEWS = 12;

export const WIDTHS = Object.freeze([
  ['single', 'One column, 85 mm'], ['middle', 'One and a half, 114 mm'], ['double', 'Two columns, 174 mm'],
  ['254', 'Slide, 254 mm'],
]);
export const FORMS = Object.freeze([['svg', 'SVG'], ['pdf', 'PDF'], ['png', 'PNG, 300 dpi']]);

const AXIS_NAMES = Object.freeze({ ap: 'AP', ml: 'ML', dv: 'DV' });
const SIDES = Object.freeze({
  top: 'from above', bottom: 'from below', left: 'from the left', right: 'from the right',
});
const FLAT = Object.freeze({ flatmap: 'Flatmap', ontology: 'Ontology' });
const SLICE = /^(coronal|sagittal|horizontal):(-?\d{1,5}(\.\d{1,3})?)$/;
const SURFACE = /^surface:(top|bottom|left|right)$/;
const LONGEST_TITLE = 200;

/**
 * @typedef {object} FigureChoices
 * @property {string[]} views as the API names them: coronal:-1200, surface:top, flatmap, ontology
 * @property {string} width
 * @property {'svg'|'pdf'|'png'} form
 * @property {boolean} labels whether regions are named
 * @property {boolean} clear whether there is no white ground
 * @property {string} title '' for the feature's name
 */

/** Return the choices that a figure begins with: the coronal slice. */
export function firstChoices({ coronal }) {
  return { views: [`coronal:${coronal}`], width: 'single', form: 'svg', labels: false, clear: false, title: '' };
}

/** Return choices as the text that the link holds. */
export function writeChoices({ views, width, form, labels, clear, title }) {
  return new URLSearchParams({
    views: views.join(','), width, form, ...(labels && { labels: 1 }), ...(clear && { clear: 1 }),
    ...(title !== '' && { title }),
  }).toString();
}

/** Return the choices of a text; what it does not say or says wrongly is as at the beginning. */
export function readChoices(text, state) {
  const said = new URLSearchParams(text);
  const first = firstChoices(state);
  const views = (said.get('views') ?? '').split(',').filter(isView).slice(0, MOST_VIEWS);
  const oneOf = (name, known) => (known.some(([value]) => value === said.get(name)) ? said.get(name) : first[name]);
  return {
    views: views.length > 0 ? views : first.views, width: oneOf('width', WIDTHS), form: oneOf('form', FORMS),
    labels: said.get('labels') === '1', clear: said.get('clear') === '1',
    title: (said.get('title') ?? '').slice(0, LONGEST_TITLE),
  };
}

function isView(view) {
  return SLICE.test(view) || SURFACE.test(view) || Object.hasOwn(FLAT, view);
}

/** Return what a view is called. */
export function nameView(view) {
  const [, plane, um] = SLICE.exec(view) ?? [];
  if (plane !== undefined) {
    const axis = AXIS_NAMES[PLANES[plane].normal];
    return `${plane[0].toUpperCase()}${plane.slice(1)}, ${axis} ${millimetreText(Number(um))} mm`;
  }
  const [, side] = SURFACE.exec(view) ?? [];
  return side === undefined ? FLAT[view] : `Surface ${SIDES[side]}`;
}

/** Return the axis and position {axis, um} of a view that is a slice; null of another one. */
export function sliceOf(view) {
  const [, axis, um] = SLICE.exec(view) ?? [];
  return axis === undefined ? null : { axis, um };
}

/**
 * Return the views that can be added: the slices where they are now, the surface, and the maps where there are any.
 *
 * @param {object} state the store's snapshot
 * @param {{flatmap: boolean, maps: boolean}} has whether the site has a flatmap, and the feature values by region
 */
export function listViews(state, { flatmap, maps }) {
  return [
    ...Object.keys(PLANES).map((plane) => `${plane}:${state[plane]}`),
    ...Object.keys(SIDES).map((side) => `surface:${side}`),
    ...(flatmap && maps ? ['flatmap'] : []), ...(maps ? ['ontology'] : []),
  ];
}

/** Return views with the one at `from` moved to `to`. */
export function moveView(views, from, to) {
  if (to < 0 || to >= views.length || from === to) return views;
  const rest = views.filter((_, n) => n !== from);
  return [...rest.slice(0, to), views[from], ...rest.slice(to)];
}
