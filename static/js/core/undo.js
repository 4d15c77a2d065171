/** Undo and redo without limit, over states that never change. */

/**
 * Create an undo list that begins with `start`.
 *
 * `push(state, what)` adds a state and drops what was undone; pushing the present state does nothing.
 * `undo()` and `redo()` return what was undone or done again, or null when there is nothing.
 */
export function createUndo(start) {
  const past = [];
  let present = { state: start, what: '' };
  let future = [];

  function push(state, what) {
    if (state === present.state) return;
    past.push(present);
    present = { state, what };
    future = [];
  }

  function undo() {
    if (past.length === 0) return null;
    const { what } = present;
    future.push(present);
    present = past.pop();
    return what;
  }

  function redo() {
    if (future.length === 0) return null;
    past.push(present);
    present = future.pop();
    return present.what;
  }

  return Object.freeze({
    push, undo, redo,
    get state() { return present.state; },
    get canUndo() { return past.length > 0; },
    get canRedo() { return future.length > 0; },
  });
}
