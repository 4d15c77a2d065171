/** The lines under the colour bar: what was chosen automatically, why, and a button that undoes it. */

import { make } from '../core/dom.js';
import { SIDE_ROWS } from '../core/geometry.js';
import { sameValue } from '../state/store.js';
import { fillLook } from './first_look.js';

const CHOSEN = Object.freeze({ cmap: null, reversed: false, range: null, scale: 'linear', centred: false });

const ATLAS = 'Regions in the colours of the Allen atlas. Choose a feature to see its values.';

/** Create the line; `update(picture)` takes what is drawn, or null. */
export function createLookLine({ store, signal }) {
  const text = make('span', { dataset: { testid: 'look-reason' } });
  const plain = button('Plain colours', 'look-plain', 'Magma, linear, from the lowest to the highest value',
    () => store.set({ ...CHOSEN, auto: false }));
  const suggested = button('Suggested colours', 'look-suggested', '', () => store.set({ ...CHOSEN, auto: true }));
  const side = make('span', { dataset: { testid: 'one-sided' } });
  const mirror = button('Mirror', 'mirror', 'Show the other side with these values',
    () => store.set({ hemisphere: 'both' }));
  const unmirror = button('Show as given', 'unmirror', '', () => store.set({ hemisphere: 'given' }));
  const why = make('p', { class: 'look' }, text, plain, suggested);
  const sides = make('p', { class: 'look' }, side, mirror, unmirror);
  const usual = button('Usual slices', 'unmove', 'Back to where the slices were', () => {
    store.set({ ...store.get('movedFrom'), movedFrom: null });
  });
  const moved = make('p', { class: 'look' },
    make('span', { text: 'Slices moved to where the data are.', dataset: { testid: 'moved' } }), usual);
  const element = make('div', { class: 'stack', role: 'status' }, why, sides, moved);
  store.subscribe(['movedFrom'], () => { moved.hidden = store.get('movedFrom') === null; }, signal);
  moved.hidden = true;

  function update(picture) {
    const guess = picture?.guess ?? null;
    const state = store.snapshot();
    const inUse = guess !== null && !sameValue(fillLook(state, guess), state);
    text.textContent = inUse ? guess.reason : '';
    if (picture === null) text.textContent = ATLAS;
    plain.hidden = !inUse;
    suggested.hidden = guess === null || inUse;
    suggested.title = guess?.reason ?? '';
    why.hidden = guess === null && picture !== null;
    const only = picture === null ? null : findOnlySide(picture);
    const mirrored = state.hemisphere === 'both';
    sides.hidden = only === null || !(mirrored || state.hemisphere === 'given');
    side.textContent = `Values on the ${only} only${mirrored ? ', mirrored' : ''}.`;
    mirror.hidden = mirrored;
    unmirror.hidden = !mirrored;
  }

  return { element, update };
}

/** Return the side that all values of regions are on, or null; what is mirrored is where it comes from. */
export function findOnlySide({ kind, values, sourceOf }) {
  if (kind !== 'regions') return null;
  const found = { left: 0, right: 0 };
  values.forEach((value, lateral) => {
    if (lateral === 0 || Number.isNaN(value)) return;
    found[sourceOf(lateral) > SIDE_ROWS ? 'left' : 'right'] += 1;
  });
  if (found.left > 0 === found.right > 0) return null;
  return found.left > 0 ? 'left' : 'right';
}

function button(text, testid, title, click) {
  return make('button', { type: 'button', class: 'quiet small', text, title, dataset: { testid }, on: { click } });
}
