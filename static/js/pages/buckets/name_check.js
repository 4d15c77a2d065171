/** Says, while the name of a new bucket is typed, whether it can have that name. */

import { requestJson } from '../../api/api.js';
import { make } from '../../core/dom.js';

const PAUSE_MS = 250;

/** Check the field `name` of `form` against the address in its `data-check-name`. */
export function createNameCheck({ element: form, signal }) {
  const field = form.elements.namedItem('name');
  const answer = make('p', { class: 'help', role: 'status', dataset: { testid: 'name-check' } });
  field.after(answer);
  let timer = 0;
  let asked = 0;
  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(check, PAUSE_MS);
  }, { signal });

  async function check() {
    const number = (asked += 1);
    const name = field.value;
    if (name === '') return say('', true);
    try {
      const { problem } = await requestJson(`${form.dataset.checkName}?name=${encodeURIComponent(name)}`, { signal });
      if (number === asked) say(problem ?? `“${name}” is available.`, problem === null);
    } catch (error) {
      if (error.name !== 'AbortError' && number === asked) say('', true);
    }
    return undefined;
  }

  function say(text, good) {
    answer.textContent = text;
    answer.className = good ? 'good' : 'error';
    field.setAttribute('aria-invalid', String(!good));
  }
}
