/** Which colour map is drawn, and in which direction: the chosen one, else the feature's own, else the default. */

import { reverseColormap } from '../core/colour.js';

const USUAL = 'magma';

/** How matplotlib names a map that runs from high to low. */
const TURNED = /_r$/;

/**
 * Return what is drawn for a choice of colours.
 *
 * @param {object} state the store's snapshot: `cmap` is a name of matplotlib's, also with _r, or null; `reversed` turns
 *   it around once more
 * @param {string|null} own the name that the feature itself asks for
 * @param {Atlas} atlas
 * @returns {{name: string, turned: boolean, reversed: boolean, colours: Uint8Array, notes: string[]}} `name` without
 *   _r; `turned` whether there was one; `reversed` whether the colours run from high to low in the end; `notes` name
 *   what there is no map for
 */
export function chooseColours({ cmap, reversed }, own, atlas) {
  const known = (name) => name !== null && atlas.hasColormap(name.replace(TURNED, ''));
  const wanted = [cmap, own].find(known) ?? USUAL;
  const name = wanted.replace(TURNED, '');
  const turned = TURNED.test(wanted);
  const colours = turned === reversed ? atlas.colormap(name) : reverseColormap(atlas.colormap(name));
  return { name, turned, reversed: turned !== reversed, colours, notes: notesOn({ cmap, own, known, wanted }) };
}

function notesOn({ cmap, own, known, wanted }) {
  if (cmap !== null) return known(cmap) ? [] : [`Colour map “${cmap}” does not exist; showing “${wanted}”.`];
  if (own === null || known(own)) return [];
  return [`This feature’s colour map “${own}” does not exist; showing “${wanted}”.`];
}
