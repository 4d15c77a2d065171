/** Where the values of a region came from, in the server's sentences: requested when opened. */

import { make } from '../core/dom.js';

/**
 * Ask once for each question, and only while somebody wants to know; the answer to a former question is never shown.
 *
 * @param {object} options
 * @param {(question: object, options: {signal: AbortSignal}) => Promise<string[]>} options.ask
 * @param {(sentences: string[]) => void} options.say shows sentences, empty while there is nothing to say
 * @returns {{about: (question: object|null, feature: object) => void, open: (isOpen: boolean) => void}}
 */
export function createAsking({ ask, say }) {
  let question = null;
  let isOpen = false;
  let asked = null;
  let asking = null;
  let source = null;

  async function load() {
    const key = JSON.stringify(question);
    if (!isOpen || question === null || key === asked) return;
    asked = key;
    const { signal } = (asking = new AbortController());
    say(['Loading…']);
    let sentences;
    try {
      sentences = await ask(question, { signal });
    } catch (error) {
      if (signal.aborted) return;
      asked = null;
      sentences = [error.message];
    }
    if (!signal.aborted) say(sentences);
  }

  return {
    about(next, feature) {
      if (JSON.stringify(next) !== asked || feature !== source) {
        asking?.abort();
        asked = null;
        say([]);
      }
      question = next;
      source = feature;
      load();
    },
    open(next) {
      isOpen = next;
      load();
    },
  };
}

/**
 * Create the line that unfolds: `about(question, feature)` returns it each time it is shown; without a question it is
 * hidden. A feature that is loaded again is another object, and is asked about again.
 *
 * @param {object} options
 * @param {(question: object, options: {signal: AbortSignal}) => Promise<string[]>} options.ask
 */
export function createExplanation({ ask }) {
  const sentences = make('div', { 'aria-live': 'polite' });
  const say = (texts) => sentences.replaceChildren(...texts.map((text) => make('p', { class: 'note', text })));
  const asking = createAsking({ ask, say });
  const element = make('details', { dataset: { testid: 'card-why' } },
    make('summary', { text: 'Where do these values come from?' }), sentences);
  element.addEventListener('toggle', () => asking.open(element.open));

  function about(question, feature) {
    element.hidden = question === null;
    asking.about(question, feature);
    return element;
  }

  return { about };
}
