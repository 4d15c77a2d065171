/** The targets that features can go to: which is proposed first, and the fields that each one asks for. */

import { make } from '../../../core/dom.js';
import { field, radios, select, textInput } from '../controls.js';

const ASK_FOR_KEY = 'See the site’s documentation. A token for the bucket will be created and shown to you.';
const KEY_GIVEN = 'The tutorial’s key, which is public. A token for the bucket is created here and shown to you.';
const KEPT_HERE = 'The features are saved in this browser, in the bucket called local, until you remove them.';
const NAME_RULE = 'Letters, digits, “_”, “-” and “.”; for example abc_my_project.';
const KINDS = Object.freeze({
  unlocked: ['unlocked', 'A bucket unlocked in this browser'],
  existing: ['existing', 'A bucket whose token you have'],
  create: ['create', 'A new bucket'],
  local: ['local', 'This browser only', 'nothing is sent to the server'],
});

/** Return what is given at the start: the bucket one came from, else an unlocked one, else what asks for least. */
export function beginWith({ unlocked, bucket, key }) {
  const ready = bucket === '' ? unlocked.length > 0 : unlocked.includes(bucket);
  const other = bucket === '' && key !== '' ? 'create' : 'existing';
  return {
    kind: ready ? 'unlocked' : other, name: ready ? '' : bucket, token: '', key, newName: '', description: '',
    unlockedName: ready && bucket !== '' ? bucket : unlocked[0] ?? '',
  };
}

/** Return the radio buttons of the targets, the one to begin with first. */
export function chooseKind({ first, kind, unlocked, onChange }) {
  const possible = Object.keys(KINDS).filter((one) => one !== 'unlocked' || unlocked.length > 0);
  const order = [first, ...possible.filter((one) => one !== first)];
  return radios({
    key: 'destination', legend: 'Publish to', options: order.map((one) => KINDS[one]), value: kind, onChange,
  });
}

/**
 * Return {elements, inputs}: the fields of the target `given.kind` and their inputs by name. `onType(name, input)` is
 * called while typing; it finds the text in `input.value`.
 */
export function drawFields({ given, unlocked, keyIsKnown, onType }) {
  const inputs = {};
  const input = (name, label, attributes = {}, hint = undefined) => {
    const control = textInput({ key: `destination:${name}`, value: given[name], onChange: () => {}, ...attributes });
    control.addEventListener('input', () => onType(name, control));
    inputs[name] = control;
    return field(label, control, { hint });
  };
  const secret = (name, label, testid, hint) =>
    input(name, label, { type: 'password', autocomplete: 'off', 'data-testid': testid }, hint);
  const parts = {
    unlocked: () => [field('Bucket', select({
      key: 'unlocked', value: given.unlockedName, options: unlocked.map((name) => [name, name]),
      onChange: (name) => onType('unlockedName', { value: name }),
    }))],
    existing: () => [input('name', 'Name of the bucket', { 'data-testid': 'bucket-name' }),
      secret('token', 'Bucket token', 'bucket-token')],
    create: () => [
      input('newName', 'Name of the new bucket', { 'data-testid': 'new-bucket-name', maxlength: 100 }, NAME_RULE),
      input('description', 'Description (optional)'),
      secret('key', 'Global key of this site', 'global-key', keyIsKnown ? KEY_GIVEN : ASK_FOR_KEY),
    ],
    local: () => [make('p', { class: 'hint', text: KEPT_HERE })],
  };
  return { elements: parts[given.kind](), inputs };
}

/** Return the name of the bucket that is given. */
export function nameOf({ kind, unlockedName, name, newName }) {
  return { unlocked: unlockedName, existing: name, create: newName, local: 'local' }[kind].trim();
}

/** Return the sentence that says what is missing of the target, or null; `refused` is what is said against its name. */
export function findMissing(given, refused) {
  if (nameOf(given) === '') return 'Name the bucket.';
  if (refused !== null) return refused;
  if (given.kind === 'existing' && given.token.trim() === '') return 'Give the token of the bucket.';
  return given.kind === 'create' && given.key.trim() === '' ? 'Give the global key of this site.' : null;
}
