/** The dialog that saves the 3-D picture: how wide, how fine, on which ground, with what beside the brain. */

import { make } from '../../../core/dom.js';
import { printBrain } from './printing.js';

const WIDTHS = Object.freeze([
  ['85', 'One column, 85 mm'], ['114', 'One and a half, 114 mm'], ['174', 'Two columns, 174 mm'],
  ['254', 'Slide, 254 mm'],
]);
const RESOLUTIONS = Object.freeze([['300', '300 dpi'], ['600', '600 dpi']]);

/** Resolution of the preview. */
const SCREEN_DPI = 96;

/** Open the dialog on what a BoundBrain shows; it is gone when it is closed. */
export function openSaving(subject) {
  const width = choice('Width', WIDTHS, 'save-3d-width');
  const dpi = choice('Resolution', RESOLUTIONS, 'save-3d-dpi');
  const transparent = flag('Transparent ground', 'save-3d-transparent');
  const compass = flag('Compass', 'save-3d-compass');
  const bar = flag('Colour bar', 'save-3d-bar');
  const preview = make('img', { alt: 'Preview of the picture', dataset: { testid: 'save-3d-preview' } });
  const status = make('p', { role: 'status', dataset: { testid: 'save-3d-status' } });
  const save = make('button', {
    type: 'button', class: 'primary', text: 'Save PNG', dataset: { testid: 'save-3d-file' }, on: { click: download },
  });
  const close = make('button', {
    type: 'button', class: 'icon quiet', text: '×', 'aria-label': 'Close', on: { click: () => dialog.close() },
  });
  const dialog = make('dialog', { class: 'sheet', 'aria-labelledby': 'saving-3d', dataset: { testid: 'saving-3d' } },
    make('div', { class: 'drawer-bar' }, make('h2', { id: 'saving-3d', text: 'Picture of the 3-D view' }), close),
    make('div', { class: 'figure' },
      make('div', { class: 'fields' }, width.field, dpi.field, transparent.field, compass.field, bar.field),
      preview, status),
    make('div', { class: 'row' }, save));

  const chosen = () => ({
    millimetres: Number(width.input.value), dpi: Number(dpi.input.value), transparent: transparent.input.checked,
    compass: compass.input.checked, bar: bar.input.checked, fine: true,
  });

  async function show() {
    const blob = await printBrain(subject, { ...chosen(), dpi: SCREEN_DPI, fine: false });
    URL.revokeObjectURL(preview.src);
    preview.src = URL.createObjectURL(blob);
    const px = Math.round((chosen().millimetres / 25.4) * chosen().dpi);
    status.textContent = `${px} × ${Math.round(px / subject.aspect)} px`;
  }

  async function download() {
    status.textContent = 'Drawing …';
    save.disabled = true;
    try {
      const address = URL.createObjectURL(await printBrain(subject, chosen()));
      make('a', { href: address, download: 'brain-3d.png' }).click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
      status.textContent = 'Saved.';
    } catch (error) {
      status.textContent = `The picture could not be drawn: ${error.message}`;
    }
    save.disabled = false;
  }

  const inputs = [width, dpi, transparent, compass, bar].map(({ input }) => input);
  for (const input of inputs) input.addEventListener('change', show);
  dialog.addEventListener('close', () => {
    URL.revokeObjectURL(preview.src);
    dialog.remove();
  });
  document.body.append(dialog);
  dialog.showModal();
  return show();
}

/** Return a labelled list of choices [[value, text], …], the first chosen. */
function choice(label, choices, testid) {
  const options = choices.map(([value, text]) => make('option', { value, text }));
  const input = make('select', { dataset: { testid } }, ...options);
  return { input, field: make('label', {}, `${label} `, input) };
}

function flag(text, testid) {
  const input = make('input', { type: 'checkbox', checked: true, dataset: { testid } });
  return { input, field: make('label', { class: 'toggle' }, input, text) };
}
