/** The list of this browser's own features, while they are shown: renamed, removed, published. */

import { make } from '../../core/dom.js';
import { forgetTable, listTables } from './kept_tables.js';
import { LOCAL } from './local_bucket.js';

const UPLOAD = 'upload/';

/**
 * Create the list; `update()` after the local bucket changed.
 *
 * @param {object} options
 * @param {object} options.local made by `openLocalBucket`
 * @param {object} options.store
 * @param {(act: () => Promise) => Promise} options.attempt does something and says it when it is refused
 * @param {AbortSignal} options.signal
 */
export function createLocalList({ local, store, attempt, signal }) {
  const element = make('ul', {
    class: 'local-list', 'aria-label': 'Features in this browser', dataset: { testid: 'local-list' },
  });
  store.subscribe(['bucket'], update, signal);
  update();

  async function update() {
    const shown = store.get('bucket') === LOCAL;
    element.hidden = !shown;
    if (!shown) return;
    const [entries, tables] = await Promise.all([attempt(() => local.list()), listTables()]);
    if (signal.aborted) return;
    place((entries ?? []).map(({ fname }) => [fname, tables.has(fname)]));
  }

  /** Put entries in their order; those that stay keep the name being typed into them, and the focus. */
  function place(wanted) {
    const present = new Map([...element.children].map((entry) => [entry.dataset.key, entry]));
    const entries = wanted.map(([fname, ofTable]) => present.get(keyOf(fname, ofTable)) ?? entryOf(fname, ofTable));
    const [...before] = element.children;
    if (entries.length === before.length && entries.every((entry, n) => entry === before[n])) return;
    const focused = element.contains(document.activeElement) ? document.activeElement : null;
    element.replaceChildren(...entries);
    focused?.focus({ preventScroll: true });
  }

  function entryOf(fname, ofTable) {
    const name = make('input', { value: fname, maxlength: 200, 'aria-label': `Name of ${fname}`, autocomplete: 'off' });
    const removing = () => attempt(() => local.remove(fname)).then(() => leave(fname)).then(() => forgetTable(fname));
    const renaming = (event) => {
      event.preventDefault();
      attempt(() => local.rename(fname, name.value.trim()).then(() => follow(fname, name.value.trim())));
    };
    const key = keyOf(fname, ofTable);
    return make('li', { dataset: { fname, key } }, make('form', { class: 'row', on: { submit: renaming } }, name,
      make('button', { type: 'submit', text: 'Rename', dataset: { testid: 'local-rename' } }),
      make('button', {
        type: 'button', text: 'Remove', 'aria-label': `Remove ${fname} from this browser`,
        dataset: { testid: 'local-remove' }, on: { click: removing },
      }), ...(ofTable ? [publishLink(fname)] : [])));
  }

  function follow(from, to) {
    if (store.get('bucket') === LOCAL && store.get('feature') === from) store.set({ feature: to });
  }

  function leave(fname) {
    if (store.get('bucket') === LOCAL && store.get('feature') === fname) store.set({ feature: null, range: null });
  }

  return { element, update };
}

function keyOf(fname, ofTable) {
  return `${ofTable ? 'table' : 'file'} ${fname}`;
}

/** Return the link to the upload; it opens with the table of a feature and what was decided about it. */
export function publishLink(fname) {
  return make('a', {
    href: tableAddress(fname), text: 'Publish …', 'aria-label': `Publish ${fname}`,
    dataset: { testid: 'local-publish' },
  });
}

/** Return the address of the upload that opens the table kept for a feature. */
export function tableAddress(fname) {
  return `${UPLOAD}#${new URLSearchParams({ local: fname })}`;
}
