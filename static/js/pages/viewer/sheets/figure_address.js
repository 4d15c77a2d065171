/** The address of the figure that shows what the viewer shows. */

import { asRegions } from '../../../state/codecs.js';

/** Parameters that a figure and the viewer call by the same name; `true` and `false` are written 1 and 0. */
const SAME = Object.freeze(['scale', 'centred', 'reversed', 'hemisphere', 'outlines', 'missing']);

/**
 * Return the parameters of a figure (docs/figures.md) for a state of the viewer.
 *
 * @param {object} state the store's snapshot
 * @param {object} shown {mapping, statistic} as the picture has them: what stands in for what is not there
 * @param {Record<string, string>} choices what the viewer does not say: axis, width, title, labels …
 * @returns {URLSearchParams}
 */
export function figureParameters(state, { mapping, statistic, knowsMap }, { axis, ...choices }) {
  const given = { axis, um: state[axis], mapping, stat: statistic };
  if (state.version !== null) given.version = state.version;
  if (state.cmap !== null && knowsMap(state.cmap)) given.cmap = state.cmap;
  if (state.range !== null) [given.vmin, given.vmax] = state.range;
  for (const key of SAME) given[key] = typeof state[key] === 'boolean' ? Number(state[key]) : state[key];
  if (state.selected.length > 0) given.selected = asRegions.write(state.selected);
  return new URLSearchParams({ ...given, ...choices });
}
