/** What stands around the picture: lists, controls, help, this browser's own files. Fetched after the picture. */

import { keepTable } from '../../data/local/kept_tables.js';
import { LOCAL } from '../../data/local/local_bucket.js';
import { createLocalFiles } from '../../data/local/local_files.js';
import { tableAddress } from '../../data/local/local_list.js';
import { createHelp } from './help/help.js';
import { createTableDrop } from './dropped/table_drop.js';
import { createCompact } from './chrome/compact.js';
import { createLanding } from './chrome/landing.js';
import { keepRecent } from './chrome/recents.js';
import { createUndoing } from './chrome/undoing.js';
import { createViews } from './views.js';

/**
 * Make everything around the picture.
 *
 * @param {object} options as `createViews` takes them, and
 * @param {object} options.local made by `openLocalBucket`
 * @param {string} options.demo name of the demo bucket
 * @param {object} options.tables addresses {check, preview} of the API
 * @param {boolean} options.fresh whether the address says nothing
 * @param {() => boolean} options.isQuiet whether the page itself is changing the view
 * @param {() => void} options.asSaid keeps what is shown from being filled with a default view
 * @returns {{updateFiles: () => void}} to be called when this browser's own bucket changed
 */
export function createSurroundings({ local, tables, demo, fresh, ...context }) {
  const { places, store, library, display, atlas, quietly, signal } = context;
  const landing = createLanding({
    element: places.landing, store, library, demo, fresh, quietly, signal,
    onChoose: { drop: () => files.choose(), open: openBucket, example: showExample },
  });
  const keepShown = keepRecent({ store, library });
  const views = createViews({
    ...context, local,
    onListing: () => {
      landing.update();
      keepShown();
    },
  });
  const { undo, redo } = createUndoing({
    store, signal, element: places.undo, announcer: places.announcer, isOwn: context.isQuiet, afterStep: context.asSaid,
  });
  const drop = createTableDrop({ drawer: views.drawer, addresses: tables, local, onKept: show, toUpload, signal });
  const files = createLocalFiles({ element: places.local, local, store, openTable: drop.open, signal });
  createHelp({ places, store, library, views, display, undo, redo, fresh, signal });

  const compact = createCompact({ places, signal });

  function openBucket() {
    compact.reveal('choose');
    views.openBucketForm();
  }

  /** The demo of the site, else one that this browser makes of the atlas. */
  async function showExample() {
    const failure = library.bucket(demo)?.missing ? '' : await library.openBucket(demo);
    if (failure === null) {
      store.set({ buckets: [demo], bucket: demo, feature: null });
      return;
    }
    const { makeExample } = await import('../../data/local/example.js');
    const { fname, content } = makeExample(atlas);
    await local.put(fname, content);
    show(fname);
  }

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
