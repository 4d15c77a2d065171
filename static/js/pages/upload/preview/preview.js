/** The features on the three slices before anything is stored. */

import { make } from '../../../core/dom.js';
import { USUAL_MAPPING } from '../../../core/mappings.js';
import { listStatistics, readValues, withoutRoot } from '../../../core/values.js';
import { INKS } from '../../../colours/inks.js';
import { lookUpRegions, lookUpValues } from '../../../colours/lookup_table.js';
import { findBestSlices } from '../../../slices/best_slices.js';
import { listFnames } from '../features.js';
import { createPreviewBar } from './preview_bar.js';
import { previewControls } from './preview_controls.js';
import { colourPreview, sayOrigins } from './preview_look.js';
import { createPreviewSlices } from './preview_slices.js';

/**
 * Create the preview in `element`. `fetchFeature(fname)` maps one feature on the server, `brain` is a promise of
 * {atlas, volume}. `update()` follows the draft.
 */
export function createPreview({ element, draft, fetchFeature, brain, tooltip, signal }) {
  const chosen = { fname: null, mapping: USUAL_MAPPING, byHand: false, statistic: null };
  const controls = make('div', { class: 'preview-controls' });
  const bar = createPreviewBar();
  const said = make('p', { class: 'note', role: 'status', dataset: { testid: 'preview-status' } });
  const panels = make('div', { class: 'preview-panels' });
  element.append(controls, bar.element, said, panels);
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  let shown = null;
  let slices = null;
  let token = 0;

  dark.addEventListener('change', paint, { signal });

  async function update() {
    const { answer } = draft;
    if (answer === null) return;
    const fnames = listFnames(answer.understood.features);
    if (!fnames.includes(chosen.fname)) chosen.fname = fnames[0] ?? null;
    // Until a person chooses, the parcellation that shows most of the given values as given.
    if (!chosen.byHand) chosen.mapping = answer.drawn?.mapping ?? USUAL_MAPPING;
    controls.replaceChildren(...previewControls({
      fnames, chosen, features: answer.understood.features, onFeature: show, onLook: paint,
    }));
    if (!answer.ready) clear('The table is not ready: see the Check step.');
    else if (chosen.fname !== null) await show();
  }

  async function show() {
    const mine = ++token;
    if (shown === null) said.textContent = 'Mapping values …';
    panels.setAttribute('aria-busy', 'true');
    try {
      const [{ atlas, volume }, feature] = await Promise.all([brain(), fetchFeature(chosen.fname)]);
      if (mine !== token) return;
      slices ??= createPreviewSlices({ element: panels, atlas, volume, tooltip, signal });
      shown = { atlas, volume, feature };
      paint();
    } catch (error) {
      if (error.name !== 'AbortError' && mine === token) clear(error.message);
    } finally {
      if (mine === token) panels.removeAttribute('aria-busy');
    }
  }

  function paint() {
    if (shown === null) return;
    const { atlas, volume, feature } = shown;
    const statistics = listStatistics(feature, chosen.mapping);
    const statistic = statistics.includes(chosen.statistic) ? chosen.statistic : statistics[0];
    const values = withoutRoot(readValues(feature, chosen.mapping, statistic), chosen.mapping);
    const { range, scale, colormap } = colourPreview(values, { feature, statistic, fname: chosen.fname, atlas });
    const { ink, neutrals } = INKS[theme(dark)];
    const table = lookUpValues({ values, scale, colormap, ...neutrals });
    const mapping = atlas.tables[chosen.mapping];
    slices.update({ table, mapping: chosen.mapping === 'allen' ? null : mapping, ink, values,
      unit: feature.unit ?? '' });
    slices.goOnce(findBestSlices({ volume, values, mapping }));
    bar.show(colormap, range, feature.unit);
    said.textContent = sayOrigins(values, feature, chosen.mapping);
  }

  function clear(text) {
    token += 1;
    shown = null;
    said.textContent = text;
    bar.clear();
    if (slices === null) return;
    const { ink } = INKS[theme(dark)];
    brain().then(({ atlas }) => {
      slices.update({ table: lookUpRegions(atlas.colours), mapping: null, ink, values: null, unit: '' });
    });
  }

  return { update };
}

function theme(dark) {
  const forced = document.documentElement.dataset.theme;
  if (forced !== undefined) return forced;
  return dark.matches ? 'dark' : 'light';
}
