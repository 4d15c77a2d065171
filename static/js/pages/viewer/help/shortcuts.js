/** Keys that work anywhere on the page, and the list of all keys. */

import { make } from '../../../core/dom.js';
import { recall, remember } from '../../../state/remembered.js';
import { ACTIONS, KEYS } from './keys.js';

/** Elements that take letters themselves. */
const TYPED_IN = 'input:not([type=checkbox]):not([type=range]), textarea, select, [role=tree], [role=combobox]';

/**
 * Listen to the keys of the page.
 *
 * @param {object} options
 * @param {HTMLElement} options.root where keys are listened to
 * @param {Record<string, () => void>} options.actions by the names of `keys.js`, without the list of keys
 * @param {() => void} options.onTour
 * @returns {{open: () => void}} `open` shows the list
 */
export function createShortcuts({ root, actions, onTour, signal }) {
  let enabled = recall('shortcuts', true) !== false;
  let dialog = null;
  const all = { ...actions, list: open };

  root.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest('dialog') || (event.target.closest(TYPED_IN) && event.key !== 'Escape')) return;
    const action = Object.hasOwn(ACTIONS, event.key) ? all[ACTIONS[event.key]] : undefined;
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
