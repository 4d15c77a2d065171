/** Dragging by mouse and touch: what is held, where it would land, and the move that the drop makes. */

import { findLanding, toTarget } from '../../core/tree/tree_landing.js';
import { ROOT, findPlace } from '../../core/tree/tree_moves.js';
import { createHolding } from './holding.js';
import { createLandingMark } from './landing_mark.js';
import { createUnfolding } from './unfolding.js';

const INDENT = 22;

/**
 * Create the dragging among the entries of `tree` (each with `data-id`) and of `shelf`, the list of features that are
 * not displayed (`data-fname`). Both are in `element`. `redraw` puts the rows back to what the tree is.
 */
export function createDragging({ element, tree, shelf, editor, actions, say, redraw, signal }) {
  const mark = createLandingMark({ list: tree, shelf });
  const unfolding = createUnfolding({ tree, editor });
  let held = null;
  let landing = null;

  createHolding({
    element, selector: 'li[data-id], li[data-fname]', onLift: lift, onMove: move, onDrop: drop, signal,
  });

  function lift(entry) {
    const carried = entry.cloneNode(true);
    carried.className = 'carried';
    carried.removeAttribute('data-id');
    carried.setAttribute('aria-hidden', 'true');
    document.body.append(carried);
    entry.classList.add('lifted');
    held = { ...entry.dataset, entry, carried };
  }

  function move(point) {
    held.carried.style.translate = `${point.x + 12}px ${point.y + 6}px`;
    landing = landingAt(point);
    if (landing === null) mark.clear();
    else if (landing.excluded) mark.showExcluded();
    else mark.show(landing);
    sayLanding();
  }

  /** Return where the entry lands from this point: in the tree, {excluded}, or null. */
  function landingAt({ x, y }) {
    const under = document.elementFromPoint(x, y);
    if (!under?.closest('#tree')) {
      unfolding.hover(null);
      return held.id !== undefined && under?.closest('#hidden') ? { excluded: true } : null;
    }
    const { left, right } = tree.getBoundingClientRect();
    const row = document.elementFromPoint(right - 12, y)?.closest('.row[role="treeitem"]') ?? null;
    const id = row?.parentElement.dataset.id ?? null;
    unfolding.hover(id);
    const pointed = id === null ? null : { id, ...pointIn(row, left, { x, y }) };
    const found = findLanding(editor.root, pointed, unfolding.isFolded);
    const target = toTarget(editor.root, held.id, found);
    return { ...found, target };
  }

  function sayLanding() {
    const sentence = describe(editor.root, landing);
    if (sentence !== held.said) say(sentence);
    held.said = sentence;
  }

  function drop(point) {
    if (point !== null) move(point);
    const { id, fname, entry, carried } = held;
    const where = point === null ? null : landing;
    carried.remove();
    entry.classList.remove('lifted');
    mark.clear();
    held = null;
    landing = null;
    const changed = where !== null && act({ id, fname, where });
    if (!changed) redraw();
    if (where === null) say('Put back.');
    unfolding.end();
  }

  /** Return whether the drop changed the tree. */
  function act({ id, fname, where: { excluded, target } }) {
    if (excluded) return actions.exclude(id);
    if (target.refused !== undefined) {
      say(target.refused);
      return false;
    }
    return id === undefined ? actions.display(fname, target) : actions.moveTo(id, target);
  }
}

/** How far down in a row a point is, and how many levels left of it. */
function pointIn(row, treeLeft, { x, y }) {
  const { top, height } = row.getBoundingClientRect();
  const level = Number(row.getAttribute('aria-level'));
  const pointed = Math.max(0, Math.floor((x - treeLeft) / INDENT)) + 1;
  return { part: (y - top) / height, outwards: Math.max(0, level - pointed) };
}

/** The landing in words, for the status line. */
function describe(root, landing) {
  if (landing === null) return 'Let go here to put it back.';
  if (landing.excluded) return 'Lands in “Not displayed”.';
  if (landing.target.refused !== undefined) return landing.target.refused;
  const { node } = findPlace(root, landing.parent);
  const where = node.id === ROOT ? 'on the top level' : `in “${node.label}”`;
  return `Lands ${where}, at place ${landing.target.index + 1}.`;
}
