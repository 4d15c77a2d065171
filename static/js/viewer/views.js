/** All views of the viewer, put together: what they share, and how they are brought up to date. */

import { oncePerFrame } from '../core/dom.js';
import { SPLIT_EDGE, slicePosition } from '../core/geometry.js';
import { VIEWER_STATE } from '../state/viewer_state.js';
import { createBarList } from './bar_list.js';
import { brainPanels } from './brain_panels.js';
import { createBucketPicker } from './bucket_picker.js';
import { createColourBar } from './colour_bar.js';
import { createControls } from './controls.js';
import { createDrawer } from './drawer.js';
import { createFeatureTree } from './feature_tree.js';
import { readOrigins } from './origins.js';
import { createPanelMenu } from './panel_menu.js';
import { createPanels } from './panels.js';
import { composePicture, ontologyTable } from './picture.js';
import { createRegionCard } from './region_card.js';
import { findCentre, rowsWithin, slicesAt } from './region_facts.js';
import { createSearch } from './search.js';
import { createSelectionList, mergeSides, pointAt } from './selection.js';
import { createStatistics } from './statistics.js';
import { createStatus } from './status.js';
import { createTooltip, describePoint } from './tooltip.js';

/** Where slices are and what is pointed at changes nothing that is composed here. */
const PASSIVE = Object.freeze([
  'coronal', 'sagittal', 'horizontal', 'coronalView', 'sagittalView', 'horizontalView', 'panels', 'explode', 'camera',
  'seenFrom', 'topView', 'opacity', 'glass', 'tracts', 'ventricles', 'clip', 'sheets', 'area', 'branch',
]);

/**
 * Make all views.
 *
 * @param {object} options
 * @param {Record<string, HTMLElement>} options.places elements by name
 * @param {object} options.arrays made by `createArrays`
 * @param {object} options.source where the atlas comes from: {assets, manifest}
 * @param {object} options.labels {state: () => ({volume, failure}), retry()}
 * @param {() => object} options.look {ink, neutrals} of the theme
 * @param {() => Promise<void>} options.refresh
 * @param {(content: object|null, state: object) => void} options.beforePicture
 * @param {(content: object|null, state: object) => void} options.afterPicture
 * @returns {{update: () => void, panels: object, tree: object, search: object, statistics: object, status: object,
 *   select: object, current: () => object}}
 */
export function createViews({
  places, store, library, atlas, arrays, labels, look, refresh, retry, beforePicture, afterPicture, fresh, source,
  signal,
}) {
  let view = { picture: null, feature: null, mapping: store.get('mapping'), origins: readOrigins(null, '') };
  const getView = () => view;
  const common = { store, atlas, library, signal };
  const tooltip = createTooltip({ element: places.tooltip });
  const drawer = createDrawer({ element: places.drawer });
  const select = createSelecting({ store, atlas, labels });
  const card = createRegionCard({
    drawer, atlas, getView, onLocate: select.locate, onSelect: (row, side) => select.add(row, side),
  });
  const describe = (lateral, pick) => describePoint({ lateral, view, atlas, pick });
  const beside = (lateral, box) => {
    if (lateral === null || box === null) tooltip.hide();
    else tooltip.showBeside(describe(lateral), box);
  };
  const statistics = createStatistics({
    ...common, drawer, getView, onPoint: (lateral) => store.set({ hovered: lateral }), onOpen: card.open,
  });
  const status = createStatus({ element: places.status, onRetry: retry });
  createBucketPicker({
    ...common, element: places.buckets, tools: places.bucketTools, formPlace: places.bucketForm, refresh,
  });
  const tree = createFeatureTree({ ...common, element: places.features });
  const controls = createControls({
    ...common, element: places.controls, colours: places.colourControls, scales: places.scaleControls,
  });
  const colourBar = createColourBar({ ...common, element: places.colourBar, tools: places.colourTools });
  const selection = createSelectionList({
    ...common, element: places.selected, tools: places.selectedTools, onOpen: card.open,
  });
  const search = createSearch({ ...common, element: places.search, onChoose: select.find });
  const bars = createBarList({
    ...common, element: places.bars, tools: places.barTools, onPoint: beside, onChoose: select.point, onOpen: card.open,
  });
  const panels = createPanels({
    store, element: places.panels, kinds: brainPanels(), fresh, signal,
    context: {
      atlas, source, onChoose: select.point, onRetry: labels.retry, onPoint: showPoint, onAnnounce: announce,
    },
  });
  createPanelMenu({ element: places.panelMenu, panels, store, signal });

  function showPoint(pick, event) {
    if (pick === null || pick.row === 0 || event === null) tooltip.hide();
    else tooltip.showAt(describe(pick.lateral, pick), event.clientX, event.clientY);
  }

  /** Say what lies under the crosshair to those who moved it by keys. */
  function announce(pick) {
    store.set({ hovered: pick === null || pick.row <= 1 ? null : pick.lateral });
    const outside = pick === null || pick.row === 0;
    places.announcer.textContent = outside ? 'outside the brain' : sentenceOf(describe(pick.lateral, pick));
  }

  function update() {
    const state = store.snapshot();
    tree.update();
    const named = state.bucket !== null && state.feature !== null;
    const entry = named ? library.feature(state.bucket, state.feature, state.version) : undefined;
    status.update(entry);
    if (entry?.status === 'loading' && view.picture !== null) return;
    const feature = entry?.status === 'ready' ? entry.content : null;
    beforePicture(feature, state);
    const { ink, neutrals } = look();
    const picture = feature === null ? null
      : composePicture({ feature, state: store.snapshot(), atlas, arrays, neutrals });
    view = { picture, feature, mapping: state.mapping, origins: readOrigins(feature, state.mapping) };
    if (picture?.failure) status.update({ status: 'failed', message: picture.failure });
    panels.update({
      ...labels.state(), picture, mapping: state.mapping, table: picture?.table ?? ontologyTable(atlas, neutrals.root),
      neutrals, missing: state.missing, origins: view.origins,
      voxels: picture?.voxels ?? null, points: picture?.points ?? null, ink, outlines: state.outlines,
      selected: atlas.rowsOf(state.selected, state.mapping),
    });
    afterPicture(feature, state);
    for (const part of [controls, colourBar, bars, selection, card, statistics]) part.update(picture);
  }

  const keys = Object.keys(VIEWER_STATE).filter((key) => !PASSIVE.includes(key));
  store.subscribe(keys, oncePerFrame(update, signal), signal);
  return { update, panels, tree, search, statistics, status, drawer, current: getView };
}

/** What selecting means: by pointing, by finding, and moving the slices to where a region is. */
function createSelecting({ store, atlas, labels }) {
  const options = () => ({
    rowsOf: (entry) => atlas.rowsOf([entry], store.get('mapping')), acronymOf: (row) => atlas.regions.acronym[row],
  });

  function point(lateral, adding) {
    store.set({ selected: pointAt(store.get('selected'), lateral, { add: adding, ...options() }) });
  }

  function add(row, side) {
    store.set({ selected: mergeSides([...store.get('selected'), { acronym: atlas.regions.acronym[row], side }]) });
  }

  function find({ row, side }, adding) {
    if (!adding) store.set({ selected: [] });
    add(row, side ?? 'both');
    locate(row, side ?? 'left');
  }

  function locate(row, side) {
    const { volume } = labels.state();
    if (!volume) return;
    const voxel = findCentre(volume, rowsWithin(row, atlas.regions), SPLIT_EDGE, side);
    if (voxel !== null) store.set(slicesAt(voxel, slicePosition));
  }

  return { point, add, find, locate };
}

function sentenceOf({ title, name, side, value, origin }) {
  return [`${title}, ${name}, ${side}`, value, origin].filter(Boolean).join('; ');
}
