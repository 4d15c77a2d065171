/** A panel whose code is fetched when it is first shown, and not before the brain itself is there. */

import { make } from '../core/dom.js';

/**
 * Return a kind of panel for `createPanels`.
 *
 * @param {object} options
 * @param {string} options.id
 * @param {string} options.title
 * @param {boolean} options.optional whether it is shown only when somebody asks for it
 * @param {() => Promise<Function>} options.load resolves to the panel's `create`
 */
export function lazyPanel({ id, title, optional, load }) {
  return Object.freeze({ id, title, optional, create: (context) => createLazily(load, context) });
}

function createLazily(load, context) {
  const text = make('p', { text: 'Loading …' });
  const waiting = make('div', { class: 'waiting' }, text);
  context.element.append(waiting);
  let made = null;
  let scene = null;
  let started = false;

  async function start() {
    started = true;
    try {
      const create = await load();
      if (context.signal.aborted) return;
      waiting.remove();
      made = create(context);
      made.update(scene);
    } catch (error) {
      text.textContent = `This panel could not be loaded (${error.message}). Load the page again.`;
    }
  }

  return {
    update(next) {
      scene = next;
      if (made !== null) made.update(scene);
      else if (!started && (scene.volume || scene.failure)) start();
    },
  };
}
