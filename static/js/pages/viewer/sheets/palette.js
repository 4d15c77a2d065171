/** One search for everything: regions, features, buckets and commands, in a sheet over the page. */

import { make } from '../../../core/dom.js';
import { listDisplayed, listedTree } from '../../../core/tree/tree.js';
import { createSearch } from '../../../lists/search.js';
import { listRecent } from '../chrome/recents.js';
import { fold } from '../../../lists/region_search.js';

/** Entries of each kind that are listed, at most. */
const MOST = 8;

/**
 * Create the palette; `open()` shows it.
 *
 * @param {object} options
 * @param {(query: string, show: Function, signal: AbortSignal) => void} options.findRegions see `createRegionFinder`
 * @param {(match: {row: number, side: string|null}, add: boolean) => void} options.onRegion
 * @param {{title: string, text: string, run: () => void}[]} options.commands
 */
export function createPalette({ store, library, findRegions, onRegion, commands, signal }) {
  const holder = make('div', { class: 'holder' });
  const hint = make('p', { class: 'note', text: 'Arrow keys choose, Enter goes there, Escape closes.' });
  const dialog = make('dialog', {
    class: 'sheet palette', 'aria-label': 'Find anything', dataset: { testid: 'palette-sheet' },
  }, holder, hint);
  document.body.append(dialog);
  const search = createSearch({
    element: holder, name: 'palette', label: 'Find anything', signal,
    placeholder: 'Region, feature, bucket or command', none: 'Nothing here is called that.', find, onChoose: choose,
  });
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close(), { signal });

  function find(query, show, signalOfQuery) {
    const others = [...listCommands(query), ...listFeatures(query), ...listBuckets(query)];
    findRegions(query, (regions) => show(orderEntries(query, regions, others)), signalOfQuery);
  }

  function listCommands(query) {
    return matching(query, commands, ({ title, text }) => `${title} ${text}`)
      .map((command) => ({ ...command, note: 'Command' }));
  }

  function listFeatures(query) {
    const all = store.get('buckets').flatMap((bucket) => {
      const known = library.bucket(bucket);
      if (known?.status !== 'ready') return [];
      return listDisplayed(listedTree(known.tree, known.features)).map(({ fname, labels }) => ({
        title: labels.at(-1), text: [bucket, ...labels.slice(0, -1)].join(' › '), note: 'Feature',
        search: `${labels.join(' ')} ${fname} ${known.features.get(fname)?.get('short_desc') ?? ''}`,
        run: () => store.set({ bucket, feature: fname, version: null, range: null }),
      }));
    });
    return matching(query, all, (entry) => entry.search);
  }

  function listBuckets(query) {
    const names = [...new Set([...store.get('buckets'), ...listRecent()])];
    const buckets = names.map((bucket) => ({
      title: bucket, text: library.bucket(bucket)?.metadata?.short_desc ?? '', note: 'Bucket',
      run: () => store.set({
        buckets: [...store.get('buckets'), bucket], bucket, feature: null, version: null, range: null,
      }),
    }));
    return matching(query, buckets, ({ title, text }) => `${title} ${text}`);
  }

  function choose(entry, add) {
    dialog.close();
    if (entry.run) entry.run();
    else onRegion(entry, add);
  }

  function open() {
    if (!dialog.open) dialog.showModal();
    search.focus();
  }

  return { open };
}

/** Return the entries that have every word of a query in their text. */
export function matching(query, entries, textOf) {
  const words = fold(query).split(' ');
  return entries.filter((entry) => words.every((word) => fold(textOf(entry)).includes(word))).slice(0, MOST);
}

/** What is called exactly so goes first, then what begins so; regions before the rest. */
export function orderEntries(query, regions, others) {
  const wanted = fold(query);
  const begins = (entry) => fold(entry.title).startsWith(wanted);
  const isMeant = (entry) => fold(entry.title) === wanted || entry.note !== '';
  const meant = regions.filter(isMeant);
  const rest = regions.filter((entry) => !isMeant(entry)).slice(0, MOST);
  return [...meant, ...others.filter(begins), ...rest, ...others.filter((entry) => !begins(entry))];
}
