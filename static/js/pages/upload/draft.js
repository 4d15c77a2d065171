/** The current table with all decisions about it, checked again after each decision; nothing is lost. */

import { createUndo } from '../../core/undo.js';
import { createChecking } from './checking.js';
import { keepForNextFile, NO_CHOICES } from './choices.js';

/** Milliseconds that decisions gather before they are sent. */
const GATHER = 120;

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
  const checking = createChecking({ check, signal, onChange });

  function open(table) {
    const { table: former, choices } = steps.state;
    const kept = former?.name === table.name ? keepForNextFile(choices) : NO_CHOICES;
    steps.push({ table, choices: kept }, `opening ${table.name}`);
    checking.forget();
    ask();
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
    if (steps.state.table !== table) checking.forget();
    ask();
    return what;
  }

  function ask(after = 0) {
    checking.follow(steps.state, after);
  }

  return Object.freeze({
    open,
    decide,
    again: () => ask(),
    undo: () => step(steps.undo),
    redo: () => step(steps.redo),
    get table() { return steps.state.table; },
    get choices() { return steps.state.choices; },
    get answer() { return checking.answer; },
    get current() { return checking.status === 'checked'; },
    get status() { return checking.status; },
    get error() { return checking.error; },
    get slow() { return checking.slow; },
    get canUndo() { return steps.canUndo; },
    get canRedo() { return steps.canRedo; },
  });
}
