/** Where the features go: a bucket with its token, one unlocked in this browser, a new one, or this browser only. */

import { make } from '../../../core/dom.js';
import { field, radios, select, textInput } from '../controls.js';

const REST = 300;
const KEPT_HERE = 'The features are kept in this browser, in the bucket called local, until you remove them.';

/**
 * Create the form in `element`; `unlocked` are names of buckets, `chosen` the one to begin with or empty.
 * `value()` returns {kind, name, token, key, description}; `problem()` the sentence that says what is missing, or
 * null; `refuse(place, sentence)` shows a refusal at a field. `onChange` is called when something was typed and when
 * the bucket's features are known: `present()` is a Set of fnames, null before.
 */
export function createDestination({ element, tables, unlocked, chosen, onChange, signal }) {
  const ready = chosen === '' ? unlocked.length > 0 : unlocked.includes(chosen);
  const given = {
    kind: ready ? 'unlocked' : 'existing', name: ready ? '' : chosen, token: '', key: '', newName: '', description: '',
    unlockedName: ready && chosen !== '' ? chosen : unlocked[0] ?? '',
  };
  const fields = make('div', { class: 'destination' });
  const said = make('p', { class: 'hint', role: 'status', dataset: { testid: 'bucket-status' } });
  let present = null;
  let nameProblem = null;
  let asking = new AbortController();
  let timer = 0;
  let inputs = {};
  element.append(kinds(), fields, said);
  draw();

  function kinds() {
    const options = [
      ...(unlocked.length > 0 ? [['unlocked', 'A bucket unlocked in this browser']] : []),
      ['existing', 'A bucket whose token you have'], ['create', 'A new bucket'],
      ['local', 'This browser only', 'nothing is sent to the server'],
    ];
    return radios({ key: 'destination', legend: 'Where to', options, value: given.kind,
      onChange: (kind) => { given.kind = kind; draw(); } });
  }

  function draw() {
    const parts = {
      unlocked: () => [field('Bucket', select({
        key: 'unlocked', value: given.unlockedName, options: unlocked.map((name) => [name, name]),
        onChange: (name) => { given.unlockedName = name; look(); },
      }))],
      existing: () => [input('name', 'Name of the bucket', { 'data-testid': 'bucket-name' }),
        secret('token', 'Its token', 'bucket-token')],
      create: () => [
        input('newName', 'Name of the new bucket', { 'data-testid': 'new-bucket-name', maxlength: 100 },
          'Letters, digits, “_”, “-” and “.”; for example abc_my_project.'),
        input('description', 'What it is about (optional)', {}),
        secret('key', 'Global key of this site', 'global-key',
          'The documentation of the site gives it. A token for the bucket is made here and shown to you.'),
      ],
      local: () => [make('p', { class: 'hint', text: KEPT_HERE })],
    };
    inputs = {};
    fields.replaceChildren(...parts[given.kind]());
    look();
  }

  function input(name, label, attributes, hint) {
    const control = textInput({ key: `destination:${name}`, value: given[name], onChange: () => {}, ...attributes });
    control.addEventListener('input', () => {
      given[name] = control.value;
      control.removeAttribute('aria-invalid');
      if (name === 'name' || name === 'newName') look();
      else onChange();
    });
    inputs[name] = control;
    return field(label, control, { hint });
  }

  function secret(name, label, testid, hint) {
    return input(name, label, { type: 'password', autocomplete: 'off', 'data-testid': testid }, hint);
  }

  /** Look, once the typing rests, what the bucket holds or whether the name can be had. */
  function look() {
    clearTimeout(timer);
    asking.abort();
    asking = new AbortController();
    present = null;
    nameProblem = null;
    said.textContent = '';
    const { signal: stop } = asking;
    if (nameOf() !== '' && given.kind !== 'local') {
      timer = setTimeout(() => ask(nameOf(), AbortSignal.any([signal, stop])), REST);
    }
    onChange();
  }

  async function ask(name, stop) {
    try {
      if (given.kind === 'create') await askName(name, stop);
      else {
        present = new Set(await tables.listFeatures(name, { signal: stop }));
        said.textContent = `“${name}” has ${present.size} feature${present.size === 1 ? '' : 's'}.`;
      }
    } catch (error) {
      if (error.name === 'AbortError') return;
      said.textContent = error.message;
      if (error.status === 404) nameProblem = error.message;
    }
    onChange();
  }

  async function askName(name, stop) {
    nameProblem = await tables.checkName(name, { signal: stop });
    inputs.newName.setAttribute('aria-invalid', String(nameProblem !== null));
    said.textContent = nameProblem ?? `“${name}” is free.`;
  }

  function nameOf() {
    const names = { unlocked: given.unlockedName, existing: given.name, create: given.newName, local: 'local' };
    return names[given.kind].trim();
  }

  function problem() {
    if (nameOf() === '') return 'Name the bucket.';
    if (nameProblem !== null) return nameProblem;
    if (given.kind === 'existing' && given.token.trim() === '') return 'Give the token of the bucket.';
    return given.kind === 'create' && given.key.trim() === '' ? 'Give the global key of this site.' : null;
  }

  function refuse(place, sentence) {
    said.textContent = sentence;
    inputs[place]?.setAttribute('aria-invalid', 'true');
    inputs[place]?.focus();
  }

  /** The bucket was made, or is known now: from here on it is one whose token is given. */
  function become(name, token) {
    Object.assign(given, { kind: 'existing', name, token });
    element.querySelector('fieldset').replaceWith(kinds());
    draw();
  }

  return Object.freeze({
    problem, refuse, become, look,
    present: () => present,
    value: () => ({
      kind: given.kind, name: nameOf(), token: given.token.trim(), key: given.key.trim(),
      description: given.description.trim(),
    }),
  });
}
