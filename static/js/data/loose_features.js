/** Features that are read beside the one that is shown: from the library where it has them, else fetched. */

import { LOCAL } from './local/local_bucket.js';

/**
 * Create what reads them. `read(bucket, fname, {signal, longest})` returns a promise of the content as the API sends
 * it; it rejects with a sentence, with a `TooLong` where the text has more than `longest` bytes.
 *
 * The library shows one feature at a time and gives up all others for it, so these go past it.
 *
 * @param {object} options
 * @param {object} options.library
 * @param {object} options.api
 * @param {object} options.local made by `openLocalBucket`
 */
export function createLooseFeatures({ library, api, local }) {
  async function read(bucket, fname, { signal, longest = Infinity }) {
    if (library.isAtHand(bucket, fname)) return parse(library.text(bucket, fname), longest);
    const controller = new AbortController();
    const text = await (bucket === LOCAL ? local : api).readFeatureText(bucket, fname, {
      signal: AbortSignal.any([signal, controller.signal]),
      onProgress: ({ loaded }) => loaded > longest && controller.abort(),
    }).catch((error) => { throw controller.signal.aborted ? new TooLong() : error; });
    return parse(text, longest);
  }

  function parse(text, longest) {
    if (text.length > longest) throw new TooLong();
    return JSON.parse(text);
  }

  return Object.freeze({ read });
}

/** A feature that is too long to be drawn beside many others. */
export class TooLong extends Error {
  constructor() {
    super('Too large to be drawn among others; open it.');
    this.name = 'TooLong';
  }
}
