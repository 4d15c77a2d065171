/** Choosing colours while some are suggested: a choice wins, even if it is the default. */

import { fillLook } from './first_look.js';
import { sameValue } from '../state/store.js';

/**
 * Choose colours.
 *
 * The usual (linear, not centred …) would be filled with what is suggested again, so choosing it against the suggestion
 * turns the suggestion off.
 *
 * @param {object} store
 * @param {Look|null} guess of the picture that is shown
 * @param {object} changes of the keys `scale`, `centred`, `range`
 */
export function chooseLook(store, guess, changes) {
  const filled = fillLook({ ...store.snapshot(), ...changes }, guess);
  const against = Object.entries(changes).some(([key, value]) => !sameValue(filled[key], value));
  store.set(against ? { ...changes, auto: false } : changes);
}

/** Choose a map. A suggested map takes its direction with it; another direction stays. */
export function chooseMap(store, guess, name) {
  const state = store.snapshot();
  const suggested = state.auto && state.cmap === null && guess !== null && guess.cmap !== null;
  store.set({ cmap: name, reversed: suggested ? state.reversed : fillLook(state, guess).reversed });
}

/** Choose whether the map that is shown runs from high to low; `turned` says whether its name does already. */
export function chooseDirection(store, guess, backwards, turned) {
  const state = store.snapshot();
  const flipped = fillLook(state, guess).reversed !== state.reversed;
  store.set({ reversed: (backwards !== turned) !== flipped });
}
