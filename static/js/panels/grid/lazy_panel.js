/** A panel whose code and file are fetched when it is first shown, and not before the brain itself is there. */

import { requestBytes } from '../../api/api.js';
import { make } from '../../core/dom.js';

/** Files that are on their way before the code that reads them, by address. */
const coming = new Map();

/** Addresses of files that were asked for: what is made of them is kept, so nobody needs them twice. */
const asked = new Set();

/** Fetch a file whose panel is about to be shown, the first time; `takeBytes` hands it out. */
export function askFor(address) {
  if (address === undefined || asked.has(address)) return;
  asked.add(address);
  const bytes = requestBytes(address);
  bytes.catch(() => {}); // Whoever takes the file is told.
  coming.set(address, bytes);
}

/** Return a promise of a file's bytes: those asked for before, once, or else fetched now. */
export function takeBytes(address) {
  const bytes = coming.get(address);
  coming.delete(address);
  return bytes ?? requestBytes(address);
}

/**
 * Return a kind of panel for `createPanels`; `prepare(context)` begins what showing it would begin, for panels that
 * somebody is about to show.
 *
 * @param {object} options
 * @param {string} options.id
 * @param {string} options.title
 * @param {boolean} options.optional whether it is shown only when somebody asks for it
 * @param {(context: object) => Promise<{create: Function, prepare?: Function}>} options.load fetches the code, and
 *   asks for the file meanwhile; `create` and `prepare` take what panels are created with
 */
export function lazyPanel({ id, title, optional, load }) {
  return Object.freeze({
    id, title, optional,
    create: (context) => createLazily(load, context),
    // What fails here fails again, and is told, when the panel is shown.
    prepare: (context) => load(context).then((code) => code.prepare?.(context)).catch(() => {}),
  });
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
      const { create } = await load(context);
      if (context.signal.aborted) return;
      waiting.remove();
      made = create(context);
      made.update(scene);
    } catch (error) {
      text.textContent = `This panel could not be loaded (${error.message}). Reload the page.`;
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
