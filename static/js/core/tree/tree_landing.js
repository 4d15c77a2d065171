/** Where a dragged entry will land: geometry and the tree in, a place in the tree out. */

import { ROOT, findPlace, refuseMove } from './tree_moves.js';

/** Parts of a folder's row: above the first the entry lands before it, below the second behind it. */
const [BEFORE, BEHIND] = [0.25, 0.75];

/**
 * Return where an entry lands that is held over a row: {parent, index, at, id, level}.
 *
 * `parent` and `index` are the place among the children as they are now. `at` says how to draw it: 'into' the folder
 * `id`, or on a line 'before' or 'behind' the row `id`, indented as `level` (1 is on top).
 *
 * @param {object} root the tree
 * @param {{id: string, part: number, outwards: number}|null} over the row; how far down in it, from 0 to 1; how many
 *   levels left of its own the pointer is. Null: below all rows
 * @param {(id: string) => boolean} isFolded
 */
export function findLanding(root, over, isFolded) {
  if (over === null) return behindAll(root);
  const { node, parent, index, depth } = findPlace(root, over.id);
  if (node.children) {
    const open = !isFolded(node.id) && node.children.length > 0;
    if (over.part >= BEFORE && (over.part <= BEHIND || !isFolded(node.id))) {
      const first = open && over.part > BEHIND;
      return first
        ? { parent: node.id, index: 0, at: 'behind', id: node.id, level: depth + 1 }
        : { parent: node.id, index: node.children.length, at: 'into', id: node.id, level: depth + 1 };
    }
  }
  const behind = over.part > 0.5;
  if (!behind) return { parent: parent.id, index, at: 'before', id: node.id, level: depth };
  return outwards(root, { parent, index: index + 1, depth }, over);
}

/** Behind the last entry of a folder the pointer, held further left, leaves the folder. */
function outwards(root, start, { id, outwards: steps }) {
  let { parent, index, depth } = start;
  for (let left = steps; left > 0 && parent.id !== ROOT && index === parent.children.length; left -= 1) {
    const above = findPlace(root, parent.id);
    ({ parent } = above);
    index = above.index + 1;
    depth -= 1;
  }
  return { parent: parent.id, index, at: 'behind', id, level: depth };
}

function behindAll(root) {
  const last = root.children.at(-1);
  const id = last === undefined ? ROOT : last.id;
  return { parent: ROOT, index: root.children.length, at: last === undefined ? 'into' : 'behind', id, level: 1 };
}

/**
 * Return the place as `moveNode` takes it, its index counted without the moved entry; {refused} says why it cannot go
 * there. A feature that is not displayed yet has no id.
 */
export function toTarget(root, id, { parent, index }) {
  if (id === undefined) return { parent, index };
  const refused = refuseMove(root, id, parent);
  if (refused !== null) return { refused };
  const place = findPlace(root, id);
  const shift = place.parent.id === parent && place.index < index ? 1 : 0;
  return { parent, index: index - shift };
}
