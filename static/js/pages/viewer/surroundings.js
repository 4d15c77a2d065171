/** What stands around the picture: lists, controls, help, this browser's own files. Fetched after the picture. */

import { createLocalFiles } from '../../data/local/local_files.js';
import { createHelp } from './help.js';
import { createViews } from './views.js';

/**
 * Make everything around the picture.
 *
 * @param {object} options as `createViews` takes them, and
 * @param {object} options.local made by `openLocalBucket`
 * @param {boolean} options.fresh whether the address says nothing
 * @returns {{updateFiles: () => void}} to be called when this browser's own bucket changed
 */
export function createSurroundings({ local, fresh, ...context }) {
  const { places, store, display, signal } = context;
  const files = createLocalFiles({ element: places.local, local, store, signal });
  const views = createViews(context);
  createHelp({ places, store, views, display, fresh, signal });
  return { updateFiles: files.update };
}
