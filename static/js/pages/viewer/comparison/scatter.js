/** A scatter plot of two features, pointed at by hand or keys: a point per region. */

import { make } from '../../../core/dom.js';
import { nextPoint } from '../../../core/statistics/scatter_layout.js';
import { draw } from '../../../core/svg.js';
import { HEIGHT, WIDTH, drawPoints, drawSurroundings, layOut } from './scatter_drawing.js';

const MOVES = Object.freeze(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End']);

/**
 * @typedef {object} ScatterPoint
 * @property {number} row of its region, with side
 * @property {number} x
 * @property {number} y
 * @property {string} text what a screen reader says of it
 */

/**
 * Create a plot.
 *
 * - `show({points, xLabel, yLabel, line, comparable})` draws other points; `comparable` says whether both axes have one
 *   unit, so that the identity means something.
 * - `paint(colourOf)` colours each point: a function from a row to a CSS colour.
 * - `mark({hovered, selected})` marks points by rows.
 *
 * @param {object} options
 * @param {(row: number|null, box: DOMRect|null) => void} options.onPoint
 * @param {(row: number, add: boolean) => void} options.onChoose
 * @param {AbortSignal} options.signal
 */
export function createScatter({ onPoint, onChoose, signal }) {
  const svg = draw('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: 'plot', role: 'presentation' });
  const element = make('div', {
    class: 'scatter', role: 'listbox', tabindex: 0, 'aria-multiselectable': 'true', dataset: { testid: 'scatter' },
  }, svg);
  let points = [];
  let circles = [];
  let active = -1;
  listenTo({ svg, element, point, choose, press, enter: () => activate(active < 0 ? firstPlace() : active), signal });
  element.addEventListener('blur', () => circles[active]?.removeAttribute('data-active'), { signal });

  const firstPlace = () => nextPoint(points, -1, 'Home');

  function point(place) {
    if (place < 0) onPoint(null, null);
    else onPoint(points[place].row, circles[place].getBoundingClientRect());
  }

  function choose(place, event) {
    if (place < 0) return;
    active = place;
    onChoose(points[place].row, event.ctrlKey || event.metaKey || event.shiftKey);
  }

  function press(event) {
    if (MOVES.includes(event.key)) activate(nextPoint(points, active, event.key));
    else if (event.key === 'Enter' || event.key === ' ') choose(active, event);
    else return;
    event.preventDefault();
  }

  function activate(place) {
    if (place < 0) return;
    circles[active]?.removeAttribute('data-active');
    active = place;
    circles[active].toggleAttribute('data-active', true);
    element.setAttribute('aria-activedescendant', circles[place].id);
    point(place);
  }

  function show({ points: shown, xLabel, yLabel, line, comparable }) {
    points = shown;
    active = -1;
    element.removeAttribute('aria-activedescendant');
    element.setAttribute('aria-label', `Scatter plot of ${yLabel} over ${xLabel}`);
    const axes = layOut(points);
    circles = drawPoints(points, axes);
    svg.replaceChildren(...drawSurroundings({ axes, xLabel, yLabel, line, comparable }), ...circles);
  }

  function paint(colourOf) {
    circles.forEach((circle, place) => { circle.style.fill = colourOf(points[place].row); });
  }

  function mark({ hovered, selected }) {
    const above = [];
    circles.forEach((circle, place) => {
      const { row } = points[place];
      circle.setAttribute('aria-selected', String(selected.has(row)));
      circle.toggleAttribute('data-hovered', hovered.has(row));
      if (selected.has(row) || hovered.has(row)) above.push(circle);
    });
    svg.toggleAttribute('data-selecting', points.some(({ row }) => selected.has(row)));
    // What comes later is drawn above the others.
    const first = svg.children.length - above.length;
    if (above.some((circle, n) => svg.children[first + n] !== circle)) svg.append(...above);
  }

  return Object.freeze({ element, show, paint, mark });
}

function listenTo({ svg, element, point, choose, press, enter, signal }) {
  const placeAt = (event) => Number(event.target.closest('[data-place]')?.dataset.place ?? -1);
  svg.addEventListener('pointerover', (event) => point(placeAt(event)), { signal });
  svg.addEventListener('pointerleave', () => point(-1), { signal });
  svg.addEventListener('click', (event) => choose(placeAt(event), event), { signal });
  element.addEventListener('keydown', press, { signal });
  element.addEventListener('focus', () => element.matches(':focus-visible') && enter(), { signal });
  element.addEventListener('blur', () => point(-1), { signal });
}
