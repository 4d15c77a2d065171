/** Where to begin when no bucket is open: drop a table, open a bucket, see an example. */

import { make } from '../../../core/dom.js';

/**
 * Create the panel in `element`; `update()` shows it while no bucket is open.
 *
 * @param {object} options
 * @param {string} options.demo bucket that the bare address opens; where the site has none, none is open
 * @param {boolean} options.fresh whether the address says nothing
 * @param {(act: () => void) => void} options.quietly what the page does by itself is no step of the history
 * @param {{drop: () => void, open: () => void, example: () => void}} options.onChoose
 */
export function createLanding({ element, store, library, demo, fresh, quietly, onChoose, signal }) {
  let dismissed = false;
  element.append(
    make('button', {
      type: 'button', class: 'icon quiet', text: '×', 'aria-label': 'Close', title: 'Close', on: { click: dismiss },
    }),
    make('h2', { text: 'See your data on the brain' }),
    make('div', { class: 'ways' },
      way('⤓', 'Drop your table', 'A spreadsheet or CSV with one value per region. It stays in this browser.', 'drop'),
      way('▤', 'Open a bucket', 'Somebody gave you the name of a bucket, or you have one here.', 'open'),
      way('◕', 'See an example', 'The volume of every region, from the atlas itself.', 'example')),
  );
  store.subscribe(['buckets', 'embed'], update, signal);
  update();

  function way(sign, title, text, name) {
    return make('button', {
      type: 'button', dataset: { testid: `landing-${name}` }, on: { click: () => onChoose[name]() },
    }, make('span', { class: 'sign', 'aria-hidden': 'true', text: sign }), make('strong', { text: title }),
      make('span', { class: 'note', text }));
  }

  function dismiss() {
    dismissed = true;
    update();
  }

  function update() {
    if (fresh && store.get('bucket') === demo && library.bucket(demo)?.missing) {
      quietly(() => store.set({ buckets: [], bucket: null, feature: null }));
    }
    element.hidden = dismissed || store.get('embed') || store.get('buckets').length > 0;
  }

  return Object.freeze({ update });
}
