/** Parts of a page that are fetched when they are needed. */

/** Return a module that is being imported; a failure becomes a sentence for people. */
export function fetchPart(coming) {
  return coming.catch(() => { throw new Error('A part of the viewer could not be loaded; reload the page.'); });
}
