/** Keys, their list, and the tour of the viewer. */

import { chooseLook } from '../../../colours/choosing.js';
import { listCommands } from '../sheets/commands.js';
import { createShortcuts } from './shortcuts.js';
import { createTour, isTourNew } from './tour.js';

/**
 * Bind the keys and the buttons for help; the tour begins by itself only where no link brought the person here.
 *
 * @param {object} options
 * @param {Record<string, HTMLElement>} options.places elements by name
 * @param {object} options.views made by `createViews`
 * @param {object} options.display made by `createDisplay`
 * @param {() => void} options.undo
 * @param {() => void} options.redo
 * @param {boolean} options.fresh whether the address says nothing
 */
export function createHelp({ places, store, library, views, display, undo, redo, fresh, signal }) {
  const { tree, search, statistics, drawer, findRegions, onRegion, onCopyPlace } = views;
  const { panels } = display;
  const turn = (key) => () => store.set({ [key]: !store.get(key) });
  const centre = () => {
    const { picture } = display.current();
    if (picture !== null) chooseLook(store, picture.guess, { centred: !picture.look.centred });
  };
  const tour = createTour({
    element: places.tour, signal,
    targets: { features: places.choose, slices: places.panels, colours: places.colours, regions: places.regions },
    otherwise: places.sheets,
  });
  const actions = {
    'find region': search.focus, 'filter features': tree.focusFilter,
    'previous feature': () => tree.step(-1), 'next feature': () => tree.step(1),
    outlines: turn('outlines'), names: turn('names'), reverse: turn('reversed'), centre, statistics: statistics.open,
    theme: () => places.theme.click(), 'copy place': onCopyPlace,
    leave: () => {
      if (drawer.isOpen()) drawer.close();
      else if (panels.isMaximised()) panels.restore();
      else store.set({ selected: [] });
    },
  };
  panels.kinds.forEach(({ id }, n) => { actions[`panel ${n + 1}`] = () => panels.toggleMaximised(id); });
  const shortcuts = createShortcuts({ root: document.body, actions, onTour: tour.start, signal });
  bindPalette({
    store, library, findRegions, onRegion, signal,
    commands: () => listCommands({
      places, store, panels, undo, redo, onKeys: shortcuts.open, onStatistics: statistics.open,
    }),
  });
  places.help.addEventListener('click', shortcuts.open, { signal });
  places.statistics.addEventListener('click', statistics.open, { signal });
  places.help.disabled = false;
  bindShare({ button: places.share, store, signal });
  places.statistics.disabled = false;
  const isEmpty = store.get('buckets').length === 0 || library.bucket(store.get('bucket'))?.missing;
  if (fresh && !isEmpty && isTourNew()) tour.start();
}

/** The sheet that hands a view on; its code comes when it is first asked for. */
function bindShare({ button, ...options }) {
  let share = null;
  button.disabled = false;
  button.addEventListener('click', async () => {
    share ??= import('../sheets/share.js').then(({ createShare }) => createShare(options));
    (await share).open();
  }, { signal: options.signal });
}

/** Ctrl or ⌘ with K opens one search for everything; its code comes when it is first asked for. */
function bindPalette({ commands, signal, ...options }) {
  let palette = null;
  document.body.addEventListener('keydown', async (event) => {
    if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    palette ??= import('../sheets/palette.js').then(({ createPalette }) =>
      createPalette({ ...options, commands: commands(), signal }));
    (await palette).open();
  }, { signal });
}
