/** The card of one region: names, parents, children, id, volume, Beryl and Cosmos, its values. */

import { make } from '../core/dom.js';
import { lateralRow } from '../core/geometry.js';
import { childrenOf, parentsOf, volumeOf } from '../data/region_facts.js';
import { createExplanation } from './explanation.js';
import { factsOf, valuesOf } from './region_tables.js';
import { swatch } from './swatch.js';

/**
 * Create the card; `open(lateral)` shows a region in `drawer`, `update()` after what is shown changed.
 *
 * @param {object} options
 * @param {object} options.drawer made by `createDrawer`
 * @param {() => object} options.getView {picture, feature, mapping, origins}
 * @param {(question: object, options: object) => Promise<string[]>} options.explain says where the values come from
 * @param {() => boolean} options.canExplain whether the feature shown is on the server
 * @param {(row: number, side: string) => void} options.onLocate move the slices to the region
 * @param {(row: number) => boolean} options.isSelected whether a side of the region is selected
 * @param {(row: number) => void} options.onToggle select both sides, or take the region out of the selection
 */
export function createRegionCard({
  drawer, atlas, getView, explain, canExplain, onLocate, isSelected, onToggle,
}) {
  const { regions } = atlas;
  let shown = null;
  const explanation = createExplanation({ ask: explain });
  // One button for all cards, so that it keeps the focus when the card is redrawn.
  const selecting = button('', 'card-select', () => onToggle(atlas.describe(shown).row));

  function open(lateral) {
    shown = lateral;
    const onClose = () => { shown = null; };
    drawer.open({ kind: 'region', title: atlas.describe(lateral).acronym, content: contentOf(lateral), onClose });
  }

  function update() {
    if (shown === null) return;
    const focused = document.activeElement === selecting;
    drawer.replace('region', contentOf(shown));
    if (focused) selecting.focus();
  }

  function contentOf(lateral) {
    const { row, side } = atlas.describe(lateral);
    const official = regions.official_name[row];
    const also = official !== null && official !== regions.name[row];
    selecting.textContent = isSelected(row) ? 'Remove from selection' : 'Add to selection';
    return make('div', { class: 'card', dataset: { testid: 'region-card', region: regions.acronym[row] } },
      parentLinks(row, side),
      make('h3', {}, swatch(atlas.colours[row]), regions.name[row]),
      ...(also ? [make('p', { class: 'note', text: `Also: ${official}` })] : []),
      valuesOf(row, getView(), atlas),
      explanation.about(questionOf(row), getView().feature),
      factsOf(row, atlas),
      childLinks(row, side),
      make('div', { class: 'row' },
        button('Show in slices', 'card-locate', () => onLocate(row, side), isEmpty(row)),
        selecting));
  }

  function isEmpty(row) {
    const { left, right } = volumeOf(row, regions);
    return left + right === 0;
  }

  function link(row, side) {
    return make('button', {
      type: 'button', class: 'link', text: regions.acronym[row], title: regions.name[row],
      dataset: { region: regions.acronym[row] }, on: { click: () => open(lateralRow(row, side)) },
    });
  }

  function parentLinks(row, side) {
    const items = parentsOf(row, regions).map((above) => make('li', {}, link(above, side)));
    return make('nav', { 'aria-label': 'Parents' }, make('ol', { class: 'crumbs' }, ...items,
      make('li', { 'aria-current': 'page', text: regions.acronym[row] })));
  }

  function childLinks(row, side) {
    const below = childrenOf(row, regions);
    if (below.length === 0) return make('p', { class: 'note', text: 'No subregions.' });
    return make('div', {}, make('h4', { text: `Children (${below.length})` }),
      make('ul', { class: 'links' }, ...below.map((child) => make('li', {}, link(child, side)))));
  }

  /** What the server is asked about a region; null where it has nothing to explain. */
  function questionOf(row) {
    const { picture, mapping } = getView();
    if (picture?.kind !== 'regions' || !canExplain()) return null;
    return { region: regions.acronym[row], mapping, statistic: picture.statistic };
  }

  return { open, update };
}

function button(text, testid, click, disabled = false) {
  return make('button', { type: 'button', text, disabled, dataset: { testid }, on: { click } });
}
