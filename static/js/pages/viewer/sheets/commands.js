/** What the palette can do, by the words that people look for. */

const UPLOAD = 'upload/';

/**
 * Return the commands: {title, text, run}.
 *
 * @param {object} options
 * @param {Record<string, HTMLElement>} options.places elements by name
 * @param {object} options.panels made by `createPanels`
 * @param {() => void} options.undo
 * @param {() => void} options.redo
 * @param {() => void} options.onKeys opens the list of keys
 * @param {() => void} options.onStatistics
 */
export function listCommands({ places, store, panels, undo, redo, onKeys, onStatistics }) {
  const set = (title, text, changes) => ({ title, text, run: () => store.set(changes()) });
  const press = (title, text, element) => ({ title, text, run: () => element()?.click() });
  const go = (title, text, address) => ({ title, text, run: () => { window.location.href = address; } });
  const turn = (key) => () => ({ [key]: !store.get(key) });
  return [
    set('Explode', 'Take the 3-D view apart, or put it together',
      () => ({ explode: store.get('explode') > 0 ? 0 : 1 })),
    press('Dark or light', 'Switch the theme', () => places.theme),
    press('Download', 'This feature as a table (CSV)', () => places.downloads.querySelector('button')),
    set('Outlines', 'Lines between regions, on or off', turn('outlines')),
    set('Names', 'Acronyms of regions on the slices, on or off', turn('names')),
    set('Reverse colours', 'Turn the colour map around', turn('reversed')),
    set('Suggested colours', 'Colours that follow the values', () => (
      { auto: true, cmap: null, reversed: false, range: null, scale: 'linear', centred: false })),
    set('Mirror', 'Show one side with the values of the other',
      () => ({ hemisphere: store.get('hemisphere') === 'both' ? 'given' : 'both' })),
    set('Clear selection', 'Select no region', () => ({ selected: [] })),
    { title: 'Undo', text: 'The last change of the view', run: undo },
    { title: 'Redo', text: 'The change that was undone', run: redo },
    { title: 'Statistics', text: 'Of the selected regions', run: onStatistics },
    press('Compare', 'This feature with another one, or left with right', () => places.compare),
    press('Grid', 'Several features of this bucket, the same slice of each',
      () => places.featureTools.querySelector('button')),
    { title: 'Keys', text: 'Help: all keys, the tour', run: onKeys },
    ...panels.kinds.map(({ id, title }) => (
      { title, text: 'Maximise this view, or restore it', run: () => panels.toggleMaximised(id) })),
    go('Upload', 'Check and publish a table', UPLOAD),
    go('All regions', 'Every region with its names', 'regions/'),
    go('Guide', 'How to use this site', 'help/'),
  ];
}
