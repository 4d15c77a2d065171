/** Keys that work anywhere on the page, and the list of all keys. */

import { make } from '../../core/dom.js';
import { recall, remember } from '../../state/remembered.js';

/** All keys, as the dialog lists them: per group, [keys, what they do]. */
const KEYS = Object.freeze([
  ['Anywhere', [
    ['?', 'This list'],
    ['Ctrl K or ⌘ K', 'Find anything: regions, features, buckets, commands'],
    ['Ctrl Z or ⌘ Z', 'Undo a change of the view; with Shift, redo it'],
    ['/', 'Find a region'], ['f', 'Filter features'], ['[ and ]', 'Previous feature, next feature'],
    ['1, 2, 3 …', 'Maximise a panel, or restore it'], ['o', 'Toggle outlines'],
    ['n', 'Toggle names of regions'], ['r', 'Reverse the colour map'],
    ['c', 'Centre the colours at zero'], ['s', 'Statistics of the selection'], ['t', 'Light or dark'],
    ['x', 'Copy the coordinates of what is pointed at, or of the crosshair'],
    ['Escape', 'Close a dialog, restore a panel, then clear the selection'],
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

/** Elements that take letters themselves. */
const TYPED_IN = 'input:not([type=checkbox]):not([type=range]), textarea, select, [role=tree], [role=combobox]';

/**
 * Listen to the keys of the page.
 *
 * @param {object} options
 * @param {HTMLElement} options.root where keys are listened to
 * @param {Record<string, () => void>} options.actions by key
 * @param {() => void} options.onTour
 * @returns {{open: () => void}} `open` shows the list
 */
export function createShortcuts({ root, actions, onTour, signal }) {
  let enabled = recall('shortcuts', true) !== false;
  let dialog = null;

  root.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest('dialog') || (event.target.closest(TYPED_IN) && event.key !== 'Escape')) return;
    const action = event.key === '?' ? open : actions[event.key];
    if (action === undefined || (!enabled && event.key !== 'Escape')) return;
    action();
    event.preventDefault();
  }, { signal });

  function open() {
    if (dialog === null) {
      dialog = build();
      root.append(dialog);
    }
    if (!dialog.open) dialog.showModal();
  }

  function build() {
    const box = make('input', { type: 'checkbox', dataset: { testid: 'shortcuts-enabled' } });
    box.checked = enabled;
    box.addEventListener('change', () => {
      enabled = box.checked;
      remember('shortcuts', enabled ? null : false);
    }, { signal });
    const close = make('button', {
      type: 'button', class: 'icon quiet', text: '×', 'aria-label': 'Close', on: { click: () => dialog.close() },
    });
    const tour = make('button', { type: 'button', text: 'Show the tour', dataset: { testid: 'tour-again' } });
    tour.addEventListener('click', () => {
      dialog.close();
      onTour();
    }, { signal });
    return make('dialog', { class: 'sheet', 'aria-labelledby': 'keys-title', dataset: { testid: 'shortcuts' } },
      make('div', { class: 'drawer-bar' }, make('h2', { id: 'keys-title', text: 'Keys' }), close),
      make('div', { class: 'keys', tabindex: 0, role: 'group', 'aria-label': 'All keys' }, ...KEYS.map(groupOf)),
      make('div', { class: 'row' },
        make('label', { class: 'toggle' }, box, 'Single-key shortcuts'),
        make('a', { href: 'help/', text: 'Help' }), tour));
  }

  return { open };
}

function groupOf([title, keys]) {
  return make('section', {}, make('h3', { text: title }), make('dl', {}, ...keys.flatMap(([key, text]) => [
    make('dt', {}, make('kbd', { text: key })), make('dd', { text }),
  ])));
}
