/** Parts of a page that are fetched when they are needed. */

/** Return a module that is on its way; where it does not come, people are told in a sentence. */
export function fetchPart(coming) {
  return coming.catch(() => { throw new Error('A part of the viewer could not be loaded; reload the page.'); });
}
