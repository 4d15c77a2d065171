/** Which acronyms are written into the treemap, and how large. */

/** Largest and smallest type, in css px, and the width of a letter in its height. */
const LARGEST = 11.5;
const SMALLEST = 7;
const LETTER = 0.68;

/** Part of a cell's height that a line of text may take. */
const LINE = 0.72;

/**
 * Return the nodes to be captioned, as [{node, text, size}]: each Beryl region once, or all of its cells where every
 * one of them has room; above that, cells on their own.
 *
 * @param {object} root laid out by `layOut`
 * @param {object} regions
 */
export function chooseCaptions(root, regions) {
  const captions = [];
  const visit = (node) => {
    const leaves = node.leaves();
    const whole = regions.beryl[node.data.row] === node.data.row || leaves.length === 1;
    if (!whole) {
      node.children.forEach(visit);
      return;
    }
    const singly = leaves.map((leaf) => captionOf(leaf, regions));
    const all = leaves.length > 1 && singly.every((caption) => caption !== null);
    const chosen = all ? singly : [captionOf(leaves.length === 1 ? leaves[0] : node, regions)];
    captions.push(...chosen.filter((caption) => caption !== null));
  };
  visit(root);
  return captions;
}

function captionOf(node, regions) {
  const text = regions.acronym[node.data.row];
  const width = node.x1 - node.x0 - 3;
  const height = node.y1 - node.y0;
  const size = Math.min(LARGEST, width / (text.length * LETTER), height * LINE);
  return size < SMALLEST ? null : { node, text, size: Math.round(size * 2) / 2 };
}
