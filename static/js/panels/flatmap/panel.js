/** The Swanson flatmap as a panel, upright, left half on the left. Offered where the site has its paths. */

import { make } from '../../core/dom.js';
import { lateralRow } from '../../core/geometry.js';
import { lookUpValues } from '../../colours/lookup_table.js';
import { takeBytes } from '../grid/lazy_panel.js';
import { createWaiting } from '../../slices/slices.js';
import { ORIGINS } from '../../data/origin_kinds.js';
import { isInferred } from '../../data/origins.js';
import { bindShapes, draw } from '../grid/vector_map.js';
import { valuesOnMap } from './values.js';

/** Create the panel; see `createPanels` for what it is given. */
export function createFlatmap(context) {
  const { element, source, signal } = context;
  const state = createWaiting({ element, onRetry: load });
  let map = null;
  let scene = null;
  load();

  async function load() {
    state.update({ volume: null, failure: null, progress: 'Loading the flatmap …' });
    try {
      const paths = JSON.parse(new TextDecoder().decode(await takeBytes(source.assets.swanson)));
      if (signal.aborted) return;
      map = openMap(paths, context);
      state.update({ volume: paths, failure: null, progress: '' });
      if (scene !== null) map.update(scene);
    } catch (error) {
      state.update({ volume: null, failure: error.message, progress: '' });
    }
  }

  return {
    update(next) {
      scene = next;
      map?.update(scene);
    },
  };
}

/** Draw the paths twice; returns {update}. The paths lie on their side: x of the file runs upwards. */
function openMap({ viewBox, regions }, context) {
  const [, , long, across] = viewBox;
  const { element, tools, atlas } = context;
  const halves = { left: `matrix(0 -1 1 0 0 ${long})`, right: `matrix(0 -1 -1 0 ${2 * across} ${long})` };
  const svg = draw('svg', {
    viewBox: `0 0 ${2 * across} ${long}`, class: 'vector-map flatmap', role: 'img', 'data-testid': 'flatmap',
    'aria-label': 'Swanson flatmap of both hemispheres; the list of regions has the same values',
  });
  const legend = make('span', {
    class: 'axis legend inferred-line', text: 'dashed: from parts, dotted: from the parent', hidden: true,
    dataset: { testid: 'flatmap-legend' },
  });
  let shown = { values: null, averaged: new Set() };
  const shapes = bindShapes({
    // The map's own units are some ten to a css px.
    svg, context, scale: long / 500,
    tellMore: (lateral) => (shown.averaged.has(lateral) ? { mean: shown.values[lateral] } : {}),
  });
  const drawn = Object.entries(halves).flatMap(([side, transform]) => {
    const paths = regions.flatMap(({ row, paths: texts }) => texts.map((d) =>
      draw('path', { d, 'fill-rule': 'evenodd', 'data-row': row, 'data-half': side })));
    svg.append(draw('g', { transform }, ...paths));
    return paths;
  });
  element.append(svg);
  tools.append(legend);
  let mapping = null;

  function update(scene) {
    if (mapping !== scene.mapping) {
      mapping = scene.mapping;
      for (const path of drawn) {
        path.dataset.lateral = lateralRow(atlas.tables[mapping][Number(path.dataset.row)], path.dataset.half);
      }
      shapes.setShapes(drawn);
    }
    const { picture } = scene;
    const ofRegions = picture !== null && picture.kind === 'regions';
    shown = ofRegions ? valuesOnMap({
      rows: regions.map(({ row }) => row), values: picture.values, kinds: picture.kinds,
      givenAt: (lateral) => scene.origins.sources[picture.sourceOf(lateral)], table: atlas.tables[mapping], mapping,
      regions: atlas.regions, means: !scene.givenOnly,
    }) : { values: null, averaged: new Set() };
    const table = ofRegions ? tableOf(shown.values, scene) : scene.table;
    shapes.recolour({ ...scene, table });
    markInferred(scene);
  }

  /** Dash the outline of what has a value that nobody gave: a mean made for this map, or one told by the feature. */
  function markInferred({ picture, origins }) {
    let any = false;
    for (const path of drawn) {
      const lateral = Number(path.dataset.lateral);
      const kind = shown.averaged.has(lateral) ? ORIGINS.parts : origins.kinds[picture?.sourceOf(lateral) ?? lateral];
      const inferred = isInferred(kind) && !Number.isNaN(shown.values?.[lateral] ?? NaN);
      path.classList.toggle('inferred-line', inferred);
      path.classList.toggle('from-parent', inferred && kind === ORIGINS.parent);
      any ||= inferred;
    }
    legend.hidden = !any;
  }

  return { update };
}

function tableOf(values, { picture, missing, neutrals }) {
  return lookUpValues({
    values, scale: picture.scale, colormap: picture.colormap, missingStyle: missing, ...neutrals,
  });
}
