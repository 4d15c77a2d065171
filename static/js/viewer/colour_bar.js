/** The colour bar with the ends of its range in units, and the choice of mapping and statistic. */

import { make } from '../core/dom.js';
import { formatNumber } from '../core/scales.js';
import { MAPPINGS } from '../state/viewer_state.js';

const NAMES = Object.freeze({ allen: 'Allen', beryl: 'Beryl', cosmos: 'Cosmos' });

/** Create the bar in `element`; `update(picture)` takes what is drawn, or null. */
export function createColourBar({ element, store, signal }) {
  const canvas = make('canvas', { width: 256, height: 1, role: 'img', 'aria-label': 'Colours from low to high' });
  const low = make('span', { dataset: { testid: 'colorbar-min' } });
  const high = make('span', { dataset: { testid: 'colorbar-max' } });
  const unit = make('span', { class: 'unit', dataset: { testid: 'colorbar-unit' } });
  const bar = make('div', { class: 'colourbar', dataset: { testid: 'colorbar' } }, canvas, make('div', { class: 'ends' }, low, unit, high));
  const mapping = make('select', { 'aria-label': 'Mapping', dataset: { testid: 'mapping' } },
    ...MAPPINGS.map((name) => make('option', { value: name, text: NAMES[name] })));
  const statistic = make('select', { 'aria-label': 'Statistic', dataset: { testid: 'statistic' } });
  element.append(make('div', { class: 'row' }, mapping, statistic), bar);
  mapping.addEventListener('change', () => store.set({ mapping: mapping.value, range: null }), { signal });
  statistic.addEventListener('change', () => store.set({ stat: statistic.value, range: null }), { signal });

  function update(picture) {
    mapping.value = store.get('mapping');
    bar.hidden = picture === null || picture.range === null;
    updateStatistics(picture);
    if (bar.hidden) return;
    drawColours(canvas, picture.colormap);
    low.textContent = formatNumber(picture.range[0]);
    high.textContent = formatNumber(picture.range[1]);
    unit.textContent = picture.unit ?? '';
  }

  function updateStatistics(picture) {
    const names = picture?.statistics ?? [];
    statistic.replaceChildren(...names.map((name) => make('option', { value: name, text: name })));
    statistic.hidden = names.length < 2;
    statistic.value = store.get('stat');
  }

  return { update };
}

function drawColours(canvas, colormap) {
  const context = canvas.getContext('2d');
  const image = context.createImageData(256, 1);
  for (let step = 0; step < 256; step++) {
    image.data.set([...colormap.subarray(step * 3, step * 3 + 3), 255], step * 4);
  }
  context.putImageData(image, 0, 0);
}
