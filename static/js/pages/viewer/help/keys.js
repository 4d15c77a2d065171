/** All keys of the viewer: their list on the page is made of this, what they do anywhere bound by it. */

/** Panels are maximised by their number. */
const PANELS = Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => [number, `panel ${number}`]));

/**
 * Per group, [keys as people read them, what they do, and for keys that work anywhere on the page the name of their
 * action by the key's name of the browser]. `docs/keyboard.md` says the same, which a test sees to.
 */
export const KEYS = Object.freeze([
  ['Anywhere', [
    ['?', 'This list', { '?': 'list' }],
    ['Ctrl K or ⌘ K', 'Find anything: regions, features, buckets, commands'],
    ['Ctrl Z or ⌘ Z', 'Undo a change of the view; with Shift, redo it'],
    ['/', 'Find a region', { '/': 'find region' }],
    ['f', 'Filter features', { f: 'filter features' }],
    ['[ and ]', 'Previous feature, next feature', { '[': 'previous feature', ']': 'next feature' }],
    ['1, 2, 3 …', 'Maximise a panel, or restore it', PANELS],
    ['o', 'Toggle outlines', { o: 'outlines' }],
    ['n', 'Toggle names of regions', { n: 'names' }],
    ['r', 'Reverse the colour map', { r: 'reverse' }],
    ['c', 'Centre the colours at zero', { c: 'centre' }],
    ['s', 'Statistics of the selection', { s: 'statistics' }],
    ['t', 'Light or dark', { t: 'theme' }],
    ['x', 'Copy the coordinates of what is pointed at, or of the crosshair', { x: 'copy place' }],
    ['Escape', 'Close a dialog, restore a panel, then clear the selection', { Escape: 'leave' }],
  ]],
  ['In a slice', [
    ['Arrow keys', 'Move the crosshair, with Shift by ten voxels. In a zoomed slice: pan, with Shift the crosshair'],
    [', and .', 'Previous slice, next slice'], ['Page keys', 'Ten slices'],
    ['+ and −', 'Zoom in, zoom out'], ['0', 'Show the whole slice'],
    ['Enter, Space', 'Select the region under the crosshair; with Ctrl or Shift, add it'],
  ]],
  ['In the list of regions', [
    ['Arrow keys', 'Move between regions, like Home, End, Page Up and Page Down'],
    ['Space', 'Select; with Ctrl or Shift, add'], ['Enter', 'Open the region card'],
  ]],
  ['In the feature tree', [
    ['Arrow keys', 'Move; left closes a folder, right opens it'],
    ['Letters', 'Jump to the next name that starts with them'],
    ['Enter', 'Show the feature'],
  ]],
  ['On sliders, handles and panel edges', [['Arrow keys', 'Move, like Home, End and the page keys']]],
]);

const ALL = KEYS.flatMap(([, keys]) => keys);

/** The names of the actions that work anywhere on the page, by key. */
export const ACTIONS = Object.freeze(Object.assign({}, ...ALL.map(([, , names]) => names)));
