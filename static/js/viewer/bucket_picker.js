/** Chooses among the open buckets; opens one by name, closes one, loads one again. */

import { make } from '../core/dom.js';

/** Create the picker in `element`; `refresh` loads the shown bucket again. */
export function createBucketPicker({ element, store, refresh, signal }) {
  const picker = make('select', { 'aria-label': 'Bucket shown', dataset: { testid: 'bucket-picker' } });
  const name = make('input', {
    name: 'bucket', placeholder: 'Name of a bucket', 'aria-label': 'Name of a bucket to open', required: true,
    autocomplete: 'off', spellcheck: 'false', maxlength: 100,
  });
  const form = make('form', { class: 'row', dataset: { testid: 'bucket-form' }, hidden: true },
    name, make('button', { type: 'submit', text: 'Open' }));
  const add = iconButton('+', 'Open a bucket by name', 'bucket-add', () => toggleForm(form.hidden));
  const remove = iconButton('−', 'Close this bucket', 'bucket-remove', closeShown);
  const again = iconButton('⟳', 'Load this bucket again', 'bucket-refresh', () => refresh());
  element.append(make('div', { class: 'row' }, picker, add, remove, again), form);

  picker.addEventListener('change', () => show(picker.value), { signal });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    open(name.value.trim());
  }, { signal });
  store.subscribe(['buckets', 'bucket'], update, signal);
  update();

  function toggleForm(visible) {
    form.hidden = !visible;
    if (visible) name.focus();
  }

  function open(bucket) {
    if (bucket === '') return;
    store.set({ buckets: [...store.get('buckets'), bucket], bucket, feature: null, range: null });
    name.value = '';
    toggleForm(false);
  }

  function show(bucket) {
    store.set({ bucket, feature: null, range: null });
  }

  function closeShown() {
    const left = store.get('buckets').filter((bucket) => bucket !== store.get('bucket'));
    store.set({ buckets: left, bucket: left[0] ?? null, feature: null, range: null });
  }

  function update() {
    const buckets = store.get('buckets');
    const empty = make('option', { value: '', text: 'No bucket is open' });
    picker.replaceChildren(...(buckets.length > 0 ? buckets.map((bucket) => make('option', { value: bucket, text: bucket })) : [empty]));
    picker.value = store.get('bucket') ?? '';
    for (const control of [picker, remove, again]) control.disabled = buckets.length === 0;
  }
}

function iconButton(sign, label, testid, click) {
  return make('button', { type: 'button', class: 'icon', 'aria-label': label, title: label, dataset: { testid }, text: sign, on: { click } });
}
