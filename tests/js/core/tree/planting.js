/** Trees for tests: planted from short descriptions, grown and moved at random from a seed. */

import { plantTree } from '../../../../static/js/core/tree/tree_moves.js';

/** Return a function that counts n1, n2, …; each call of `countIds` begins anew under its own letter. */
export function countIds(letter = 'n') {
  let count = 0;
  return () => `${letter}${(count += 1)}`;
}

/** Plant a tree from nested lists: ['label', 'fname'] is a feature, ['label', [ … ]] a folder. */
export function plant(lists, newId = countIds()) {
  return plantTree(toMap(lists), [], newId);
}

function toMap(lists) {
  return new Map(lists.map(([label, entry]) => [label, Array.isArray(entry) ? toMap(entry) : entry]));
}

/** Return a repeatable source of numbers: `below(n)` is 0…n−1. */
export function createChance(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (count) => Math.floor(next() * count);
  return { below, oneOf: (list) => list[below(list.length)] };
}

/** Return nested lists of about `size` features in folders up to five levels deep. */
export function growLists(chance, size) {
  const root = [];
  const folders = [{ list: root, depth: 1 }];
  for (let number = 0; number < size; number += 1) {
    const { list, depth } = chance.oneOf(folders);
    if (depth < 5 && chance.below(3) === 0) {
      const inner = [];
      list.push([`folder ${number}`, inner]);
      folders.push({ list: inner, depth: depth + 1 });
    } else {
      list.push([`label ${number}`, `feature_${number}`]);
    }
  }
  return root;
}
