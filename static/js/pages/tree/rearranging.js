/** Rearranging many entries of the tree at once: a folder taken apart, a level sorted, everything grouped. */

import { ROOT, dissolveFolder, listNodes, plantTree, sortFolder } from '../../core/tree/tree_moves.js';
import { listLost, proposeGroups } from '../../core/tree/tree_proposals.js';

/** Create it on `editor`; `say` and `refuse` tell what was not done, `ask` asks before a folder is lost. */
export function createRearranging({ editor, say, refuse, ask }) {
  function dissolve() {
    const { place } = editor;
    if (!place?.node.children) return refuse('Choose a folder to ungroup.');
    const first = place.node.children[0]?.id ?? null;
    const root = dissolveFolder(editor.root, place.node.id);
    return editor.apply(root, `ungrouped “${place.node.label}”`, { choose: first });
  }

  /** Sort the chosen folder, or the level of the chosen feature. */
  function sort() {
    const { place } = editor;
    const folder = place === undefined ? editor.root : (place.node.children ? place.node : place.parent);
    const name = folder.id === ROOT ? 'the top level' : `“${folder.label}”`;
    if (!editor.apply(sortFolder(editor.root, folder.id), `sorted ${name}`)) say(`${name} is already sorted.`);
  }

  /** Group by the names; folders that this takes apart are named first. */
  async function propose() {
    const lost = listLost(editor.root);
    if (lost.length > 0 && !(await ask({ text: describeLost(lost, KEPT), accept: 'Group by name' }))) return;
    const children = proposeGroups(editor.root, editor.newId);
    editor.apply({ id: ROOT, label: '', plain: false, children }, 'grouped by the names', { choose: null });
  }

  /** Show every feature under its own name; the folders that this drops are named first. */
  async function showPlain() {
    const lost = listNodes(editor.root).filter(({ node }) => node.children).map(({ node }) => node.label);
    if (lost.length > 0 && !(await ask({ text: describeLost(lost, DROPPED), accept: 'Flat list' }))) return;
    const root = plantTree(null, editor.features.keys(), editor.newId);
    editor.apply(root, 'changed to a flat list', { choose: null });
  }

  return { dissolve, sort, propose, showPlain };
}

/** What becomes of labels and of features that are not displayed. */
const KEPT = 'Features keep their labels; excluded features stay excluded.';
const DROPPED = 'Every feature is shown under its own name, also excluded ones. Undo brings the tree back.';

function describeLost(labels, consequence) {
  const named = labels.slice(0, 5).map((label) => `“${label}”`).join(', ');
  const more = labels.length > 5 ? ` and ${labels.length - 5} more` : '';
  return `This takes apart ${labels.length === 1 ? 'the folder' : 'the folders'} ${named}${more}. ${consequence}`;
}
