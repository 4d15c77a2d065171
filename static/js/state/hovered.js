/** What is outlined of a region that is pointed at: all that is drawn of it. */

/** Return the rows with side of what is pointed at and of everything below it under the mapping that is shown. */
export function hoveredRows(store, atlas, mapping) {
  const hovered = store.get('hovered');
  return hovered === null ? [] : [...atlas.rowsBelow(hovered, mapping)];
}
