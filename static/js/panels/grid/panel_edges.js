/** The edges between rows and columns of panels: dragged or moved by keys, remembered in this browser. */

import { make } from '../../core/dom.js';
import { recall, remember } from '../../state/remembered.js';
import { moveEdge, usableShares } from './panel_grid.js';

/** Part of the whole that one press of an arrow key moves an edge. */
const KEY_STEP = 0.02;

/** Columns of three panels: the slices that are wide get more than the one that is tall. */
const FIRST_SHARES = Object.freeze({ '2x2': Object.freeze({ columns: [0.54, 0.46], rows: [0.5, 0.5] }) });

/**
 * Create the edges of a grid element. `apply(grid)` sets its tracks and draws the edges; `onMove()` is called after
 * one moved.
 */
export function createEdges({ element, onMove, signal }) {
  const sizes = { ...FIRST_SHARES, ...recall('panel-sizes', {}) };
  let name = '';
  let edges = [];

  function apply({ columns, rows }) {
    const next = `${columns}x${rows}`;
    const shares = {
      columns: usableShares(sizes[next]?.columns, columns), rows: usableShares(sizes[next]?.rows, rows),
    };
    element.style.gridTemplateColumns = tracks(shares.columns);
    element.style.gridTemplateRows = tracks(shares.rows);
    if (next !== name) redraw(next, shares);
    name = next;
    placeEdges(shares);
  }

  function redraw(next, shares) {
    for (const edge of edges) edge.remove();
    edges = Object.entries(shares).flatMap(([kind, { length }]) =>
      Array.from({ length: length - 1 }, (_, n) => edgeOf(kind, n, length)));
    element.append(...edges);
  }

  function edgeOf(kind, n, count) {
    const vertical = kind === 'columns';
    const edge = make('div', {
      class: `edge ${kind}`, role: 'separator', tabindex: 0, 'aria-orientation': vertical ? 'vertical' : 'horizontal',
      'aria-label': vertical ? `Edge after column ${n + 1}` : `Edge after row ${n + 1}`,
      'aria-valuemin': 0, 'aria-valuemax': 100, dataset: { kind, place: n, testid: `edge-${kind}-${n}` },
    });
    const move = (delta) => {
      const moved = moveEdge(sizes[name]?.[kind], count, n, delta);
      sizes[name] = { ...sizes[name], [kind]: moved };
      remember('panel-sizes', sizes);
      onMove();
    };
    const [less, more] = vertical ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
    const keys = { [less]: -KEY_STEP, [more]: KEY_STEP };
    edge.addEventListener('keydown', (event) => {
      if (!(event.key in keys)) return;
      event.preventDefault();
      move(keys[event.key]);
    }, { signal });
    edge.addEventListener('pointerdown', (event) => {
      edge.setPointerCapture(event.pointerId);
      event.preventDefault();
    }, { signal });
    edge.addEventListener('pointermove', (event) => {
      if (!edge.hasPointerCapture(event.pointerId)) return;
      move(vertical ? event.movementX / element.clientWidth : event.movementY / element.clientHeight);
    }, { signal });
    return edge;
  }

  function placeEdges(shares) {
    for (const edge of edges) {
      const { kind, place } = edge.dataset;
      const at = shares[kind].slice(0, Number(place) + 1).reduce((sum, share) => sum + share, 0) * 100;
      edge.style[kind === 'columns' ? 'left' : 'top'] = `${at}%`;
      edge.setAttribute('aria-valuenow', String(Math.round(at)));
    }
  }

  return { apply };
}

function tracks(shares) {
  return shares.map((share) => `minmax(0, ${(share * 100).toFixed(3)}fr)`).join(' ');
}
