/** Saving something made in the browser as a file. */

import { make } from '../../core/dom.js';

/** Offer a Blob for saving under a name. */
export function saveBlob(blob, name) {
  const address = URL.createObjectURL(blob);
  make('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
