/** Checks each state of the draft; checks of earlier states are aborted. */

/** Milliseconds after which a check is called slow. */
const SLOW = 400;

/**
 * Create the checks. `follow(state, after)` checks a {table, choices} `after` so many milliseconds, unless that was
 * done; `forget()` drops the answer at hand. `answer`, `status`, `error` and `slow` are as the draft tells them.
 *
 * @param {object} options
 * @param {(table: object, choices: object, options: object) => Promise<object>} options.check asks the server
 * @param {() => void} options.onChange after every change of what is told
 */
export function createChecking({ check, signal, onChange }) {
  const answers = new WeakMap();
  let present = null;
  let told = { answer: null, status: 'empty', error: null, slow: false };
  let asking = new AbortController();
  let timers = [];

  function follow(state, after) {
    stop();
    present = state;
    asking = new AbortController();
    if (state.table === null || answers.has(state)) {
      const answer = answers.get(state) ?? null;
      tell({ answer, status: answer === null ? 'empty' : 'checked', error: null, slow: false });
      return;
    }
    const given = AbortSignal.any([signal, asking.signal]);
    timers = [setTimeout(() => send(state, given), after), setTimeout(() => tell({ slow: true }), after + SLOW)];
    tell({ status: 'checking', error: null, slow: false });
  }

  function stop() {
    timers.forEach(clearTimeout);
    asking.abort();
  }

  async function send(state, given) {
    try {
      answers.set(state, await check(state.table, state.choices, { signal: given }));
      if (present !== state) return;
      timers.forEach(clearTimeout);
      tell({ answer: answers.get(state), status: 'checked', slow: false });
    } catch (failure) {
      if (failure.name === 'AbortError' || present !== state) return;
      timers.forEach(clearTimeout);
      tell({ status: 'failed', error: failure, slow: false });
    }
  }

  function tell(changes) {
    told = { ...told, ...changes };
    onChange();
  }

  return Object.freeze({
    follow,
    forget: () => { told = { ...told, answer: null }; },
    get answer() { return told.answer; },
    get status() { return told.status; },
    get error() { return told.error; },
    get slow() { return told.slow; },
  });
}
