/** Walking the treemap by keys: beside, above and below, to the other side; choosing and enlarging. */

import { lateralRow } from '../../core/geometry.js';
import { draw } from '../grid/vector_map.js';
import { leftEdge } from './region_tree.js';

const OTHER = Object.freeze({ left: 'right', right: 'left' });

/**
 * Return the node that a key leads to from a node, the same one where it leads nowhere.
 *
 * @param {object} node d3's
 * @param {string} key
 */
export function stepFrom(node, key) {
  if (key === 'ArrowUp') return node.parent ?? node;
  if (key === 'ArrowDown') return node.children?.[0] ?? node;
  const siblings = node.parent?.children ?? [node];
  const place = siblings.indexOf(node);
  if (key === 'ArrowLeft') return siblings[place - 1] ?? node;
  if (key === 'ArrowRight') return siblings[place + 1] ?? node;
  return key === 'Home' ? siblings[0] : siblings.at(-1);
}

const STEPS = new Set(['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End']);

/**
 * Listen to the keys of the map until the panel ends.
 *
 * @param {object} options
 * @param {() => object} options.getMap {root, half, cells, top}
 * @param {(row: number) => void} options.enlarge
 * @param {() => void} options.back
 * @param {(node: object, side: string) => object|null} options.describeGroup what `onAnnounce` is told of a group
 * @returns {{restore: () => void}} `restore` finds the place again after the map was laid out anew
 */
export function listenToTreeKeys({ svg, store, signal, onChoose, onAnnounce, getMap, enlarge, back, describeGroup }) {
  const ring = draw('rect', { class: 'ring', 'aria-hidden': 'true' });
  let place = null;
  let side = 'left';
  svg.append(ring);

  svg.addEventListener('keydown', (event) => {
    if (event.altKey || getMap() === null || !press(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }, { signal });
  svg.addEventListener('focus', () => go(place ?? startOf(getMap())), { signal });
  svg.addEventListener('blur', () => {
    ring.classList.remove('shown');
    store.set({ hovered: null });
  }, { signal });

  function press(event) {
    const { key } = event;
    place ??= startOf(getMap());
    if (STEPS.has(key)) go(stepFrom(place, key));
    else if (key === 'm' || key === 'M') {
      side = OTHER[side];
      go(place);
    } else if (key === 'Enter' || key === ' ') choose(event);
    else if (key === '-' || key === 'Backspace') back();
    else if (key === '+') enlarge(place.data.row);
    else return false;
    return true;
  }

  function choose(event) {
    if (place.children) enlarge(place.data.row);
    else onChoose(lateralRow(place.data.row, side), event.ctrlKey || event.metaKey || event.shiftKey);
  }

  function go(node) {
    if (node === null) return;
    place = node;
    showRing();
    const lateral = lateralRow(node.data.row, side);
    if (node.children) svg.removeAttribute('aria-activedescendant');
    else svg.setAttribute('aria-activedescendant', `cell-${lateral}`);
    const group = node.children ? describeGroup(node, side) : null;
    onAnnounce({ row: node.data.row, lateral, side, source: node.data.row, voxel: null, group });
  }

  function showRing() {
    const { half } = getMap();
    ring.classList.add('shown');
    const { x0, y0, x1, y1 } = place;
    const box = { x: leftEdge(place, side, half), y: y0, width: x1 - x0, height: y1 - y0 };
    for (const [name, value] of Object.entries(box)) ring.setAttribute(name, String(value));
    svg.append(ring);
  }

  function restore() {
    const { root } = getMap();
    const same = (node) => node.data.row === place.data.row;
    place = place === null ? null : root.descendants().find(same) ?? root;
    if (place !== null && document.activeElement === svg) showRing();
    else ring.classList.remove('shown');
  }

  return { restore };
}

function startOf(map) {
  return map === null ? null : map.root;
}
