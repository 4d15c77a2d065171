/** One entry of the displayed tree with all that is in it. */

import { make } from '../../core/dom.js';

const FLAGS = Object.freeze({ repeated: 'twice', missing: 'not in the bucket', empty: 'empty' });

/**
 * Return the list item of a node.
 *
 * @param {object} node
 * @param {{index: number, parent: object, depth: number}} place `depth` is 1 on the top level
 * @param {object} shown
 * @param {string|null} shown.chosen id of the entry that is chosen
 * @param {(id: string) => boolean} shown.isFolded
 * @param {Map<string, object>} shown.problems by id
 */
export function drawEntry(node, { index, parent, depth }, shown) {
  const folder = node.children !== undefined;
  const chosen = node.id === shown.chosen;
  const first = shown.chosen === null && depth === 1 && index === 0;
  const folded = folder && shown.isFolded(node.id);
  // The row is the item, and its list stands beside it: a folder's name is its own, without its children's.
  const state = {
    role: 'treeitem', 'aria-level': depth, 'aria-posinset': index + 1, 'aria-setsize': parent.children.length,
    'aria-selected': String(chosen), 'aria-expanded': folder ? String(!folded) : null,
    tabindex: chosen || first ? 0 : -1,
  };
  const kind = `entry${folder ? ' folder' : ''}${folded ? ' folded' : ''}`;
  const line = row(node, folder, shown.problems.get(node.id), state);
  const entry = make('li', { role: 'none', class: kind, dataset: { id: node.id } }, line);
  if (folder) {
    const children = node.children.map((child, at) =>
      drawEntry(child, { index: at, parent: node, depth: depth + 1 }, shown));
    entry.append(make('ul', { role: 'group', class: 'branch', dataset: { parent: node.id } }, ...children));
  }
  return entry;
}

function row(node, folder, problem, state) {
  const parts = [
    make('span', { class: 'grip', 'aria-hidden': 'true' }),
    make('span', { class: 'twisty', 'aria-hidden': 'true', dataset: { action: folder ? 'fold' : 'none' } }),
    make('span', { class: 'label', text: node.label }),
  ];
  if (!folder && node.fname !== node.label) parts.push(make('code', { class: 'fname', text: node.fname }));
  if (problem) parts.push(make('span', { class: 'flag', title: problem.message, text: FLAGS[problem.kind] }));
  return make('div', { class: 'row', ...state, dataset: problem ? { problem: problem.kind } : {} }, ...parts,
    tool('rename', 'Rename (Enter)'), tool('exclude', 'Exclude (Delete)'));
}

/** A sign for the mouse, drawn by the style sheet; the keys and the toolbar are for everybody. */
function tool(action, title) {
  return make('span', { class: `tool ${action}`, 'aria-hidden': 'true', title, dataset: { action } });
}
