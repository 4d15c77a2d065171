/** The features on the three slices before anything is stored. */

import { make } from '../../../core/dom.js';
import { MAPPING_TEXTS, NEAREST_MAPPINGS, USUAL_MAPPING } from '../../../core/mappings.js';
import { formatNumber } from '../../../core/numbers.js';
import { createScale } from '../../../core/scales.js';
import {
  centreRange, listStatistics, rangeOf, readValues, smallestPositive, withoutRoot,
} from '../../../core/values.js';
import { chooseColours } from '../../../colours/colour_choice.js';
import { fillLook, guessLook } from '../../../colours/first_look.js';
import { INKS } from '../../../colours/inks.js';
import { findBestSlices } from '../../../slices/best_slices.js';
import { lookUpRegions, lookUpValues } from '../../../colours/lookup_table.js';
import { field, select } from '../controls.js';
import { listFnames } from '../features.js';
import { createPreviewSlices } from './preview_slices.js';

const MAPPING_OPTIONS = NEAREST_MAPPINGS.map((name) => [name, MAPPING_TEXTS[name]]);

/** Nothing is chosen in the preview: it is coloured as the viewer will first show it. */
const NOTHING_CHOSEN = Object.freeze({
  auto: true, cmap: null, reversed: false, scale: 'linear', centred: false, range: null,
});

/**
 * Create the preview in `element`. `fetchFeature(fname)` maps one feature on the server, `brain` is a promise of
 * {atlas, volume}. `update()` follows the draft.
 */
export function createPreview({ element, draft, fetchFeature, brain, tooltip, signal }) {
  const chosen = { fname: null, mapping: USUAL_MAPPING, byHand: false, statistic: null };
  const controls = make('div', { class: 'preview-controls' });
  const bar = make('canvas', { width: 256, height: 1, 'aria-hidden': 'true' });
  const ends = make('div', { class: 'ends' });
  const said = make('p', { class: 'note', role: 'status', dataset: { testid: 'preview-status' } });
  const panels = make('div', { class: 'preview-panels' });
  element.append(controls, make('div', { class: 'preview-bar', dataset: { testid: 'preview-colourbar' } }, bar, ends),
    said, panels);
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
    drawControls(fnames);
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
    const { range, scale, colormap } = colour(values, { feature, statistic, atlas });
    const { ink, neutrals } = INKS[theme(dark)];
    const table = lookUpValues({ values, scale, colormap, ...neutrals });
    const mapping = atlas.tables[chosen.mapping];
    slices.update({ table, mapping: chosen.mapping === 'allen' ? null : mapping, ink, values,
      unit: feature.unit ?? '' });
    slices.goOnce(findBestSlices({ volume, values, mapping }));
    paintBar(colormap, range, feature.unit);
    said.textContent = sayOrigins(values, feature, chosen.mapping);
  }

  function colour(values, { feature, statistic, atlas }) {
    const own = feature.feature_data?.cmap || null;
    const words = [feature.unit, statistic, chosen.fname];
    const look = fillLook(NOTHING_CHOSEN, guessLook({ values, words, own, kind: 'regions' }));
    const found = look.range ?? rangeOf(values);
    const range = found !== null && look.centred ? centreRange(found) : found;
    const [min, max] = range ?? [0, 1];
    const scale = createScale({ kind: look.scale, min, max, smallestPositive: smallestPositive(values) });
    return { range, scale, colormap: chooseColours(look, own, atlas).colours };
  }

  function paintBar(colormap, range, unit) {
    const context = bar.getContext('2d');
    const image = context.createImageData(256, 1);
    for (let step = 0; step < 256; step++) {
      image.data.set([colormap[3 * step], colormap[3 * step + 1], colormap[3 * step + 2], 255], 4 * step);
    }
    context.putImageData(image, 0, 0);
    const [min, max] = range ?? [NaN, NaN];
    ends.replaceChildren(make('span', { text: formatNumber(min) }), make('span', { class: 'unit', text: unit ?? '' }),
      make('span', { text: formatNumber(max) }));
  }

  function clear(text) {
    token += 1;
    shown = null;
    said.textContent = text;
    ends.replaceChildren();
    if (slices === null) return;
    const { ink } = INKS[theme(dark)];
    brain().then(({ atlas }) => {
      slices.update({ table: lookUpRegions(atlas.colours), mapping: null, ink, values: null, unit: '' });
    });
  }

  function drawControls(fnames) {
    const features = select({
      key: 'preview-feature', value: chosen.fname, options: fnames.map((fname) => [fname, fname]),
      'data-testid': 'preview-feature',
      onChange: (fname) => { chosen.fname = fname; show(); },
    });
    const mapping = select({
      key: 'preview-mapping', value: chosen.mapping, options: MAPPING_OPTIONS, 'data-testid': 'preview-mapping',
      onChange: (value) => { Object.assign(chosen, { mapping: value, byHand: true }); paint(); },
    });
    const parts = draft.answer.understood.features.filter(({ fname }) => fname === chosen.fname);
    const names = [...new Set(parts.map((part) => part.statistic))];
    const statistic = names.length < 2 ? [] : [field('Statistic', select({
      key: 'preview-statistic', value: chosen.statistic ?? names[0], options: names.map((name) => [name, name]),
      onChange: (value) => { chosen.statistic = value; paint(); },
    }))];
    controls.replaceChildren(field(`Feature (${fnames.length})`, features), field('Mapping', mapping), ...statistic);
  }

  return { update };
}

function theme(dark) {
  const forced = document.documentElement.dataset.theme;
  if (forced !== undefined) return forced;
  return dark.matches ? 'dark' : 'light';
}

/** Say how many regions have a value, and how many of them were given it. */
function sayOrigins(values, feature, mapping) {
  const count = values.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : 1), 0);
  const given = feature.feature_data.origins?.[mapping]?.given?.length;
  const regions = `${count.toLocaleString('en')} regions have values (left and right counted separately)`;
  if (given === undefined || mapping !== 'allen' || given >= count) return `${regions}.`;
  return `${regions}; ${given.toLocaleString('en')} were given, the others are inferred from parents or parts.`;
}
