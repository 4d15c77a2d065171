/** What a bucket holds, or whether its name can be had: asked of the server once the typing rests. */

/** Milliseconds that the typing rests. */
const REST = 300;

/**
 * Create the look-up. `look(name, {create})` asks anew and `stop()` gives up; `present()` is a Set of the fnames in the
 * bucket, null before it is known, and `problem()` the sentence that refuses the name, or null.
 *
 * @param {object} options
 * @param {(sentence: string) => void} options.say
 * @param {(available: boolean) => void} options.onName a name for a new bucket was looked at
 * @param {() => void} options.onChange after every answer
 */
export function createBucketLookup({ tables, say, onName, onChange, signal }) {
  let present = null;
  let problem = null;
  let asking = new AbortController();
  let timer = 0;

  function stop() {
    clearTimeout(timer);
    asking.abort();
    asking = new AbortController();
  }

  function look(name, { create }) {
    stop();
    present = null;
    problem = null;
    say('');
    if (name === '') return;
    const given = AbortSignal.any([signal, asking.signal]);
    timer = setTimeout(() => ask(create ? askName : askBucket, name, given), REST);
  }

  async function ask(how, name, given) {
    try {
      await how(name, given);
    } catch (error) {
      if (error.name === 'AbortError') return;
      say(error.message);
      if (error.status === 404) problem = error.message;
    }
    onChange();
  }

  async function askBucket(name, given) {
    present = new Set(await tables.listFeatures(name, { signal: given }));
    say(`“${name}” has ${present.size} feature${present.size === 1 ? '' : 's'}.`);
  }

  async function askName(name, given) {
    problem = await tables.checkName(name, { signal: given });
    onName(problem === null);
    say(problem ?? `“${name}” is available.`);
  }

  return Object.freeze({ look, stop, present: () => present, problem: () => problem });
}
