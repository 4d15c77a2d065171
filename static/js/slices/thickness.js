/** How far from a slice points are shown on it: a field that is there for features of points only. */

import { make } from '../core/dom.js';
import { readNumber } from '../colours/number_field.js';

/** What the arrow keys and the page keys change it by, in µm: a slice, and ten. */
const STEPS = Object.freeze({ ArrowUp: 25, ArrowDown: -25, PageUp: 250, PageDown: -250 });

const EXPLANATION = 'Points within this distance of a slice are shown on it, from 0 to 6000 µm';

/** Create the field. `element` is to be placed; `update(picture)` takes what is drawn, or null. */
export function createThickness({ store, signal }) {
  const field = make('input', {
    type: 'text', inputmode: 'decimal', class: 'number', autocomplete: 'off', title: EXPLANATION,
    'aria-label': 'Points within, µm of a slice', dataset: { testid: 'thickness' },
  });
  const caption = make('span', { class: 'caption', 'aria-hidden': 'true', text: 'Points within' });
  const unit = make('span', { class: 'caption', 'aria-hidden': 'true', text: 'µm' });
  const element = make('div', { class: 'field', hidden: true }, caption, make('div', { class: 'row' }, field, unit));
  const show = () => { field.value = String(store.get('thickness')); };
  field.addEventListener('change', type, { signal });
  field.addEventListener('keydown', press, { signal });
  store.subscribe(['thickness'], show, signal);
  show();

  /** Take what was typed, where it is a number; the store keeps it within its bounds. */
  function type() {
    const typed = readNumber(field.value);
    if (Number.isFinite(typed)) store.set({ thickness: typed });
    show();
  }

  function press(event) {
    if (event.key === 'Enter') type();
    else if (event.key === 'Escape') show();
    else if (event.key in STEPS) store.set({ thickness: store.get('thickness') + STEPS[event.key] });
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function update(picture) {
    element.hidden = !picture?.points;
  }

  return { element, update };
}
