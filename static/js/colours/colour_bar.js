/** The colour bar: histogram of the shown values, colours, and the ends of the range in units, dragged or typed. */

import { make } from '../core/dom.js';
import { formatTicks, formatValue } from '../core/numbers.js';
import { chooseLook } from './choosing.js';
import { createColourAxis, setEnd } from './colour_axis.js';
import { drawColours } from './colour_strip.js';
import { drawHistogram } from './histogram_bars.js';
import { createLookLine } from './look_line.js';
import { createOriginLegend } from './origin_legend.js';
import { createRangeFields } from './range_fields.js';
import { createRangeHandles } from './range_handles.js';

const END_NAMES = Object.freeze(['min', 'max']);
const END_WORDS = Object.freeze(['Lowest colour', 'Highest colour']);
const TICKS = 4;

/**
 * Create the bar in `element`, its button in `tools`; `getView()` tells the origins of the values, `update(picture)`
 * takes what is drawn, or null.
 */
export function createColourBar({ element, tools, store, getView, signal }) {
  const histogram = make('canvas', { class: 'histogram', 'aria-hidden': 'true', dataset: { testid: 'histogram' } });
  const colours = make('canvas', { class: 'colours', role: 'img', 'aria-label': 'Colours from low to high' });
  const track = make('div', { class: 'track' }, histogram, colours);
  const ticks = make('div', { class: 'ticks', 'aria-hidden': 'true' });
  const bar = make('div', { class: 'colourbar', dataset: { testid: 'colorbar' } }, track, ticks);
  const unit = make('span', { class: 'unit', dataset: { testid: 'colorbar-unit' } });
  const message = make('p', { class: 'message', role: 'status', dataset: { testid: 'range-message' } });
  const fields = createRangeFields({
    names: END_NAMES, words: END_WORDS, getPicture: () => picture, isCentred, onType: setRange, onCancel: showNumbers,
    say: (sentence) => { message.textContent = sentence; }, signal,
  });
  const fit = make('button', {
    type: 'button', class: 'quiet small', text: 'Fit', title: 'Set the range to the lowest and highest value',
    dataset: { testid: 'range-fit' },
    on: { click: () => chooseLook(store, picture.guess, { range: null, centred: false }) },
  });
  const row = make('div', { class: 'row range' }, fields.elements[0], unit, fields.elements[1]);
  const handles = createRangeHandles({
    track, names: END_NAMES, words: END_WORDS, placeOf: (end) => axis.place(picture.range[end]), onMove: moveTo, signal,
  });
  tools.append(fit);
  const legend = createOriginLegend({ store, signal });
  const look = createLookLine({ store, signal });
  element.append(bar, row, look.element, legend.element, message);
  let picture = null;
  let axis = null;
  let sizes = [histogram, colours].map(sizeOf);
  const observer = new ResizeObserver(() => {
    sizes = [histogram, colours].map(sizeOf);
    if (axis !== null) draw();
  });
  observer.observe(track);
  signal.addEventListener('abort', () => observer.disconnect(), { once: true });

  function moveTo(end, place) {
    const other = axis.place(picture.range[1 - end]);
    const inOrder = end === 0 ? Math.min(place, other) : Math.max(place, other);
    setRange(end, axis.valueAt(isCentred() ? place : inOrder));
  }

  function setRange(end, value) {
    const centred = isCentred();
    const range = setEnd(picture.range, end, value, { centred, full: axis.full });
    chooseLook(store, picture.guess, centred ? { range, centred } : { range });
  }

  /** A logarithmic scale has no zero to centre on. */
  function isCentred() {
    return picture.look.centred && picture.scale.kind !== 'log';
  }

  function update(next) {
    picture = next;
    axis = next === null ? null : createColourAxis(next);
    bar.hidden = axis === null;
    row.hidden = axis === null;
    fit.hidden = axis === null || (next.look.range === null && !store.get('centred'));
    message.textContent = next === null ? '' : next.notes.join(' ');
    legend.update(next, getView().origins);
    look.update(next);
    if (axis === null) return;
    unit.textContent = next.unit ?? '';
    unit.title = unit.textContent;
    showNumbers();
    draw();
  }

  function showNumbers() {
    picture.range.forEach((value, end) => {
      fields.show(end, value);
      const text = formatValue(value, picture.unit, picture.digits);
      handles.show(end, { value, place: axis.place(value), ends: axis.ends, text });
    });
  }

  /** Sizes are those last observed: reading them here would force a layout in the middle of changes. */
  function draw() {
    drawHistogram(histogram, sizes[0], picture, axis);
    drawColours(colours, sizes[1], picture, axis);
    ticks.replaceChildren(...ticksOf(axis));
  }

  return { update };
}

function sizeOf({ clientWidth: width, clientHeight: height }) {
  return { width, height };
}

/** Return the numbers below the bar, each at its place. */
function ticksOf(axis) {
  const values = axis.scale.ticks(TICKS).filter((tick) => tick >= axis.ends[0] && tick <= axis.ends[1]);
  const texts = formatTicks(values);
  return values.map((value, n) => {
    const tick = make('span', { text: texts[n].replace('-', '−') });
    tick.style.left = `${axis.place(value) * 100}%`;
    return tick;
  });
}
