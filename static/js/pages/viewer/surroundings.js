/** What stands around the picture: lists, controls, help, this browser's own files. Fetched after the picture. */

import { keepTable } from '../../data/local/kept_tables.js';
import { LOCAL } from '../../data/local/local_bucket.js';
import { createLocalFiles } from '../../data/local/local_files.js';
import { tableAddress } from '../../data/local/local_list.js';
import { createHelp } from './help/help.js';
import { createTableDrop } from './table_drop.js';
import { createUndoing } from './chrome/undoing.js';
import { createViews } from './views.js';

/**
 * Make everything around the picture.
 *
 * @param {object} options as `createViews` takes them, and
 * @param {object} options.local made by `openLocalBucket`
 * @param {object} options.tables addresses {check, preview} of the API
 * @param {boolean} options.fresh whether the address says nothing
 * @param {() => boolean} options.isQuiet whether the page itself is changing the view
 * @param {() => void} options.asSaid keeps what is shown from being filled with a default view
 * @returns {{updateFiles: () => void}} to be called when this browser's own bucket changed
 */
export function createSurroundings({ local, tables, fresh, ...context }) {
  const { places, store, library, display, signal } = context;
  const views = createViews({ ...context, local });
  const { undo, redo } = createUndoing({
    store, signal, element: places.undo, announcer: places.announcer, isOwn: context.isQuiet, afterStep: context.asSaid,
  });
  const drop = createTableDrop({ drawer: views.drawer, addresses: tables, local, onKept: show, toUpload, signal });
  const files = createLocalFiles({ element: places.local, local, store, openTable: drop.open, signal });
  createHelp({ places, store, library, views, display, undo, redo, fresh, signal });

  function show(fname, mapping) {
    const buckets = [...store.get('buckets'), LOCAL];
    store.set({ buckets, bucket: LOCAL, feature: fname, version: null, range: null, ...(mapping && { mapping }) });
  }

  return { updateFiles: files.update };
}

/** Under which a table is kept that has no feature yet. */
const UNNAMED = '';

async function toUpload(file, choices) {
  await keepTable([UNNAMED], { name: file.name, file, choices });
  window.location.assign(tableAddress(UNNAMED));
}
