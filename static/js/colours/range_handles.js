/** The two handles on the colour bar that set the ends of the range: dragged, or moved by keys. */

import { make } from '../core/dom.js';

/** Share of the bar that an arrow key moves a handle. */
const KEY_STEP = 0.01;

/**
 * Create the handles in `track`. `show(end, {value, place, ends, text})` puts one at a place from 0 to 1.
 *
 * @param {object} options
 * @param {HTMLElement} options.track
 * @param {string[]} options.names of both ends, for style sheets and tests
 * @param {string[]} options.words of both ends, for people
 * @param {(end: number) => number} options.placeOf where the range ends now
 * @param {(end: number, place: number) => void} options.onMove
 * @param {AbortSignal} options.signal
 */
export function createRangeHandles({ track, names, words, placeOf, onMove, signal }) {
  const knobs = names.map((name, end) => {
    const knob = make('div', {
      class: `handle ${name}`, role: 'slider', tabindex: 0, 'aria-label': words[end],
      dataset: { testid: `handle-${name}` },
    });
    knob.addEventListener('pointerdown', (event) => {
      knob.setPointerCapture(event.pointerId);
      knob.focus();
      event.preventDefault();
    }, { signal });
    knob.addEventListener('pointermove', (event) => {
      if (!knob.hasPointerCapture(event.pointerId)) return;
      const box = track.getBoundingClientRect();
      onMove(end, (event.clientX - box.left) / box.width);
    }, { signal });
    knob.addEventListener('keydown', (event) => press(event, end), { signal });
    return knob;
  });
  track.append(...knobs);

  function press(event, end) {
    const at = placeOf(end);
    const places = {
      ArrowLeft: at - KEY_STEP, ArrowDown: at - KEY_STEP, ArrowRight: at + KEY_STEP, ArrowUp: at + KEY_STEP,
      PageDown: at - 10 * KEY_STEP, PageUp: at + 10 * KEY_STEP, Home: 0, End: 1,
    };
    if (!(event.key in places)) return;
    event.preventDefault();
    onMove(end, places[event.key]);
  }

  function show(end, { value, place, ends, text }) {
    const knob = knobs[end];
    knob.style.left = `${place * 100}%`;
    knob.setAttribute('aria-valuenow', String(value));
    knob.setAttribute('aria-valuemin', String(ends[0]));
    knob.setAttribute('aria-valuemax', String(ends[1]));
    knob.setAttribute('aria-valuetext', text);
  }

  return Object.freeze({ show });
}
