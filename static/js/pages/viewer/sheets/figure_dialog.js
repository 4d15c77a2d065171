/** A figure of what is shown: a preview of the very file, its format and width, to save or to copy. */

import { make } from '../../../core/dom.js';
import { figureParameters } from './figure_address.js';

const SLICES = Object.freeze([['coronal', 'Coronal'], ['sagittal', 'Sagittal'], ['horizontal', 'Horizontal']]);
const WIDTHS = Object.freeze([
  ['single', 'One column, 85 mm'], ['middle', 'One and a half, 114 mm'], ['double', 'Two columns, 174 mm'],
  ['254', 'Slide, 254 mm'],
]);
const FORMS = Object.freeze([['svg', 'SVG'], ['pdf', 'PDF'], ['png', 'PNG, 300 dpi']]);

const GIVEN_ONLY = 'Inferred values are shown too: figures have no “given only”.';

/**
 * Open the dialog; it is gone when it is closed.
 *
 * @param {object} options
 * @param {object} options.state the store's snapshot
 * @param {object} options.shown see `figureParameters`
 * @param {string} options.address of the feature in the API
 * @param {string} options.name what a saved file is called, without its ending
 */
export function openFigureDialog({ state, shown, address, name }) {
  const axis = choice('Slice', SLICES, 'figure-axis');
  const width = choice('Width', WIDTHS, 'figure-width');
  const form = choice('Format', FORMS, 'figure-form');
  const labels = make('input', { type: 'checkbox', dataset: { testid: 'figure-labels' } });
  const title = make('input', { type: 'text', maxlength: 200, placeholder: name, dataset: { testid: 'figure-title' } });
  const picture = make('img', { alt: 'Preview of the figure', dataset: { testid: 'figure-preview' } });
  const status = make('p', { role: 'status', dataset: { testid: 'figure-status' } });
  const save = make('a', { class: 'button primary', text: 'Save', dataset: { testid: 'figure-save' } });
  const copy = make('button', { type: 'button', text: 'Copy picture', dataset: { testid: 'figure-copy' } });
  copy.hidden = !navigator.clipboard?.write || typeof ClipboardItem === 'undefined';
  const close = make('button', {
    type: 'button', class: 'icon quiet', text: '×', 'aria-label': 'Close', on: { click: () => dialog.close() },
  });
  const dialog = make('dialog', { class: 'sheet', 'aria-labelledby': 'figure-dialog', dataset: { testid: 'figure' } },
    make('div', { class: 'drawer-bar' }, make('h2', { id: 'figure-dialog', text: 'Figure' }), close),
    make('div', { class: 'figure' },
      make('div', { class: 'fields' }, axis.field, width.field, form.field,
        make('label', { class: 'toggle' }, labels, 'Acronyms'), make('label', {}, 'Title ', title)),
      picture, status),
    make('div', { class: 'row' }, copy, save));

  const addressOf = (ending) => {
    const choices = { axis: axis.input.value, width: width.input.value, labels: Number(labels.checked) };
    if (title.value !== '') choices.title = title.value;
    return `${address}/figure.${ending}?${figureParameters(state, shown, choices)}`;
  };

  async function update() {
    const wanted = addressOf('svg');
    picture.dataset.wanted = wanted;
    save.href = addressOf(form.input.value);
    save.download = `${name}.${form.input.value}`;
    status.textContent = 'Drawing …';
    const { content, refusal } = await read(wanted);
    if (picture.dataset.wanted !== wanted) return;
    if (content !== null) show(content);
    status.textContent = refusal ?? (state.givenOnly ? GIVEN_ONLY : '');
  }

  function show(content) {
    URL.revokeObjectURL(picture.src);
    picture.src = URL.createObjectURL(content);
  }

  copy.addEventListener('click', async () => {
    const content = fetch(addressOf('png')).then((answer) => answer.blob());
    try {
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': content })]);
      status.textContent = 'The picture is on the clipboard.';
    } catch {
      status.textContent = 'The browser did not let the picture onto the clipboard; save it instead.';
    }
  });
  for (const input of [axis.input, width.input, form.input, labels, title]) input.addEventListener('change', update);
  dialog.addEventListener('close', () => {
    URL.revokeObjectURL(picture.src);
    dialog.remove();
  });
  document.body.append(dialog);
  update();
  dialog.showModal();
}

/** Return what an address answers with: {content: Blob|null, refusal: a sentence or null}. */
async function read(address) {
  try {
    const answer = await fetch(address);
    if (answer.ok) return { content: await answer.blob(), refusal: null };
    return { content: null, refusal: await answer.text() };
  } catch {
    return { content: null, refusal: 'The server does not answer; the figure could not be drawn.' };
  }
}

/** Return a labelled list of choices [[value, text], …], the first chosen. */
function choice(label, choices, testid) {
  const options = choices.map(([value, text]) => make('option', { value, text }));
  const input = make('select', { dataset: { testid } }, ...options);
  return { input, field: make('label', {}, `${label} `, input) };
}
