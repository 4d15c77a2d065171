/** The bucket called local: features in this browser's IndexedDB, never sent anywhere. */

import { LocalProblem } from './problem.js';

/** Its name, which no bucket on the server can have. */
export const LOCAL = 'local';

const DESCRIPTION = 'Stored in this browser only; nothing is sent to the server.';

/**
 * Open the local bucket. What reads and writes it is fetched, and the database opened, when it is first needed.
 *
 * - `readBucket()` and `readFeatureText(bucket, fname)` answer as the API's client does.
 * - `put(name, content)` checks and keeps a feature, replacing one of that name; `rename(from, to)`; `remove(fname)`.
 * - `list()` returns [{fname, short_desc, unit, length}] in the order of their names.
 *
 * All reject with a LocalProblem whose message is a sentence. `onChange` is called after every change, also one that
 * another window of this browser made.
 *
 * @param {object} options
 * @param {() => void} [options.onChange]
 * @param {AbortSignal} [options.signal]
 */
export function openLocalBucket({ onChange = () => {}, signal } = {}) {
  const windows = new BroadcastChannel('atlasviewer.local');
  windows.addEventListener('message', () => onChange(), { signal });
  signal?.addEventListener('abort', () => windows.close(), { once: true });
  let features = null;

  function onWrite() {
    windows.postMessage('changed');
    onChange();
  }

  /** Return a function of the features that are stored, to be called before they are opened. */
  function later(name) {
    return async (...given) => {
      features ??= fetchFeatures(onWrite);
      try {
        return (await features)[name](...given);
      } catch (error) {
        features = null;
        throw error;
      }
    };
  }

  const list = later('list');
  const readText = later('readText');

  async function readBucket() {
    const found = await list();
    const listed = new Map(found.map(({ fname, short_desc: description, unit }) =>
      [fname, new Map([['short_desc', description], ['unit', unit]])]));
    return { features: listed, tree: null, metadata: { uuid: LOCAL, short_desc: DESCRIPTION } };
  }

  return Object.freeze({
    list, readBucket, readFeatureText: (_, fname) => readText(fname),
    put: later('put'), rename: later('rename'), remove: later('remove'),
  });
}

async function fetchFeatures(onWrite) {
  try {
    const { openLocalFeatures } = await import('./local_features.js');
    return openLocalFeatures({ onWrite });
  } catch {
    throw new LocalProblem('A part of this page could not be loaded; reload it.');
  }
}
