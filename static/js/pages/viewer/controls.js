/** The control panel: mapping, statistic, colours, hemispheres, missing style, points, outlines, reset of all. */

import { make } from '../../core/dom.js';
import { MAPPINGS, MAPPING_TEXTS } from '../../core/mappings.js';
import { HEMISPHERES, MISSING_STYLES, VIEWER_STATE } from '../../state/viewer_state.js';
import { SCALE_KINDS } from '../../core/scales.js';
import { chooseLook } from '../../colours/choosing.js';
import { createColourControls } from '../../colours/colour_controls.js';
import { createThickness } from '../../slices/thickness.js';
import { createToggle } from '../../colours/toggle.js';

const SCALE_TEXTS = Object.freeze({
  linear: 'Linear scale', log: 'Log scale', symlog: 'Symmetric log scale', root4: 'Fourth-root scale',
});
const HEMISPHERE_TEXTS = Object.freeze({ given: 'As given', left: 'Left only', right: 'Right only', both: 'Mirrored' });
const MISSING_TEXTS = Object.freeze({ hatched: 'Hatched', plain: 'Plain grey', hidden: 'Hidden' });

/** What "Reset" leaves alone: what is looked at, not how. */
const KEPT = Object.freeze([
  'buckets', 'bucket', 'feature', 'version', 'compare', 'beside', 'several', 'severalPlane', 'figure', 'embed',
]);

/**
 * Create the controls: those of the colours in `colours` and `scales`, the others in `element`. `update(picture)` takes
 * what is drawn, or null; `onReset` is told before everything goes back.
 */
export function createControls({ element, colours, scales, store, atlas, onReset, signal }) {
  let guess = null;
  const mapping = choice('mapping', 'Mapping', MAPPINGS.map((name) => [name, MAPPING_TEXTS[name]]), { range: null });
  const statistic = choice('stat', 'Statistic', [], { range: null }, 'statistic');
  const scale = choice('scale', 'Scale', SCALE_KINDS.map((kind) => [kind, SCALE_TEXTS[kind]]), null);
  const hemisphere = choice('hemisphere', 'Hemispheres', HEMISPHERES.map((one) => [one, HEMISPHERE_TEXTS[one]]));
  const missing = choice('missing', 'Missing', MISSING_STYLES.map((style) => [style, MISSING_TEXTS[style]]));
  const centred = createToggle({
    key: 'centred', label: 'Zero centred', title: 'Centre the colours at zero, for diverging maps',
    store, signal, choose: (value) => chooseLook(store, guess, { centred: value }),
  });
  const outlines = createToggle({ key: 'outlines', label: 'Outlines', title: 'Lines between regions', store, signal });
  const acronyms = createToggle({
    key: 'names', label: 'Names', title: 'Acronyms of regions, where they fit (n)', store, signal,
  });
  const thickness = createThickness({ store, signal });
  const colourControls = createColourControls({ element: colours, store, atlas, signal });
  const reset = make('button', {
    type: 'button', text: 'Reset', title: 'Restore the defaults of controls, slices and selection',
    dataset: { testid: 'reset' }, on: { click: resetAll },
  });
  scales.append(scale.select, centred);
  element.append(
    mapping.field, statistic.field, hemisphere.field, missing.field, thickness.element, outlines, acronyms, reset,
  );

  /** A drop-down list bound to a key; `also` is set with it; null for a key of the colours that may be suggested. */
  function choice(key, label, options, also = {}, testid = key) {
    const select = make('select', { 'aria-label': label, dataset: { testid } },
      ...options.map(([value, text]) => make('option', { value, text })));
    const show = () => { select.value = store.get(key); };
    select.addEventListener('change', () => {
      if (also === null) chooseLook(store, guess, { [key]: select.value });
      else store.set({ [key]: select.value, ...also });
    }, { signal });
    store.subscribe([key], show, signal);
    show();
    return { select, field: field(label, select), show };
  }

  function resetAll() {
    onReset();
    const changes = Object.entries(VIEWER_STATE).filter(([key]) => !KEPT.includes(key));
    store.set(Object.fromEntries(changes.map(([key, { default: start }]) => [key, start])));
  }

  function update(picture) {
    guess = picture?.guess ?? null;
    colourControls.update(picture);
    scale.select.value = picture?.look.scale ?? store.get('scale');
    centred.querySelector('input').checked = picture?.look.centred ?? store.get('centred');
    const known = picture?.mappings.length > 0 ? picture.mappings : MAPPINGS;
    for (const option of mapping.select.options) {
      option.textContent = MAPPING_TEXTS[option.value] + (known.includes(option.value) ? '' : ' (no values)');
    }
    mapping.select.value = picture?.mapping ?? store.get('mapping');
    const names = picture?.statistics ?? [];
    statistic.field.hidden = names.length < 2;
    const options = [...statistic.select.options].map((option) => option.value);
    if (options.join('\n') !== names.join('\n')) {
      statistic.select.replaceChildren(...names.map((name) => make('option', { value: name, text: name })));
    }
    statistic.select.value = picture?.statistic ?? '';
    thickness.update(picture);
  }

  return { update };
}

function field(label, control) {
  const caption = make('span', { class: 'caption', 'aria-hidden': 'true', text: label });
  return make('div', { class: 'field' }, caption, control);
}
