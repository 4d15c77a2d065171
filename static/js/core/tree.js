/** The tree of a bucket as the viewer shows it. */

/**
 * Return the nodes to display: {label, fname} for a feature, {label, children} for a folder.
 *
 * Without a tree every feature is shown under its own name. An entry for a feature that is not uploaded is
 * not displayed, nor is a folder in which nothing is left.
 *
 * @param {Map|null} tree label → fname or subtree, in order
 * @param {Map} features by fname
 */
export function displayTree(tree, features) {
  if (tree === null) return [...features.keys()].map((fname) => ({ label: fname, fname }));
  return [...tree].flatMap(([label, entry]) => {
    if (!(entry instanceof Map)) return features.has(entry) ? [{ label, fname: entry }] : [];
    const children = displayTree(entry, features);
    return children.length > 0 ? [{ label, children }] : [];
  });
}

/** Return the features of displayed nodes in display order, each as {fname, labels from the root}. */
export function listDisplayed(nodes, labels = []) {
  return nodes.flatMap(({ label, fname, children }) =>
    children ? listDisplayed(children, [...labels, label]) : [{ fname, labels: [...labels, label] }]);
}
