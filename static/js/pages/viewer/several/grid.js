/** Several features of a bucket at once: the same slice of each, in one colour scale. */

import { make } from '../../../core/dom.js';
import { explainScale } from './shared_scale.js';
import { createLooseFeatures } from '../../../data/loose_features.js';
import { createTooltip, describePoint } from '../chrome/tooltip.js';
import { listFeatures } from './names.js';
import { createSeveralBar } from './several_bar.js';
import { createTileContents } from './tile_contents.js';
import { composeTiles, explainTile } from './tile_views.js';
import { createTiles } from './tiles.js';

const STRANGE = 'None of these features is in this bucket. Choose others under Features, or close the grid.';

/**
 * Create the grid; `update()` brings it up to date with the state.
 *
 * @param {object} options
 * @param {Record<string, HTMLElement>} options.places elements by name
 * @param {object} options.display made by `createDisplay`
 */
export function createSeveral({ store, library, api, local, atlas, places, display, signal }) {
  const features = createLooseFeatures({ library, api, local });
  const contents = createTileContents({ features, onChange: update, signal });
  const tooltip = createTooltip({ element: places.tooltip });
  const board = places.panels.parentElement;
  let parts = null;

  function update() {
    const state = store.snapshot();
    const first = display.current();
    if (state.several.length === 0 || first.scene === null) {
      close();
      return;
    }
    const listing = library.bucket(state.bucket);
    contents.want(state.bucket, state.several, listing?.status === 'ready' ? listing : null);
    parts ??= open();
    draw(state, first, listFeatures(listing));
  }

  function open() {
    const controller = new AbortController();
    const until = AbortSignal.any([signal, controller.signal]);
    const bar = createSeveralBar({ store, onRetry: contents.retry, signal: until });
    const list = make('ul', { class: 'tiles' });
    const element = make('section', {
      class: 'several', 'aria-label': 'Several features', dataset: { testid: 'several' },
    }, bar.element, list);
    board.append(element);
    board.toggleAttribute('data-several', true);
    const tiles = createTiles({
      element: list, store, atlas, signal: until, onPoint: point,
      onOpen: (feature) => store.set({ feature, version: null, range: null, several: [] }),
    });
    return { bar, tiles, element, controller };
  }

  function close() {
    if (parts === null) return;
    contents.want(null, [], null);
    store.set({ joint: null });
    parts.controller.abort();
    parts.element.remove();
    board.toggleAttribute('data-several', false);
    tooltip.hide();
    parts = null;
  }

  function draw(state, first, listed) {
    const names = state.several;
    const entries = names.map((fname) => ({ fname, ...contents.read(fname) }));
    const ready = entries.filter(({ status }) => status === 'ready');
    const { joint, views } = composeTiles({ features: ready, first, state, atlas });
    const labels = new Map(listed.map(({ fname, label }) => [fname, label]));
    parts.tiles.update({
      scene: first.scene, plane: state.severalPlane,
      tiles: entries.map((entry) => ({
        fname: entry.fname, label: labels.get(entry.fname) ?? entry.fname, said: explainTile(entry),
        view: views.get(entry.fname) ?? null, current: entry.fname === state.feature,
      })),
    });
    parts.bar.update({
      features: listed, names, failed: entries.some(({ status, final }) => status === 'failed' && !final),
      said: explain({ entries, labels, views, own: state.ownScales }),
    });
    store.set({ joint });
  }

  function point({ view }, pick, event) {
    if (pick === null) tooltip.hide();
    else tooltip.showAt(describePoint({ lateral: pick.lateral, view, atlas, pick }), event.clientX, event.clientY);
  }

  return Object.freeze({ update });
}

function explain({ entries, labels, views, own }) {
  const coming = entries.filter(({ status }) => status === 'loading').length;
  if (coming > 0) return `Loading: ${entries.length - coming} of ${entries.length} features.`;
  if (labels.size > 0 && entries.every(({ fname }) => !labels.has(fname))) return STRANGE;
  if (views.size === 0) return 'None of these features has one value per region.';
  const shown = [...views].map(([name, { picture }]) => ({ name, picture }));
  return explainScale(shown, own);
}
