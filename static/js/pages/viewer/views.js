/** The views around the brain: lists, controls, tooltips; what they share, and how they are brought up to date. */

import { SPLIT_EDGE, slicePosition } from '../../core/geometry.js';
import { bindBeside } from './beside/opening.js';
import { bindComparison } from './comparison/opening.js';
import { createBarList } from '../../lists/bars/bar_list.js';
import { createBucketPicker } from './bucket_picker.js';
import { createColourBar } from '../../colours/colour_bar.js';
import { createControls } from './controls.js';
import { createDownloads } from './downloads.js';
import { createDrawer } from './chrome/drawer.js';
import { createFeatureTree } from '../../lists/features/feature_tree.js';
import { LOCAL } from '../../data/local/local_bucket.js';
import { createEdges } from '../../panels/grid/panel_edges.js';
import { createPanelMenu } from '../../panels/grid/panel_menu.js';
import { startPrefetching } from '../../data/prefetch.js';
import { createPlacing } from '../../slices/placing.js';
import { createRegionCard } from '../../lists/region_card.js';
import { findCentre, slicesAt } from '../../data/region_facts.js';
import { rowsWithin } from '../../data/rows_within.js';
import { createRegionFinder } from '../../lists/region_finder.js';
import { createSearch } from '../../lists/search.js';
import { createSelectionList, mergeSides, pointAt } from '../../lists/selection.js';
import { createStatistics } from '../../lists/statistics.js';
import { bindSeveral } from './several/opening.js';
import { createCoordinates } from './stage/coordinates.js';
import { createStageTitle } from './stage/stage_title.js';
import { createTooltip, describePoint } from './chrome/tooltip.js';

/**
 * Make all views around the brain and attach them to it.
 *
 * @param {object} options
 * @param {Record<string, HTMLElement>} options.places elements by name
 * @param {object} options.display made by `createDisplay`
 * @param {object} options.local made by `openLocalBucket`
 * @param {object} options.labels {first: Promise, state: () => ({volume})}
 * @param {(act: () => void) => void} options.quietly what the page does by itself is no step of the history
 * @param {object} options.source where the atlas comes from: {assets, manifest}
 * @param {object} options.arrays made by `createArrays`
 * @param {boolean} options.placed whether the address says where the slices are
 * @param {() => void} options.onReset
 * @param {() => void} options.onListing a bucket's listing may have come, or failed to
 * @param {() => Promise<void>} options.refresh loads the shown bucket again
 * @returns {{tree: object, search: object, statistics: object, drawer: object, findRegions: Function,
 *   onRegion: Function, onCopyPlace: Function}}
 */
export function createViews({
  places, store, library, api, atlas, local, display, labels, quietly, placed, onReset, onListing, refresh, source,
  arrays, signal,
}) {
  const getView = display.current;
  const common = { store, atlas, library, signal };
  const drawer = createDrawer({ element: places.drawer });
  const select = createSelecting({ store, atlas, labels, getView });
  const coordinates = createCoordinates({
    store, announce: (sentence) => { places.announcer.textContent = sentence; }, signal,
  });
  places.share.before(coordinates.element);
  const beside = bindBeside({ ...common, api, local, places, display, labels, source, arrays, select });
  const several = bindSeveral({ ...common, api, local, places, display });
  const { alongside } = beside;
  const pointing = createPointing({ places, store, atlas, getView, onPlace: coordinates.point, alongside });
  const card = createRegionCard({
    drawer, atlas, getView, onLocate: select.locate, isSelected: select.has, onToggle: select.toggle,
    ...createExplaining({ store, api }),
  });
  const statistics = createStatistics({
    ...common, drawer, getView, onPoint: (lateral) => store.set({ hovered: lateral }), onOpen: card.open,
  });
  const { openForm } = createBucketPicker({
    ...common, element: places.buckets, tools: places.bucketTools, formPlace: places.bucketForm, refresh,
  });
  const tree = createFeatureTree({ ...common, element: places.features });
  const controls = createControls({
    ...common, element: places.controls, colours: places.colourControls, scales: places.scaleControls, onReset,
  });
  const colourBar = createColourBar({
    ...common, getView, element: places.colourBar, tools: places.colourTools,
  });
  const selection = createSelectionList({
    ...common, element: places.selected, tools: places.selectedTools, onOpen: card.open,
  });
  const findRegions = createRegionFinder({ atlas, resolve: api.resolveRegion });
  const search = createSearch({
    element: places.search, name: 'search', label: 'Find a region', placeholder: 'Find a region: acronym, name or id',
    none: 'No region has such an acronym, name or id.', find: findRegions, onChoose: select.find, signal,
  });
  const bars = createBarList({
    ...common, getView, element: places.bars, tools: places.barTools, onPoint: pointing.beside, onChoose: select.point,
    onOpen: card.open,
  });
  createPanelMenu({ element: places.panelMenu, panels: display.panels, store, signal });
  createEdges({
    element: places.panels, panels: display.panels, onMove: (sizes) => store.set({ sizes }), signal,
  });
  const caption = createStageTitle({ ...common, element: places.caption, api, getView });
  const downloads = createDownloads({
    ...common, element: places.downloads, api, flatmap: source.assets.swanson !== undefined,
  });
  const comparison = bindComparison({
    ...common, api, local, button: places.compare, drawer, tip: places.tooltip, select,
  });
  const placing = createPlacing({ store, atlas, labels, quietly, placed, signal });
  const prefetching = startPrefetching({ store, library, after: labels.first, signal });

  display.attach({
    onPoint: pointing.at, onAnnounce: pointing.announce, onChoose: select.point,
    onChange: () => {
      onListing();
      tree.update();
    },
    onPicture: (picture) => {
      downloads.update({ ...describeShown(store, getView()), ...picture });
      prefetching.run();
      nameTab(store.snapshot());
      placing.update(picture);
      const parts = [caption, controls, colourBar, bars, selection, card, statistics, comparison, beside, several];
      for (const part of parts) part.update(picture);
    },
  });
  return {
    tree, search, statistics, drawer, findRegions, onRegion: select.find, onCopyPlace: coordinates.copy,
    openBucketForm: openForm,
  };
}

/** What the server says of the values of the feature that is shown; it knows nothing of the local bucket. */
function createExplaining({ store, api }) {
  return {
    canExplain: () => store.snapshot().bucket !== LOCAL,
    explain: async (question, { signal }) => {
      const { bucket, feature, version } = store.snapshot();
      const { values } = await api.explain(bucket, feature, { ...question, version, signal });
      return values.map(({ sentence }) => sentence);
    },
  };
}

/** Return what can be taken home: which feature, its content and the mapping it is shown under. */
function describeShown(store, { feature: content, mapping }) {
  const { bucket, feature: fname, version } = store.snapshot();
  return { bucket, fname, version, content, mapping };
}

/** The tab is called what is shown in it. */
function nameTab({ bucket, feature }) {
  document.title = [feature, bucket, 'atlasviewer'].filter((part) => part !== null).join(' · ');
}

/** What pointing at a region says: in the tooltip, and to those who moved the crosshair by keys. */
function createPointing({ places, store, atlas, getView, onPlace, alongside }) {
  const tooltip = createTooltip({ element: places.tooltip });
  const describe = (lateral, pick) => {
    const said = describePoint({ lateral, view: getView(), atlas, pick });
    return { ...said, others: [...alongside(lateral), ...said.others] };
  };

  function at(pick, event) {
    onPlace(pick);
    if (pick === null || pick.row === 0 || event === null) tooltip.hide();
    else tooltip.showAt(describe(pick.lateral, pick), event.clientX, event.clientY);
  }

  function beside(lateral, box) {
    if (lateral === null || box === null) tooltip.hide();
    else tooltip.showBeside(describe(lateral), box);
  }

  function announce(pick) {
    store.set({ hovered: pick === null || pick.row <= 1 ? null : pick.lateral });
    const outside = pick === null || pick.row === 0;
    places.announcer.textContent = outside ? 'outside the brain' : sentenceOf(describe(pick.lateral, pick));
  }

  return { at, beside, announce };
}

/** What selecting means: by pointing, by finding, and moving the slices to where a region is. */
function createSelecting({ store, atlas, labels, getView }) {
  const options = () => ({
    rowsOf: (entry) => atlas.rowsOf([entry], getView().mapping), acronymOf: (row) => atlas.regions.acronym[row],
  });

  function point(lateral, adding) {
    store.set({ selected: pointAt(store.get('selected'), lateral, { add: adding, ...options() }) });
  }

  function add(row, side) {
    store.set({ selected: mergeSides([...store.get('selected'), { acronym: atlas.regions.acronym[row], side }]) });
  }

  function has(row) {
    return store.get('selected').some(({ acronym }) => acronym === atlas.regions.acronym[row]);
  }

  function toggle(row) {
    if (!has(row)) add(row, 'both');
    else store.set({ selected: store.get('selected').filter(({ acronym }) => acronym !== atlas.regions.acronym[row]) });
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

  return { point, has, toggle, find, locate };
}

function sentenceOf({ title, name, side, value, origin }) {
  return [`${title}, ${name}, ${side}`, value, origin].filter(Boolean).join('; ');
}
