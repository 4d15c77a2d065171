/** The line above two brains: which is which, whether they share their colours, and what goes for both. */

import { make } from '../../../core/dom.js';
import { formatNumber } from '../../../core/numbers.js';
import { createColourAxis } from '../../../colours/colour_axis.js';
import { drawColours } from '../../../colours/colour_strip.js';
import { splitPartner } from './partner_name.js';

const STRIP = Object.freeze({ width: 90 });

/** Create the bar: `element`, `update(what)`; see `createSecondBrain` for what it tells. */
export function createBesideBar({ store, onRetry }) {
  const one = make('strong', { dataset: { testid: 'beside-first' } });
  const other = make('strong', { dataset: { testid: 'beside-second' } });
  const source = make('span', { class: 'note' });
  const strip = make('span', { class: 'beside-strip', role: 'img', dataset: { testid: 'beside-strip' } });
  const scales = make('select', {
    class: 'small', 'aria-label': 'Colours of the two brains', dataset: { testid: 'beside-scales' },
    on: { change: () => store.set({ ownScales: scales.value === 'own' }) },
  },
  make('option', { value: 'one', text: 'One colour scale' }), make('option', { value: 'own', text: 'Each its own' }));
  const swap = make('button', {
    type: 'button', class: 'small', text: 'Swap', title: 'Exchange the two features',
    dataset: { testid: 'beside-swap' }, on: { click: () => exchange(store) },
  });
  const close = make('button', {
    type: 'button', class: 'icon quiet', text: '×', 'aria-label': 'Close the second brain',
    title: 'Close the second brain', dataset: { testid: 'beside-close' },
    on: { click: () => store.set({ beside: null }) },
  });
  const retry = make('button', { type: 'button', class: 'small', text: 'Try again', on: { click: onRetry } });
  const said = make('p', { class: 'note', role: 'status', dataset: { testid: 'beside-status' } });
  const element = make('div', { class: 'beside-bar', role: 'group', 'aria-label': 'Two brains side by side' },
    make('div', { class: 'side' }, one),
    make('div', { class: 'side' }, other, source, strip, make('span', { class: 'spacer' }), scales, swap, close),
    make('div', { class: 'row' }, said, retry));

  function update({ status, message, state, second, scale }) {
    const own = state.ownScales;
    const [bucket, fname] = splitPartner(state.beside);
    one.textContent = state.feature ?? 'No feature chosen';
    other.textContent = fname;
    source.textContent = bucket === state.bucket ? '' : `in ${bucket}`;
    scales.value = own ? 'own' : 'one';
    retry.hidden = status !== 'failed';
    said.classList.toggle('bad', status === 'failed');
    said.textContent = status === 'ready' ? second.failure ?? [scale, ...second.notes].join(' ') : message;
    drawStrip(own ? second : null);
  }

  /** Colours of its own are shown with their ends; those that both share are in the colour bar. */
  function drawStrip(second) {
    const whole = second === null ? null : { ...second, fullRange: second.range };
    const axis = whole === null ? null : createColourAxis(whole);
    strip.hidden = axis === null;
    if (axis === null) return;
    const ends = second.range.map((end) => formatNumber(end, 3));
    const canvas = make('canvas', {});
    drawColours(canvas, STRIP, whole, axis);
    strip.replaceChildren(ends[0], canvas, `${ends[1]}${second.unit ? ` ${second.unit}` : ''}`);
    strip.setAttribute('aria-label', `Colours from ${ends.join(' to ')}${second.unit ? ` ${second.unit}` : ''}`);
  }

  return Object.freeze({ element, update });
}

/** The feature that was beside is shown first, and the other way round. */
function exchange(store) {
  const { buckets, bucket, feature, beside } = store.snapshot();
  if (feature === null) return;
  const [other, fname] = splitPartner(beside);
  store.set({
    buckets: [...buckets, other], bucket: other, feature: fname, version: null, beside: `${bucket}/${feature}`,
  });
}
