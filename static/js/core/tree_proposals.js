/** A first tree, proposed from the names of the features. */

import { freeLabel } from './tree_moves.js';

const SEPARATOR = /[_\-. /:]+/;
const SMALLEST_GROUP = 2;

/**
 * Return the nodes of a tree that groups features whose names begin with the same word ("spike_rate",
 * "spike_width" → folder "spike"). A word that only one name begins with makes no folder. The order is that
 * of the names given; a folder stands where its first feature stood.
 *
 * @param {Iterable<string>} fnames
 * @param {() => string} newId
 */
export function proposeGroups(fnames, newId) {
  const groups = new Map();
  for (const fname of fnames) {
    const word = firstWord(fname);
    groups.set(word, [...(groups.get(word) ?? []), fname]);
  }
  return [...groups].flatMap(([word, members]) => {
    if (word === '' || members.length < SMALLEST_GROUP) {
      return members.map((fname) => ({ id: newId(), label: fname, fname }));
    }
    const taken = new Set();
    const children = members.map((fname) => {
      const label = freeLabel(restOf(fname, word), taken);
      taken.add(label);
      return { id: newId(), label, fname };
    });
    return [{ id: newId(), label: word, children }];
  });
}

function firstWord(fname) {
  return fname.split(SEPARATOR)[0];
}

/** Return what follows the first word; all of the name when nothing does. */
function restOf(fname, word) {
  const rest = fname.slice(word.length).replace(SEPARATOR, '').replaceAll('_', ' ').trim();
  return rest === '' ? fname : rest;
}
