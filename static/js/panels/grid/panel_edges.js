/** The edges between rows and columns of panels: dragged by mouse, pen or finger, or moved by keys. */

import { make } from '../../core/dom.js';
import { listEdges, moveEdge } from './edge_moves.js';

/** Part of the whole that one press of an arrow key moves an edge, and of a page key. */
const KEY_STEP = 0.02;
const PAGE_STEP = 0.1;

/**
 * Create the edges of a grid element; `onMove(sizes)` gets the sizes {columns, rows}, shares of the whole, when one is
 * moved.
 *
 * @param {object} options
 * @param {object} options.panels made by `createPanels`
 */
export function createEdges({ element, panels, onMove, signal }) {
  let drawn = '';
  let shares = { columns: [1], rows: [1] };
  let edges = [];
  panels.onPlaced((grid, next) => {
    shares = next;
    const wanted = listEdges(grid);
    const text = JSON.stringify(wanted);
    if (text !== drawn) redraw(wanted);
    drawn = text;
    placeEdges();
  });

  function redraw(wanted) {
    for (const { edge } of edges) edge.remove();
    edges = wanted.map((what) => ({ ...what, edge: edgeOf(what) }));
    element.append(...edges.map(({ edge }) => edge));
  }

  function edgeOf({ kind, place }) {
    const vertical = kind === 'columns';
    const edge = make('div', {
      class: `edge ${kind}`, role: 'separator', tabindex: 0, 'aria-orientation': vertical ? 'vertical' : 'horizontal',
      'aria-label': vertical ? `Edge after column ${place + 1}` : `Edge after row ${place + 1}`,
      'aria-valuemin': 0, 'aria-valuemax': 100, dataset: { kind, place, testid: `edge-${kind}-${place}` },
    });
    const move = (delta, from = shares) =>
      onMove({ ...from, [kind]: moveEdge(from[kind], from[kind].length, place, delta) });
    bindKeys(edge, { vertical, move, signal });
    bindDragging(edge, { vertical, move, getShares: () => shares, grid: element, signal });
    return edge;
  }

  function placeEdges() {
    for (const { edge, kind, place, from, to } of edges) {
      const [at, along, length] = kind === 'columns' ? ['left', 'top', 'height'] : ['top', 'left', 'width'];
      const across = shares[kind === 'columns' ? 'rows' : 'columns'];
      const position = sum(shares[kind], place + 1) * 100;
      edge.style[at] = `${position}%`;
      edge.style[along] = `${sum(across, from) * 100}%`;
      edge.style[length] = `${(sum(across, to) - sum(across, from)) * 100}%`;
      edge.setAttribute('aria-valuenow', String(Math.round(position)));
    }
  }
}

function bindKeys(edge, { vertical, move, signal }) {
  const [less, more] = vertical ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
  const steps = {
    [less]: -KEY_STEP, [more]: KEY_STEP, PageUp: -PAGE_STEP, PageDown: PAGE_STEP, Home: -1, End: 1,
  };
  edge.addEventListener('keydown', (event) => {
    if (!(event.key in steps)) return;
    event.preventDefault();
    move(steps[event.key]);
  }, { signal });
}

function bindDragging(edge, { vertical, move, getShares, grid, signal }) {
  let start = null;
  const positionOf = (event) => (vertical ? event.clientX : event.clientY);
  edge.addEventListener('pointerdown', (event) => {
    edge.setPointerCapture(event.pointerId);
    start = { at: positionOf(event), size: vertical ? grid.clientWidth : grid.clientHeight, shares: getShares() };
    event.preventDefault();
  }, { signal });
  edge.addEventListener('pointermove', (event) => {
    if (edge.hasPointerCapture(event.pointerId)) move((positionOf(event) - start.at) / start.size, start.shares);
  }, { signal });
}

function sum(shares, count) {
  return shares.slice(0, count).reduce((total, share) => total + share, 0);
}
