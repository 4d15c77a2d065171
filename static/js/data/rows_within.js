/** A region and everything below it; `region_facts.js` has the other facts about a region. */

/** Return a Uint8Array by row: 1 for the region and everything below it. */
export function rowsWithin(row, { parent }) {
  const within = new Uint8Array(parent.length);
  within[row] = 1;
  for (let place = row + 1; place < parent.length; place++) {
    if (parent[place] >= 0 && within[parent[place]]) within[place] = 1;
  }
  return within;
}
