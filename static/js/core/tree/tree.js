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

/**
 * Return what the viewer lists: the displayed nodes and, behind them, a folder {label, children, outside: true} of
 * the features that the tree leaves out, so that every feature of a bucket can be found.
 *
 * @param {Map|null} tree label → fname or subtree, in order
 * @param {Map} features by fname
 */
export function listedTree(tree, features) {
  const nodes = displayTree(tree, features);
  const named = new Set(listDisplayed(nodes).map(({ fname }) => fname));
  const children = displayTree(null, features).filter(({ fname }) => !named.has(fname));
  if (children.length === 0) return nodes;
  return [...nodes, { label: `Not in the tree (${children.length.toLocaleString('en')})`, children, outside: true }];
}

/** Return the features of displayed nodes in display order, each as {fname, labels from the root}. */
export function listDisplayed(nodes, labels = []) {
  return nodes.flatMap(({ label, fname, children }) =>
    children ? listDisplayed(children, [...labels, label]) : [{ fname, labels: [...labels, label] }]);
}
