/** The address of the figure that shows what the viewer shows. */

import { asRegions } from '../../../state/codecs.js';
import { sliceOf } from './choices.js';

/** Parameters that a figure and the viewer call by the same name; `true` and `false` are written 1 and 0. */
const SAME = Object.freeze(['scale', 'centred', 'reversed', 'hemisphere', 'outlines', 'missing']);

/**
 * Return the parameters of a figure (docs/figures.md) for a state of the viewer.
 *
 * @param {object} state the store's snapshot, with suggested colours filled in
 * @param {object} shown {mapping, statistic, kind} as the picture has them: what stands in for what is not there
 * @param {FigureChoices} choices what the viewer does not say
 * @returns {URLSearchParams}
 */
export function figureParameters(state, { mapping, statistic, kind, knowsMap }, choices) {
  const { views, width, labels, clear, title } = choices;
  const given = { ...placesOf(views), mapping, width, labels: Number(labels) };
  if (statistic !== undefined) given.stat = statistic;
  if (state.version !== null) given.version = state.version;
  if (state.cmap !== null && knowsMap(state.cmap)) given.cmap = state.cmap;
  if (state.range !== null) [given.vmin, given.vmax] = state.range;
  for (const key of SAME) given[key] = typeof state[key] === 'boolean' ? Number(state[key]) : state[key];
  if (state.selected.length > 0) given.selected = asRegions.write(state.selected);
  if (kind === 'points') given.thickness = state.thickness;
  if (views.includes('ontology')) given.area = state.area;
  if (views.includes('ontology') && state.branch !== null) given.branch = state.branch;
  if (clear) given.ground = 'none';
  if (title !== '') given.title = title;
  return new URLSearchParams(given);
}

/** One slice is asked for by its axis and place, a board by its views. */
function placesOf(views) {
  return (views.length === 1 ? sliceOf(views[0]) : null) ?? { panels: views.join(',') };
}
