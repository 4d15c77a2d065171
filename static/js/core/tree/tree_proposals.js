/** A first tree, proposed from the names of the features. */

import { ROOT, freeLabel, listNodes } from './tree_moves.js';

const SEPARATOR = /[_\-. /:]+/;
const SMALLEST_GROUP = 2;

/**
 * Return the displayed features grouped anew: those whose names begin with the same word ("spike_rate",
 * "spike_width" → folder "spike") stand in one folder. A word that only one name begins with makes no folder. What a
 * person decided stays: a feature keeps the label it was given, what is not displayed stays so, and a folder that held
 * exactly the features of a word keeps its label. The order is that of the tree; a folder stands where its first
 * feature stood.
 *
 * @param {object} root a tree as `plantTree` returns it
 * @param {() => string} newId
 */
export function proposeGroups(root, newId) {
  const onTop = new Set();
  return [...groupByWord(root)].flatMap(([word, members]) => {
    if (!makesFolder(word, members)) {
      return members.map(({ node }) => ({ id: newId(), label: claim(node.label, onTop), fname: node.fname }));
    }
    const taken = new Set();
    const children = members.map(({ node: { label, fname } }) => (
      { id: newId(), label: claim(label === fname ? restOf(fname, word) : label, taken), fname }));
    return [{ id: newId(), label: claim(folderOf(members)?.label ?? word, onTop), children }];
  });
}

/** Return the labels of the folders that `proposeGroups` does not keep. */
export function listLost(root) {
  const groups = [...groupByWord(root)].filter(([word, members]) => makesFolder(word, members));
  const kept = new Set(groups.map(([, members]) => folderOf(members)?.id));
  return listNodes(root).filter(({ node }) => node.children && !kept.has(node.id)).map(({ node }) => node.label);
}

/** Return the places of the features by the first word of their names, in the order of the tree. */
function groupByWord(root) {
  const groups = new Map();
  for (const place of listNodes(root)) {
    if (place.node.children) continue;
    const word = firstWord(place.node.fname);
    groups.set(word, [...(groups.get(word) ?? []), place]);
  }
  return groups;
}

function makesFolder(word, members) {
  return word !== '' && new Set(members.map(({ node }) => node.fname)).size >= SMALLEST_GROUP;
}

/** Return a label that is not taken yet, and take it. */
function claim(label, taken) {
  const free = freeLabel(label, taken);
  taken.add(free);
  return free;
}

/** Return the folder that holds exactly these places, or null. */
function folderOf(places) {
  const [{ parent }] = places;
  const holds = parent.id !== ROOT && parent.children.length === places.length
    && places.every((place) => place.parent.id === parent.id);
  return holds ? parent : null;
}

function firstWord(fname) {
  return fname.split(SEPARATOR)[0];
}

/** Return what follows the first word; all of the name when nothing does. */
function restOf(fname, word) {
  const rest = fname.slice(word.length).replace(SEPARATOR, '').replaceAll('_', ' ').trim();
  return rest === '' ? fname : rest;
}
