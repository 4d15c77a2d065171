/** The form of the last step: where the features go, what is missing, the button, how far it has come. */

import { make } from '../../../core/dom.js';
import { button } from '../controls.js';

/** Most problems of a refusal that are listed. */
const MOST_LISTED = 5;

/**
 * Create the form; `element` holds it, `places` are those of its parts: where (the destination), already (features
 * that exist), made (the token of a new bucket) and progress.
 *
 * `update({missing, text})` says what is missing, or null; the button stays reachable, so that pressing it says so
 * aloud. `setWorking(now)` says whether it is being published. `refuse(error)` says a refusal below the form, `clear()`
 * takes it away.
 */
export function createPublishForm({ onSubmit, toCheck }) {
  const places = {
    where: make('div', {}),
    already: make('section', { class: 'already', hidden: true, 'aria-label': 'Existing features' }),
    made: make('div', {}),
    progress: make('div', { class: 'publish-progress', role: 'status', dataset: { testid: 'publish-progress' } }),
  };
  const message = make('div', { role: 'alert' });
  const go = make('button', { type: 'submit', class: 'primary', text: 'Publish',
    dataset: { key: 'Publish', testid: 'publish' } });
  const hint = make('p', { class: 'hint', id: 'publish-missing' });
  const submit = (event) => {
    event.preventDefault();
    onSubmit();
  };
  const element = make('form', { class: 'card', 'aria-label': 'Publish', novalidate: true, on: { submit } },
    make('h3', { text: 'Publish' }), places.where, places.already, places.made, message, go, hint, places.progress);

  let missing = null;
  let working = false;

  function update(now) {
    missing = now.missing;
    hint.textContent = missing ?? 'Nothing is saved until you publish.';
    markButton();
    go.setAttribute('aria-describedby', 'publish-missing');
    go.textContent = now.text;
  }

  function setWorking(now) {
    working = now;
    element.setAttribute('aria-busy', String(now));
    markButton();
  }

  function markButton() {
    go.setAttribute('aria-disabled', String(missing !== null || working));
  }

  function refuse(error) {
    const listed = error.problems?.slice(0, MOST_LISTED) ?? [];
    message.replaceChildren(make('div', { class: 'alert' }, make('p', { text: error.message }),
      ...(listed.length > 0 ? [make('ul', {}, ...listed.map((one) => make('li', { text: one.message })))] : []),
      ...(error.code === 'open_problems' ? [button('Go to Check', toCheck)] : [])));
  }

  return {
    element, places, update, setWorking, refuse, clear: () => message.replaceChildren(), isWorking: () => working,
  };
}
