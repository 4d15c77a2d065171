/** Where the features go: a bucket with its token, one unlocked in this browser, a new one, or this browser only. */

import { make } from '../../../core/dom.js';
import { createBucketLookup } from './bucket_lookup.js';
import { proposeBucketName } from './bucket_name.js';
import { beginWith, chooseKind, drawFields, findMissing, nameOf } from './targets.js';

const NAMES = new Set(['name', 'newName', 'unlockedName']);

/**
 * Create the form in `element`. `page` tells the buckets unlocked in this browser (`unlocked`), the one to begin with
 * (`bucket`, or empty) and the global key where everybody knows it (`key`, or empty).
 *
 * `value()` returns {kind, name, token, key, description}; `problem()` the sentence that says what is missing, or
 * null; `refuse(place, sentence)` says a refusal at its field, until another target is chosen or it is typed anew;
 * `propose(table)` names a new bucket like the file, until a name was typed. `onChange` is called when something was
 * typed and when the bucket's features are known: `present()` is a Set of fnames, null before.
 */
export function createDestination({ element, tables, page, onChange, signal }) {
  const { unlocked } = page;
  const given = beginWith(page);
  const first = given.kind;
  const fields = make('div', { class: 'destination' });
  const said = make('p', { class: 'hint', role: 'status', dataset: { testid: 'bucket-status' } });
  let named = false;
  let inputs = {};
  const lookup = createBucketLookup({
    tables, say, onChange, signal,
    onName: (available) => inputs.newName.setAttribute('aria-invalid', String(!available)),
  });
  element.append(kinds(), fields, said);
  draw();

  function kinds() {
    return chooseKind({
      first, kind: given.kind, unlocked,
      onChange: (kind) => {
        Object.assign(given, { kind, token: '' });
        draw();
      },
    });
  }

  function draw() {
    const drawn = drawFields({ given, unlocked, keyIsKnown: page.key !== '', onType: take });
    inputs = drawn.inputs;
    fields.replaceChildren(...drawn.elements);
    look();
  }

  function take(name, control) {
    given[name] = control.value;
    named ||= name === 'newName';
    inputs[name]?.removeAttribute('aria-invalid');
    if (NAMES.has(name)) return look();
    if (said.classList.contains('refused')) say('');
    return onChange();
  }

  function look() {
    lookup.look(given.kind === 'local' ? '' : nameOf(given), { create: given.kind === 'create' });
    onChange();
  }

  function say(sentence, { refused = false } = {}) {
    said.classList.toggle('refused', refused);
    said.setAttribute('role', refused ? 'alert' : 'status');
    said.textContent = sentence;
  }

  /** A bucket whose token was changed since is not unlocked any more: here its new token is asked for. */
  function refuse(place, sentence) {
    if (place === 'token' && given.kind === 'unlocked') become(given.unlockedName, '');
    lookup.stop();
    say(sentence, { refused: true });
    inputs[place]?.setAttribute('aria-invalid', 'true');
    inputs[place]?.focus();
  }

  function propose(table) {
    if (named || !table?.file) return;
    const name = proposeBucketName(table.name);
    if (name === given.newName) return;
    given.newName = name;
    if (given.kind === 'create') draw();
  }

  /** The bucket was made, or is known now: from here on it is one whose token is given. */
  function become(name, token) {
    Object.assign(given, { kind: 'existing', name, token });
    element.querySelector('fieldset').replaceWith(kinds());
    draw();
  }

  return Object.freeze({
    refuse, become, look, propose,
    problem: () => findMissing(given, lookup.problem()),
    present: lookup.present,
    value: () => ({
      kind: given.kind, name: nameOf(given), token: given.token.trim(), key: given.key.trim(),
      description: given.description.trim(),
    }),
  });
}
