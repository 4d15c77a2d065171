/** Moving an entry of the tree, to a place or by one step: each a move, and a sentence about it. */

import { ROOT, findPlace, listNodes, moveNode, refuseMove } from '../../core/tree/tree_moves.js';

/** Create the moves on `editor`; `refuse` says what was refused and returns false. */
export function createMoves({ editor, refuse }) {
  /** Move the node `id` into the folder `parent` at `index`; say why when it cannot go there. */
  function moveTo(id, { parent, index }) {
    const refused = refuseMove(editor.root, id, parent);
    if (refused !== null) return refuse(refused);
    const root = moveNode(editor.root, id, { parent, index });
    editor.fold(parent, false);
    return editor.apply(root, `moved ${describePlace(root, id)}`, { choose: id });
  }

  function step(change) {
    const { place } = editor;
    if (place === undefined) return refuse('Choose an entry first.');
    const target = change(place);
    return target === null ? refuse(`“${place.node.label}” cannot be moved further.`) : moveTo(place.node.id, target);
  }

  const placeOfParent = ({ parent }) => findPlace(editor.root, parent.id);

  /** Before the one above; the first of a folder leaves it. */
  const moveUp = () => step((place) => {
    if (place.index > 0) return { parent: place.parent.id, index: place.index - 1 };
    return place.parent.id === ROOT ? null : beside(placeOfParent(place), 0);
  });

  /** Behind the one below; the last of a folder leaves it. */
  const moveDown = () => step((place) => {
    if (place.index < place.parent.children.length - 1) return { parent: place.parent.id, index: place.index + 1 };
    return place.parent.id === ROOT ? null : beside(placeOfParent(place), 1);
  });

  /** Into the folder above, at its end. */
  const moveIn = () => step((place) => {
    const above = place.parent.children[place.index - 1];
    if (!above?.children) return null;
    return { parent: above.id, index: above.children.length };
  });

  const moveOut = () => step((place) => (place.parent.id === ROOT ? null : beside(placeOfParent(place), 1)));

  return { moveTo, moveUp, moveDown, moveIn, moveOut };
}

function beside(place, offset) {
  return { parent: place.parent.id, index: place.index + offset };
}

/** Where a node is, for screen readers: “rate”, 2 of 3 in “Spike”. */
export function describePlace(root, id) {
  const place = listNodes(root).find(({ node }) => node.id === id);
  const where = place.parent.id === ROOT ? 'on the top level' : `in “${place.parent.label}”`;
  return `“${place.node.label}”: ${place.index + 1} of ${place.parent.children.length} ${where}`;
}
