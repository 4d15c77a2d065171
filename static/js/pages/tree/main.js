/** The tree editor's composition root: the only place that looks elements up in the document. */

import { ask } from '../../core/ask.js';
import { make, oncePerFrame } from '../../core/dom.js';
import { createActions } from './actions.js';
import { createConflictDialog } from './conflict_dialog.js';
import { createDragging } from './dragging.js';
import { createEditor } from './editor.js';
import { createHiddenPane } from './hidden_pane.js';
import { createPageKeys, createTreeKeys } from './keyboard.js';
import { createPreviewPane } from './preview_pane.js';
import { createProblemsPane } from './problems_pane.js';
import { createSaving, readStored } from './saving.js';
import { createToolbar } from './toolbar.js';
import { createTreePane } from './tree_pane.js';

const byId = (id) => document.getElementById(id);

function start() {
  const { signal } = new AbortController();
  const stored = readStored(byId('page').textContent);
  const editor = createEditor(stored);
  const say = (text) => showStatus(text, false);
  const fail = (text, { locked = false } = {}) => showStatus(text, true, locked ? [unlockLink()] : []);
  const actions = createActions({ editor, say, ask });
  const pane = createTreePane({ element: byId('tree'), editor, actions, say, signal });
  const hidden = createHiddenPane({ element: byId('hidden'), editor, actions, signal });
  createDragging({
    element: byId('panes'), tree: pane.element, shelf: hidden.list, editor, actions, say, signal,
    redraw: pane.redraw,
  });
  const preview = createPreviewPane({ element: byId('preview'), editor });
  const problems = createProblemsPane({
    element: byId('problems'), editor, actions, focusTree: pane.focusChosen, signal,
  });
  const dialog = createConflictDialog({ element: byId('conflict'), editor, say, signal });
  const saving = createSaving({
    editor, address: stored.rest.saved, csrf: stored.rest.csrf, say, fail, onConflict: dialog.open,
    onChange: updateState, signal,
  });
  const toolbar = createToolbar({ element: byId('toolbar'), editor, actions, pane, save: saving.save, signal });
  createTreeKeys({ pane, editor, actions, signal });
  createPageKeys({ editor, save: saving.save, signal });

  const previewSoon = oncePerFrame(preview.update, signal);
  editor.subscribe((what) => {
    pane.update();
    hidden.update();
    problems.update();
    updateState();
    previewSoon();
    if (what !== '') say(what);
  });
  addEventListener('beforeunload', (event) => {
    if (editor.isChanged) event.preventDefault();
  }, { signal });

  function updateState() {
    toolbar.update({ saving: saving.isSaving() });
    byId('unsaved').textContent = saving.isSaving() ? 'Saving …' : (editor.isChanged ? 'Unsaved changes' : 'Saved');
    byId('unsaved').dataset.state = editor.isChanged ? 'changed' : 'saved';
    byId('plain').hidden = !editor.root.plain;
  }

  pane.update();
  hidden.update();
  problems.update();
  preview.update();
  updateState();
}

/** Unlocking happens in another tab, so that the changes here stay. */
function unlockLink() {
  const text = ' Unlock the bucket, then save again';
  return make('a', { href: '../#edit-title', target: '_blank', rel: 'noopener', text });
}

function showStatus(text, failed, links = []) {
  const status = byId(failed ? 'failure' : 'status');
  status.replaceChildren(text, ...links);
  if (!failed) byId('failure').textContent = '';
}

start();
