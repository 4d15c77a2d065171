/** The controls of the 3-D panel: explode, where from, and a menu of what is shown. */

import { make } from '../../core/dom.js';
import { PRESETS } from './camera.js';

const SWITCHES = Object.freeze({
  glass: 'Show selection only', tracts: 'Fibre tracts', ventricles: 'Ventricles',
});
const PLANES = Object.freeze({ coronal: 'Coronal', sagittal: 'Sagittal', horizontal: 'Horizontal' });

/**
 * Create the controls in `tools`; all but the choice of a view and saving are bound to the store.
 *
 * @param {object} options
 * @param {(preset: string) => void} options.onLook
 * @param {() => void} options.onTurn starts and stops the turntable
 * @param {() => void} options.onSave
 * @returns {{showTurning: (turning: boolean) => void}}
 */
export function createToolbar({ tools, store, onLook, onTurn, onSave, signal }) {
  const explode = slider({ label: 'Explode', key: 'explode', store, signal, low: 0, testid: 'explode' });
  const looks = make('select', {
    'aria-label': 'View from', class: 'small', dataset: { testid: 'look-from' },
    on: { change: () => { onLook(looks.value); looks.value = ''; } },
  }, make('option', { value: '', text: 'Look …' }),
  ...Object.entries(PRESETS).map(([value, { text }]) => make('option', { value, text })));
  const turn = make('button', {
    type: 'button', class: 'small', text: 'Turn', 'aria-pressed': 'false', dataset: { testid: 'turn-3d' },
    title: 'Turn the brain until you touch it (key P); by an eighth where motion is reduced', on: { click: onTurn },
  });
  tools.append(
    make('label', { class: 'axis', for: 'explode-3d', text: 'Explode' }), explode, looks, turn,
    createMenu({ store, onLook, onSave, signal }),
  );
  return { showTurning: (turning) => turn.setAttribute('aria-pressed', String(turning)) };
}

function createMenu({ store, onLook, onSave, signal }) {
  const summary = make('summary', { class: 'button small', text: 'Show', dataset: { testid: 'menu-3d' } });
  const menu = make('details', { class: 'menu menu-3d' }, summary,
    make('div', { class: 'popup', role: 'group', 'aria-label': 'Shown in 3-D' },
      ...Object.entries(SWITCHES).map(([key, text]) => flag({ key, text, store, signal })),
      make('label', { class: 'row' }, 'Opacity',
        slider({ label: 'Opacity', key: 'opacity', store, signal, low: 0.05, testid: 'opacity-3d' })),
      planes({ key: 'clip', text: 'Clip at slices', store, signal }),
      planes({ key: 'sheets', text: 'Slices as sheets', store, signal }),
      make('div', { class: 'row' },
        make('button', {
          type: 'button', class: 'small', text: 'Reset view', dataset: { testid: 'reset-3d' },
          on: {
            click: () => {
              store.reset(['explode', 'camera', 'opacity', 'clip', 'sheets', ...Object.keys(SWITCHES)]);
              onLook('oblique');
            },
          },
        }),
        make('button', {
          type: 'button', class: 'small', text: 'Save picture …', dataset: { testid: 'save-3d' }, on: { click: onSave },
        }))));
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !menu.open) return;
    event.stopPropagation();
    menu.open = false;
    summary.focus();
  }, { signal });
  document.addEventListener('pointerdown', (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  }, { signal });
  return menu;
}

function slider({ label, key, store, signal, low, testid }) {
  const input = make('input', {
    type: 'range', min: low, max: 1, step: 0.01, 'aria-label': label, dataset: { testid },
    on: { input: () => store.set({ [key]: Number(input.value) }) },
  });
  if (key === 'explode') input.id = 'explode-3d';
  const show = () => { input.value = String(store.get(key)); };
  store.subscribe([key], show, signal);
  show();
  return input;
}

function flag({ key, text, store, signal }) {
  const box = make('input', {
    type: 'checkbox', dataset: { testid: `${key}-3d` }, on: { change: () => store.set({ [key]: box.checked }) },
  });
  const show = () => { box.checked = store.get(key); };
  store.subscribe([key], show, signal);
  show();
  return make('label', { class: 'toggle' }, box, text);
}

function planes({ key, text, store, signal }) {
  const boxes = Object.entries(PLANES).map(([plane, title]) => {
    const box = make('input', {
      type: 'checkbox', dataset: { testid: `${key}-${plane}` },
      on: {
        change: () => {
          const rest = store.get(key).filter((one) => one !== plane);
          store.set({ [key]: box.checked ? [...rest, plane] : rest });
        },
      },
    });
    const show = () => { box.checked = store.get(key).includes(plane); };
    store.subscribe([key], show, signal);
    show();
    return make('label', { class: 'toggle' }, box, title);
  });
  return make('fieldset', { class: 'planes' }, make('legend', { text }), ...boxes);
}
