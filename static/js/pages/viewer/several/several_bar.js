/** The line above a grid of features: the slice, the colours, which features, and how far they have come. */

import { make } from '../../../core/dom.js';
import { createPosition } from '../../../slices/slice_position.js';
import { MOST_SEVERAL, PLANE_NAMES } from '../../../state/viewer_state.js';
import { toggleName } from './names.js';

const TITLES = Object.freeze({ coronal: 'Coronal', sagittal: 'Sagittal', horizontal: 'Horizontal' });

/** Create the bar: `element`, `update({features, names, said, failed})`. */
export function createSeveralBar({ store, onRetry, signal }) {
  const plane = make('select', {
    class: 'small', 'aria-label': 'Slice of the grid', dataset: { testid: 'several-plane' },
    on: { change: () => store.set({ severalPlane: plane.value }) },
  }, ...PLANE_NAMES.map((value) => make('option', { value, text: TITLES[value] })));
  const place = make('div', { class: 'panel-tools' });
  const scales = make('select', {
    class: 'small', 'aria-label': 'Colours of the grid', dataset: { testid: 'several-scales' },
    on: { change: () => store.set({ ownScales: scales.value === 'own' }) },
  },
  make('option', { value: 'one', text: 'One colour scale' }), make('option', { value: 'own', text: 'Each its own' }));
  const chooser = createChooser({ store, signal });
  const close = make('button', {
    type: 'button', class: 'icon quiet', text: '×', 'aria-label': 'Close the grid', title: 'Close the grid',
    dataset: { testid: 'several-close' }, on: { click: () => store.set({ several: [] }) },
  });
  const said = make('p', { class: 'note', role: 'status', dataset: { testid: 'several-status' } });
  const retry = make('button', { type: 'button', class: 'small', text: 'Try again', on: { click: onRetry } });
  const element = make('div', { class: 'several-bar' },
    make('div', { class: 'row' }, plane, place, scales, chooser.element, close),
    make('div', { class: 'row' }, said, retry));
  let controller = null;

  /** Slider and field move one slice: another one has its own. */
  function showPlane(wanted) {
    if (place.dataset.plane === wanted) return;
    controller?.abort();
    controller = new AbortController();
    place.replaceChildren();
    place.dataset.plane = wanted;
    createPosition({
      element: place, plane: wanted, title: TITLES[wanted], store, signal: AbortSignal.any([signal, controller.signal]),
    });
  }

  function update({ features, names, said: sentence, failed }) {
    const { severalPlane, ownScales } = store.snapshot();
    showPlane(severalPlane);
    plane.value = severalPlane;
    scales.value = ownScales ? 'own' : 'one';
    chooser.update(features, names);
    said.textContent = sentence;
    retry.hidden = !failed;
  }

  return Object.freeze({ element, update });
}

/** The features of the bucket to choose from, in a list that opens. */
function createChooser({ store, signal }) {
  const summary = make('summary', { class: 'button', text: 'Features', dataset: { testid: 'several-choose' } });
  const list = make('div', { class: 'popup', role: 'group', 'aria-label': 'Features in the grid' });
  const element = make('details', { class: 'menu' }, summary, list);
  let drawn = '';
  let boxes = [];
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !element.open) return;
    event.stopPropagation();
    element.open = false;
    summary.focus();
  }, { signal });
  document.addEventListener('pointerdown', (event) => {
    if (!element.contains(event.target)) element.open = false;
  }, { signal });

  function update(features, names) {
    const content = JSON.stringify(features);
    if (content !== drawn) {
      boxes = features.map(({ fname, label }) => {
        const box = make('input', {
          type: 'checkbox', dataset: { fname },
          on: { change: () => store.set({ several: toggleName(store.get('several'), fname, features) }) },
        });
        return { fname, box, element: make('label', { class: 'toggle' }, box, label) };
      });
      list.replaceChildren(make('p', { class: 'note', text: `Up to ${MOST_SEVERAL} features` }),
        ...boxes.map((one) => one.element));
    }
    drawn = content;
    const full = names.length >= MOST_SEVERAL;
    for (const { fname, box } of boxes) {
      box.checked = names.includes(fname);
      box.disabled = box.checked ? names.length === 1 : full;
    }
    summary.textContent = `Features: ${names.length} of ${features.length}`;
  }

  return Object.freeze({ element, update });
}
