/** Where a slice is: a slider, and the position typed in mm from bregma. */

import { ccfOf, millimetreText } from '../core/coordinates.js';
import { make } from '../core/dom.js';
import { AXES, clampIndex, indexToMicrometres, PLANES, sliceAt, sliceCount, slicePosition } from '../core/geometry.js';
import { readNumber } from '../colours/number_field.js';

const AXIS_NAMES = Object.freeze({ ap: 'AP', ml: 'ML', dv: 'DV' });
const AXIS_WORDS = Object.freeze({ ap: 'antero-posterior', ml: 'medio-lateral', dv: 'dorso-ventral' });

/** Create slider and field in `element`; `text()` says where the slice is. */
export function createPosition({ element, plane, title, store, signal }) {
  const axis = PLANES[plane].normal;
  const slider = make('input', {
    type: 'range', min: 0, max: sliceCount(plane) - 1, step: 1, 'aria-label': `${title} slice, ${AXIS_WORDS[axis]}`,
    dataset: { testid: `slider-${plane}` },
  });
  const field = make('input', {
    type: 'text', inputmode: 'decimal', class: 'number', autocomplete: 'off', size: 6,
    'aria-label': `${AXIS_NAMES[axis]} of the ${plane} slice, mm from bregma`,
    dataset: { testid: `position-${plane}` },
  });
  const label = make('span', { class: 'axis', 'aria-hidden': 'true', text: AXIS_NAMES[axis] });
  element.append(slider, label, field, make('span', { class: 'axis', 'aria-hidden': 'true', text: 'mm' }));
  slider.addEventListener('input', () => set(fromSlider(plane, Number(slider.value))), { signal });
  field.addEventListener('change', type, { signal });
  field.addEventListener('keydown', press, { signal });
  store.subscribe([plane], show, signal);
  show();

  function set(index) {
    store.set({ [plane]: slicePosition(plane, clampIndex(axis, index)) });
  }

  function type() {
    const millimetres = readNumber(field.value);
    if (Number.isFinite(millimetres)) set(sliceAt(plane, millimetres * 1000));
    show();
  }

  function press(event) {
    const steps = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
    if (event.key === 'Enter') type();
    else if (event.key === 'Escape') show();
    else if (steps !== undefined) set(sliceAt(plane, store.get(plane)) + steps * Math.sign(AXES[axis].step));
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function show() {
    const index = sliceAt(plane, store.get(plane));
    slider.value = String(fromSlider(plane, index));
    slider.setAttribute('aria-valuetext', text());
    field.value = millimetreText(store.get(plane));
    field.title = `CCF ${AXIS_NAMES[axis]} ${ccfOf(axis, store.get(plane))} µm. ${rangeText(axis)}`;
  }

  function text() {
    return `${AXIS_NAMES[axis]} ${millimetreText(store.get(plane))} mm`;
  }

  return { text };
}

/** A slider runs from posterior to anterior and from ventral to dorsal, as the numbers do; this is its own inverse. */
function fromSlider(plane, index) {
  return plane === 'sagittal' ? index : sliceCount(plane) - 1 - index;
}

function rangeText(axis) {
  const ends = [0, AXES[axis].count - 1].map((index) => indexToMicrometres(axis, index)).sort((a, b) => a - b);
  return `From ${millimetreText(ends[0])} to ${millimetreText(ends[1])} mm from bregma`;
}
