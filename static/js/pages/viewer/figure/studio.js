/** A figure of what is shown: views in an order, a preview of the very file, to save, to copy, to make again. */

import { copyText } from '../../../core/clipboard.js';
import { make } from '../../../core/dom.js';
import { createUndo } from '../../../core/undo.js';
import { writeAddress } from '../../../state/address.js';
import { FORMS, WIDTHS, firstChoices, readChoices, writeChoices } from './choices.js';
import { figureParameters } from './figure_address.js';
import { createPreview } from './preview.js';
import { createViewList } from './view_list.js';

const GIVEN_ONLY = 'Inferred values are shown too: figures have no “given only”.';

/**
 * Open the studio; it is gone when it is closed. What is chosen is in the link meanwhile, and taken from there.
 *
 * @param {object} options
 * @param {object} options.store its key `figure` holds what is chosen
 * @param {object} options.state the store's snapshot, with suggested colours filled in
 * @param {object} options.shown see `figureParameters`
 * @param {{flatmap: boolean, maps: boolean}} options.has see `listViews`
 * @param {string} options.address of the feature in the API
 * @param {string} options.name what a saved file is called, without its ending
 */
export function openStudio({ store, state, shown, has, address, name }) {
  const controller = new AbortController();
  const { signal } = controller;
  const undo = createUndo(writeChoices(readChoices(store.get('figure') ?? writeChoices(firstChoices(state)), state)));
  const preview = createPreview();
  const views = createViewList({ has, onChange: (next, what) => change({ views: next }, what) });
  const fields = createFields({ name, onChange: change });
  const back = tool('Undo', 'figure-undo', () => step(undo.undo));
  const forth = tool('Redo', 'figure-redo', () => step(undo.redo));
  const link = tool('Copy link', 'figure-link', async () => {
    const site = `${window.location.origin}${window.location.pathname}`;
    const copied = await copyText(`${site}?${writeAddress(store.snapshot())}`);
    preview.say(copied ? 'Copied: the link makes this figure again.' : 'Copy the address from the address bar.');
  });
  const copy = tool('Copy picture', 'figure-copy', copyPicture);
  copy.hidden = !navigator.clipboard?.write || typeof ClipboardItem === 'undefined';
  const save = make('a', { class: 'button primary', text: 'Save', dataset: { testid: 'figure-save' } });
  const dialog = make('dialog', {
    class: 'sheet studio', 'aria-labelledby': 'figure-dialog', dataset: { testid: 'figure' },
  },
  make('div', { class: 'drawer-bar' }, make('h2', { id: 'figure-dialog', text: 'Figure' }),
    closeButton(() => dialog.close())),
  make('div', { class: 'figure' }, make('div', { class: 'figure-choices' }, views.element, ...fields.elements),
    preview.element),
  make('div', { class: 'row' }, make('div', { class: 'row' }, back, forth),
    make('div', { class: 'row' }, link, copy, save)));

  const choices = () => readChoices(undo.state, state);
  const addressOf = (form) => `${address}/figure.${form}?${figureParameters(state, shown, choices())}`;

  function change(changes, what) {
    undo.push(writeChoices({ ...choices(), ...changes }), what);
    apply();
  }

  function step(act) {
    act();
    apply();
  }

  function apply() {
    const { form } = choices();
    store.set({ figure: undo.state });
    views.update(choices().views, state);
    fields.update(choices());
    back.disabled = !undo.canUndo;
    forth.disabled = !undo.canRedo;
    save.href = addressOf(form);
    save.download = `${name}.${form}`;
    preview.show(addressOf('svg'), state.givenOnly ? GIVEN_ONLY : '');
  }

  async function copyPicture() {
    const content = fetch(addressOf('png')).then((answer) => {
      if (!answer.ok) throw new Error(answer.statusText);
      return answer.blob();
    });
    try {
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': content })]);
      preview.say('The picture is on the clipboard.');
    } catch {
      preview.say('The browser did not let the picture onto the clipboard; save it instead.');
    }
  }

  dialog.addEventListener('keydown', (event) => {
    if (event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey) || isTyping(event.target)) return;
    event.preventDefault();
    event.stopPropagation();
    step(event.shiftKey ? undo.redo : undo.undo);
  }, { signal });
  dialog.addEventListener('close', () => {
    controller.abort();
    preview.close();
    dialog.remove();
    store.set({ figure: null });
  });
  store.subscribe(['figure', 'feature', 'bucket'], () => {
    if (store.get('figure') === null || store.get('feature') !== state.feature) dialog.close();
  }, signal);
  document.body.append(dialog);
  apply();
  dialog.showModal();
  return { isOpen: () => dialog.open };
}

function tool(text, testid, click) {
  return make('button', { type: 'button', text, dataset: { testid }, on: { click } });
}

function closeButton(click) {
  return make('button', { type: 'button', class: 'icon quiet', text: '×', 'aria-label': 'Close', on: { click } });
}

function isTyping(element) {
  return element.matches('input[type="text"]');
}

/** The fields beside the views: size, format, names, ground and title. */
function createFields({ name, onChange }) {
  const width = choice('Width', WIDTHS, 'figure-width');
  const form = choice('Format', FORMS, 'figure-form');
  const labels = make('input', { type: 'checkbox', dataset: { testid: 'figure-labels' } });
  const clear = make('input', { type: 'checkbox', dataset: { testid: 'figure-clear' } });
  const title = make('input', { type: 'text', maxlength: 200, placeholder: name, dataset: { testid: 'figure-title' } });
  width.input.addEventListener('change', () => onChange({ width: width.input.value }, 'width'));
  form.input.addEventListener('change', () => onChange({ form: form.input.value }, 'format'));
  labels.addEventListener('change', () => onChange({ labels: labels.checked }, 'acronyms'));
  clear.addEventListener('change', () => onChange({ clear: clear.checked }, 'ground'));
  title.addEventListener('change', () => onChange({ title: title.value }, 'title'));
  return {
    elements: [
      width.field, form.field, make('label', { class: 'toggle' }, labels, 'Acronyms'),
      make('label', { class: 'toggle' }, clear, 'Transparent ground'), make('label', {}, 'Title ', title),
    ],
    update(choices) {
      width.input.value = choices.width;
      form.input.value = choices.form;
      labels.checked = choices.labels;
      clear.checked = choices.clear;
      if (document.activeElement !== title) title.value = choices.title;
    },
  };
}

/** Return a labelled list of choices [[value, text], …]. */
function choice(label, choices, testid) {
  const options = choices.map(([value, text]) => make('option', { value, text }));
  const input = make('select', { dataset: { testid } }, ...options);
  return { input, field: make('label', {}, `${label} `, input) };
}
