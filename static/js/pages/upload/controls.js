/** Labelled controls; each carries a key by which focus finds it again after the step was drawn anew. */

import { make } from '../../core/dom.js';

let made = 0;

/** Return a label over a control, with a hint below it. */
export function field(label, control, { hint, hidden = false } = {}) {
  const id = `field-${++made}`;
  const target = control.matches('input, select, textarea') ? control
    : control.querySelector('input, select, textarea');
  target.id = id;
  const children = [make('label', { for: id, text: label, class: hidden ? 'visually-hidden' : null }), control];
  if (hint) {
    children.push(make('p', { id: `${id}-hint`, class: 'hint', text: hint }));
    target.setAttribute('aria-describedby', `${id}-hint`);
  }
  return make('div', { class: 'field' }, ...children);
}

/** Return a select; `options` are [value, text] and values may be null, for "as understood". */
export function select({ key, options, value, onChange, ...attributes }) {
  const items = options.map(([one, text]) => {
    const item = make('option', { value: one ?? '', text });
    item.selected = (one ?? '') === (value ?? '');
    return item;
  });
  const on = { change: (event) => onChange(event.target.value === '' ? null : event.target.value) };
  return make('select', { ...attributes, dataset: { key }, on }, ...items);
}

/** Return an input; `onChange(text)` comes when the person is done with it: on Enter, or on leaving it. */
export function textInput({ key, value = '', onChange, ...attributes }) {
  const input = make('input', { type: 'text', autocomplete: 'off', spellcheck: 'false', ...attributes,
    dataset: { key } });
  input.value = value;
  input.addEventListener('change', () => {
    if (input.dataset.leaving === undefined) onChange(input.value);
  });
  return input;
}

/** Return an input for a whole number from 0; what is no such number is not told. */
export function numberInput({ key, value, onChange }) {
  return textInput({
    key, type: 'number', min: 0, step: 1, inputmode: 'numeric', value: String(value ?? 0),
    onChange: (typed) => {
      const number = Number(typed);
      if (typed !== '' && Number.isInteger(number) && number >= 0) onChange(number);
    },
  });
}

/** Return a check box with its label behind it. */
export function checkBox({ key, label, checked, onChange, hideLabel = false }) {
  const input = make('input', { type: 'checkbox', dataset: { key } });
  input.checked = checked;
  input.addEventListener('change', () => onChange(input.checked));
  return make('label', { class: 'check' }, input,
    make('span', { text: label, class: hideLabel ? 'visually-hidden' : null }));
}

/** Return a group of radio buttons; `options` are [value, text, hint]. */
export function radios({ key, legend, options, value, onChange, hideLegend = false }) {
  const name = `radio-${++made}`;
  const items = options.map(([one, text, hint = '']) => {
    const input = make('input', { type: 'radio', name, value: one, dataset: { key: `${key}:${one}` } });
    input.checked = one === value;
    input.addEventListener('change', () => onChange(one));
    return make('label', { class: 'check' }, input,
      make('span', {}, text, ...(hint === '' ? [] : [make('small', { text: ` ${hint}` })])));
  });
  return make('fieldset', { class: 'radios' },
    make('legend', { text: legend, class: hideLegend ? 'visually-hidden' : null }), ...items);
}

/** Return a button. */
export function button(text, onClick, { key = text, ...attributes } = {}) {
  return make('button', { type: 'button', ...attributes, text, dataset: { key }, on: { click: onClick } });
}
