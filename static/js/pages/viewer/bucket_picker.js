/** Chooses among the open buckets; opens one by name, closes one, loads one again. */

import { make } from '../../core/dom.js';

/**
 * Create the picker in `element`, its buttons in `tools`, the form for another bucket's name in `formPlace`.
 *
 * @param {object} options
 * @param {() => Promise<void>} options.refresh loads the shown bucket again
 * @returns {{openForm: () => void}}
 */
export function createBucketPicker({ element, tools, formPlace, store, library, refresh, signal }) {
  const picker = make('select', { 'aria-label': 'Bucket shown', dataset: { testid: 'bucket-picker' } });
  const name = make('input', {
    name: 'bucket', placeholder: 'Name of a bucket', 'aria-label': 'Name of a bucket to open', required: true,
    autocomplete: 'off', spellcheck: 'false', maxlength: 100, dataset: { testid: 'bucket-name' },
  });
  const refusal = make('p', { class: 'alert', role: 'alert', hidden: true, dataset: { testid: 'bucket-refusal' } });
  const submit = make('button', { type: 'submit', text: 'Open' });
  const form = make('form', { class: 'row', dataset: { testid: 'bucket-form' }, hidden: true }, name, submit);
  const add = iconButton('+', 'Open a bucket by name', 'bucket-add', () => toggleForm(form.hidden));
  const remove = iconButton('−', 'Close this bucket', 'bucket-remove', closeShown);
  const again = iconButton('⟳', 'Reload this bucket', 'bucket-refresh', loadAgain);
  tools.append(add, remove, again);
  add.setAttribute('aria-expanded', 'false');
  element.append(picker);
  formPlace.append(form, refusal);

  picker.addEventListener('change', () => show(picker.value), { signal });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    open(name.value.trim());
  }, { signal });
  form.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    toggleForm(false);
    add.focus();
  }, { signal });
  store.subscribe(['buckets', 'bucket'], update, signal);
  update();

  function toggleForm(visible) {
    form.hidden = !visible;
    add.setAttribute('aria-expanded', String(visible));
    say('');
    if (visible) name.focus();
  }

  function say(sentence) {
    refusal.textContent = sentence;
    refusal.hidden = sentence === '';
  }

  /** Open a bucket if there is one of that name; otherwise say so, and keep what is shown. */
  async function open(bucket) {
    if (bucket === '') return;
    submit.disabled = true;
    say('');
    await library.openBucket(bucket);
    submit.disabled = false;
    if (name.value.trim() !== bucket || form.hidden) return;
    const known = library.bucket(bucket);
    if (known?.status === 'failed') {
      say(known.message);
      name.focus();
      return;
    }
    store.set({ buckets: [...store.get('buckets'), bucket], ...shownBucket(bucket) });
    name.value = '';
    toggleForm(false);
    picker.focus();
  }

  function show(bucket) {
    store.set(shownBucket(bucket));
  }

  function closeShown() {
    const left = store.get('buckets').filter((bucket) => bucket !== store.get('bucket'));
    store.set({ buckets: left, ...shownBucket(left[0] ?? null) });
    if (left.length === 0) add.focus();
  }

  async function loadAgain() {
    again.classList.add('busy');
    await refresh();
    again.classList.remove('busy');
  }

  function update() {
    const buckets = store.get('buckets');
    const empty = make('option', { value: '', text: 'No bucket is open' });
    const options = buckets.map((bucket) => make('option', { value: bucket, text: bucket }));
    picker.replaceChildren(...(buckets.length > 0 ? options : [empty]));
    picker.value = store.get('bucket') ?? '';
    for (const control of [picker, remove, again]) control.disabled = buckets.length === 0;
  }

  return { openForm: () => toggleForm(true) };
}

/** Another bucket starts with its own first feature, in its newest version and whole range. */
function shownBucket(bucket) {
  return { bucket, feature: null, version: null, range: null };
}

function iconButton(sign, label, testid, click) {
  return make('button', {
    type: 'button', class: 'icon quiet', 'aria-label': label, title: label, text: sign, dataset: { testid },
    on: { click },
  });
}
