/** A labelled checkbox bound to a key of the state. */

import { make } from '../core/dom.js';

/** Return the label with its box; `choose(value)` sets the key unless another way is given. */
export function createToggle({ key, label, title, store, choose = (value) => store.set({ [key]: value }), signal }) {
  const box = make('input', { type: 'checkbox', dataset: { testid: key } });
  const show = () => { box.checked = store.get(key); };
  box.addEventListener('change', () => choose(box.checked), { signal });
  store.subscribe([key], show, signal);
  show();
  return make('label', { class: 'toggle', title }, box, label);
}
