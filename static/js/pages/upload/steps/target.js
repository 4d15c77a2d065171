/** Where the features go, with what is to become of those that are there already. */

import { createConflicts } from './conflicts.js';
import { createDestination } from './destination.js';

/**
 * Create both, the destination in `where`, the conflicts in `already`; see `createDestination` for `page`.
 *
 * `missing()` is the sentence that says what is not answered yet, or null; `follow()` looks at the draft again;
 * `refuse(error, {creating})` says a refusal at the field it is about and returns whether there is one.
 *
 * @param {object} options
 * @param {() => void} options.onTarget the target changed or is known better
 * @param {() => void} options.onAnswer it was answered what becomes of a feature
 */
export function createTarget({ where, already, draft, tables, page, onTarget, onAnswer, signal }) {
  let destination = null;
  const conflicts = createConflicts({ element: already, draft, onChange: onAnswer });
  destination = createDestination({ element: where, tables, page, onChange: follow, signal });

  function follow() {
    if (destination === null) return; // It tells its start too.
    conflicts.update(destination.present());
    onTarget();
  }

  function missing() {
    const open = conflicts.open();
    return destination.problem() ?? (open > 0 ? 'Choose what to do with the existing features.' : null);
  }

  function refuse({ status, message }, { creating }) {
    const place = { 401: creating ? 'key' : 'token', 404: 'name', 409: creating ? 'newName' : null }[status];
    if (place) destination.refuse(place, message);
    return Boolean(place);
  }

  const { value, become, look, propose } = destination;
  return Object.freeze({ value, become, look, propose, follow, missing, refuse, ways: conflicts.ways });
}
