/** The table at hand with all that was decided about it, checked again after each decision; nothing is lost. */

import { createUndo } from '../../core/undo.js';
import { keepForNextFile, NO_CHOICES } from './choices.js';

/** Milliseconds that decisions gather before they are sent, and after which a check is called slow. */
const GATHER = 120;
const SLOW = 400;

/**
 * Create the draft.
 *
 * @param {object} options
 * @param {(table: object, choices: object, options: object) => Promise<object>} options.check asks the server
 * @param {() => void} options.onChange after every change, also of `status` and `slow`
 *
 * `table` is {name, size, file} or {name, text}, null before the first. `answer` is the last answer about this
 * table; `current` says whether it knows the latest decisions. `status` is 'empty', 'checking', 'checked' or
 * 'failed', then with `error`. `open`, `decide`, `undo` and `redo` change it.
 */
export function createDraft({ check, signal, onChange }) {
  const steps = createUndo({ table: null, choices: NO_CHOICES });
  const answers = new WeakMap();
  let answer = null;
  let status = 'empty';
  let error = null;
  let slow = false;
  let asking = new AbortController();
  let timers = [];

  function open(table) {
    const { table: former, choices } = steps.state;
    const kept = former?.name === table.name ? keepForNextFile(choices) : NO_CHOICES;
    steps.push({ table, choices: kept }, `opening ${table.name}`);
    answer = null;
    ask(0);
  }

  function decide(choices, what) {
    if (choices === steps.state.choices) return;
    steps.push({ ...steps.state, choices }, what);
    ask(GATHER);
  }

  function step(move) {
    const { table } = steps.state;
    const what = move();
    if (what === null) return null;
    if (steps.state.table !== table) answer = null;
    ask(0);
    return what;
  }

  /** Check the present state, unless that was done; the check of any other state is given up. */
  function ask(after) {
    timers.forEach(clearTimeout);
    asking.abort();
    asking = new AbortController();
    slow = false;
    error = null;
    const { state } = steps;
    if (state.table === null || answers.has(state)) {
      answer = answers.get(state) ?? null;
      status = answer === null ? 'empty' : 'checked';
      onChange();
      return;
    }
    status = 'checking';
    const { signal: stop } = asking;
    timers = [setTimeout(() => send(state, AbortSignal.any([signal, stop])), after),
      setTimeout(markSlow, after + SLOW)];
    onChange();
  }

  async function send(state, stop) {
    try {
      answers.set(state, await check(state.table, state.choices, { signal: stop }));
      if (steps.state !== state) return;
      answer = answers.get(state);
      status = 'checked';
    } catch (failure) {
      if (failure.name === 'AbortError' || steps.state !== state) return;
      status = 'failed';
      error = failure;
    }
    timers.forEach(clearTimeout);
    slow = false;
    onChange();
  }

  function markSlow() {
    slow = true;
    onChange();
  }

  return Object.freeze({
    open,
    decide,
    again: () => ask(0),
    undo: () => step(steps.undo),
    redo: () => step(steps.redo),
    get table() { return steps.state.table; },
    get choices() { return steps.state.choices; },
    get answer() { return answer; },
    get current() { return status === 'checked'; },
    get status() { return status; },
    get error() { return error; },
    get slow() { return slow; },
    get canUndo() { return steps.canUndo; },
    get canRedo() { return steps.canRedo; },
  });
}
