/** The tree as the viewer will show it, by the viewer's own rule. */

import { make } from '../../core/dom.js';
import { listedTree } from '../../core/tree/tree.js';
import { toTreeMap } from '../../core/tree/tree_moves.js';

/** Create the preview in `element`; returns {update}. */
export function createPreviewPane({ element, editor }) {
  const list = make('div', { class: 'preview', dataset: { testid: 'preview' } });
  element.append(list);

  function update() {
    const nodes = listedTree(toTreeMap(editor.root), editor.features);
    const empty = make('p', { class: 'note', text: 'The viewer shows no features.' });
    list.replaceChildren(nodes.length > 0 ? branch(nodes) : empty);
  }

  return { update };
}

function branch(nodes) {
  return make('ul', {}, ...nodes.map(({ label, children, outside = false }) => (children
    ? make('li', {}, make('details', { open: !outside }, make('summary', { text: label }), branch(children)))
    : make('li', { class: 'leaf', text: label }))));
}
