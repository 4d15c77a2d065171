/** A second feature on a brain of its own, beside the first one: same slices, crosshair, zoom and selection. */

import { make } from '../../../core/dom.js';
import { explainScale } from '../several/shared_scale.js';
import { createLooseFeatures } from '../../../data/loose_features.js';
import { createArrays } from '../../../data/volumes/arrays.js';
import { createBesideBar } from './beside_bar.js';
import { createPartnerContent } from './partner_content.js';
import { labelPartner, splitPartner } from './partner_name.js';
import { createSecondPanels } from './second_panels.js';
import { createSecondPointing } from './second_pointing.js';
import { composeSecond } from './second_view.js';

/**
 * Create it; `update()` brings it up to date with the state and the first brain, `alongside(lateral)` returns what
 * tooltips of the first brain say of its values.
 *
 * @param {object} options
 * @param {Record<string, HTMLElement>} options.places elements by name
 * @param {object} options.display made by `createDisplay`
 * @param {object} options.labels {first, state(), retry()}
 * @param {object} options.source where the atlas comes from: {assets, manifest}
 * @param {object} options.arrays made by `createArrays`, of the first brain
 * @param {{point: Function}} options.select how regions are selected
 */
export function createSecondBrain({
  store, library, api, local, atlas, places, display, labels, source, arrays, select, signal,
}) {
  const features = createLooseFeatures({ library, api, local });
  const partner = createPartnerContent({ features, library, onChange: update, signal });
  const ownArrays = createArrays({ labels: labels.first, onChange: update });
  const getName = () => (store.get('beside') === null ? '' : labelPartner(store.get('beside'), store.get('feature')));
  const pointing = createSecondPointing({
    store, atlas, places, getView: () => view, getFirst: display.current, getName,
  });
  const board = places.panels.parentElement;
  let view = null;
  let parts = null;

  function update() {
    const { beside, several } = store.snapshot();
    const first = display.current();
    if (beside === null || several.length > 0 || first.scene === null) {
      close();
      return;
    }
    partner.ask(beside);
    parts ??= open();
    draw(first, store.snapshot());
  }

  function open() {
    const controller = new AbortController();
    const until = AbortSignal.any([signal, controller.signal]);
    const bar = createBesideBar({ store, onRetry: partner.retry });
    const element = make('div', { class: 'panels second', role: 'group', dataset: { testid: 'beside' } });
    board.toggleAttribute('data-beside', true);
    places.panels.before(bar.element);
    places.panels.after(element);
    const panels = createSecondPanels({
      element, first: places.panels, panels: display.panels, store, signal: until, getName,
      context: {
        atlas, source, onRetry: labels.retry, onChoose: select.point, onDrawn: () => {}, onPoint: pointing.point,
        onAnnounce: pointing.announce,
      },
    });
    return { bar, element, panels, controller };
  }

  function close() {
    if (parts === null) return;
    partner.ask(null);
    view = null;
    store.set({ joint: null });
    parts.controller.abort();
    parts.bar.element.remove();
    parts.element.remove();
    board.toggleAttribute('data-beside', false);
    parts = null;
  }

  function draw(first, state) {
    const [, fname] = splitPartner(state.beside);
    const entry = partner.current();
    const { content } = entry;
    const made = content === null ? null
      : composeSecond({ first, content, state, fname, atlas, arrays, ownArrays });
    view = made?.view ?? null;
    const shown = [{ name: state.feature, picture: first.picture }, { name: getName(), picture: view?.picture }]
      .filter(({ picture }) => picture);
    parts.bar.update({
      ...entry, state, second: view?.picture ?? null,
      scale: shown.length === 2 ? explainScale(shown, state.ownScales) : '',
    });
    parts.panels.update(view?.scene ?? null);
    store.set({ joint: made?.joint ?? null });
  }

  return Object.freeze({ update, alongside: pointing.alongside });
}
