/** Saving in one request, told when somebody else saved meanwhile; on failure the work stays. */

import { ApiError, requestJson, requestText } from '../../api/api.js';
import { parseOrdered, toPlain } from '../../core/text/ordered_json.js';
import { toTreeText } from '../../core/tree/tree_moves.js';

/** Statuses for a browser whose token is no longer valid: the bucket's page unlocks it. */
const LOCKED = Object.freeze([401, 403]);

/** Return what the page or `/tree/saved` tells: {tree, seen, features} with their keys in order. */
export function readStored(text) {
  const stored = parseOrdered(text);
  return {
    tree: stored.get('tree'), seen: stored.get('seen'), features: stored.get('features'),
    rest: toPlain(stored),
  };
}

/**
 * Create the saving.
 *
 * `save()` sends the tree; `onConflict(stored)` gets what is stored now when somebody else was first.
 */
export function createSaving({ editor, address, csrf, say, fail, onConflict, onChange, signal }) {
  let saving = false;

  async function save() {
    if (saving) return;
    if (!editor.isChanged) {
      say('Already saved.');
      return;
    }
    if (editor.problems.some(({ blocking }) => blocking)) {
      fail('Not saved: a level has duplicate labels. Fix the entries listed below the tree, then save.');
      return;
    }
    setSaving(true);
    const root = editor.root;
    try {
      const { seen } = await send(root);
      editor.adopt({ root: editor.root, base: root, seen, what: '' });
      say('Saved.');
    } catch (error) {
      if (error.code === 'tree_changed') await askWhatChanged();
      else if (error instanceof ApiError) {
        fail(`Not saved. ${explain(error)} Your changes are kept here.`, { locked: LOCKED.includes(error.status) });
      }
      else if (error.name !== 'AbortError') throw error;
    } finally {
      setSaving(false);
    }
  }

  /** The tree is inserted as text: an object would not keep its order. */
  function send(root) {
    return requestJson(address, {
      method: 'POST', signal,
      headers: { 'Content-Type': 'application/json', 'X-CSRFToken': csrf },
      body: `{"seen":${JSON.stringify(editor.seen)},"tree":${toTreeText(root)}}`,
    });
  }

  async function askWhatChanged() {
    try {
      onConflict(readStored(await requestText(address, { signal })));
    } catch (error) {
      if (error.name === 'AbortError') return;
      fail(`Someone else saved in the meantime, and their tree cannot be read. ${explain(error)} `
        + 'Your changes are kept here.');
    }
  }

  function setSaving(now) {
    saving = now;
    onChange();
  }

  return { save, isSaving: () => saving };
}

function explain({ message, problems = [] }) {
  return [message, ...problems.map((problem) => problem.message)].join(' ');
}
