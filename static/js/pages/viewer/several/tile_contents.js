/** The features of a grid: read a few at a time, each once, and called off when they are not wanted any longer. */

/** Requests under way at one time. */
const AT_ONCE = 3;

/** A feature longer than this, in bytes, is not drawn among others: up to 24 of them are kept. */
const LONGEST = 2 * 1024 * 1024;

const WAITING = Object.freeze({ status: 'loading', content: null, message: 'Loading …' });

/**
 * Create it. `want(bucket, fnames, listing)` says which are wanted; `read(fname)` is {status: 'loading' | 'ready' |
 * 'failed', content, message, final}; `final` failures fail again. `retry()` reads anew what failed. `onChange` is
 * called whenever one has come.
 *
 * @param {object} options
 * @param {object} options.features made by `createLooseFeatures`
 */
export function createTileContents({ features, onChange, signal }) {
  let entries = new Map();
  let bucketOf = { name: null, listing: null };
  let wanted = [];
  let running = 0;

  function want(bucket, fnames, listing) {
    if (bucket !== bucketOf.name || (bucketOf.listing !== null && listing !== bucketOf.listing)) callOff(() => true);
    bucketOf = { name: bucket, listing };
    wanted = fnames;
    callOff((fname) => !wanted.includes(fname));
    start();
  }

  function callOff(isMeant) {
    for (const [fname, { controller }] of [...entries]) {
      if (!isMeant(fname)) continue;
      controller.abort();
      entries.delete(fname);
    }
  }

  function start() {
    const waiting = wanted.filter((fname) => !entries.has(fname));
    for (const fname of waiting.slice(0, Math.max(0, AT_ONCE - running))) read(fname);
  }

  async function read(fname) {
    const controller = new AbortController();
    const entry = { ...WAITING, controller };
    entries.set(fname, entry);
    running += 1;
    const until = AbortSignal.any([signal, controller.signal]);
    const answer = await features.read(bucketOf.name, fname, { signal: until, longest: LONGEST }).then(
      (content) => ({ status: 'ready', content, message: '' }),
      (error) => ({
        status: 'failed', content: null, message: error.message, final: error.name === 'TooLong',
      }),
    );
    running -= 1;
    if (signal.aborted) return;
    if (entries.get(fname) === entry) entries.set(fname, { ...answer, controller });
    start();
    onChange();
  }

  function retry() {
    entries = new Map([...entries].filter(([, { status }]) => status !== 'failed'));
    start();
    onChange();
  }

  return Object.freeze({ want, retry, read: (fname) => entries.get(fname) ?? WAITING });
}
