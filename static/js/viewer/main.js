/** The viewer's composition root: the only place that looks elements up in the document. */

import { createApi } from '../api/api.js';
import { oncePerFrame } from '../core/dom.js';
import { displayTree, listDisplayed } from '../core/tree.js';
import { explainAddress, readAddress } from '../state/address.js';
import { bindHistory } from '../state/history.js';
import { settleOldLink } from '../state/old_links.js';
import { createStore } from '../state/store.js';
import { PASSING_STATE, VIEWER_STATE } from '../state/viewer_state.js';
import { loadAtlas, loadLabels } from './atlas.js';
import { createBarList } from './bar_list.js';
import { createBucketPicker } from './bucket_picker.js';
import { createColourBar } from './colour_bar.js';
import { createFeatureTree } from './feature_tree.js';
import { createLibrary } from './library.js';
import { composePicture, fullRange, ontologyTable } from './picture.js';
import { createSlices } from './slices.js';
import { createTooltip } from './tooltip.js';

const byId = (id) => document.getElementById(id);

function start() {
  const page = JSON.parse(byId('page').textContent);
  const { signal } = new AbortController();
  const store = createStore({ ...VIEWER_STATE, ...PASSING_STATE });
  const address = readAddress(window.location.search);
  store.set(address.state);
  if (store.get('buckets').length === 0) store.set({ buckets: [page.demoBucket], bucket: page.demoBucket });
  const api = createApi({ buckets: page.api });
  let refresh = () => {};
  const library = createLibrary({ api, signal, onChange: () => refresh() });
  openShown(store, library, signal);
  bindHistory({ store, onRestore: sayAddress, signal });
  const source = { assets: page.assets, manifest: page.atlas, signal };
  const labels = loadLabels(source);
  loadAtlas(source).then((atlas) => {
    const update = createViews({ store, library, atlas, labels, waiting: address.waiting, signal });
    refresh = oncePerFrame(update, signal);
    update();
    sayAddress(address);
  }).catch(say);
  labels.catch(say);
}

/** Fetch what the state shows, now and whenever it shows something else. */
function openShown(store, library, signal) {
  const open = () => {
    const { bucket, feature } = store.snapshot();
    if (bucket === null) return;
    library.openBucket(bucket);
    if (feature !== null) library.openFeature(bucket, feature);
  };
  store.subscribe(['bucket', 'feature'], open, signal);
  open();
}

/** Make all views; returns the function that brings them up to date. */
function createViews({ store, library, atlas, labels, waiting, signal }) {
  let picture = null;
  const common = { store, atlas, library, signal };
  const tooltip = createTooltip({ ...common, element: byId('tooltip') });
  const reload = async () => {
    const { bucket, feature } = store.snapshot();
    await library.refresh(bucket);
    if (feature !== null) library.openFeature(bucket, feature);
  };
  createBucketPicker({ ...common, element: byId('buckets'), refresh: reload });
  const tree = createFeatureTree({ ...common, element: byId('features') });
  const colourBar = createColourBar({ ...common, element: byId('colours') });
  const bars = createBarList({ ...common, element: byId('bars') });
  const slices = createSlices({ ...common, element: byId('panels'), onPoint: (pick, event) => tooltip.show(pick, event, picture) });
  labels.then((volume) => slices.setVolume(volume)).catch(() => {});
  const plain = ontologyTable(atlas);

  function update() {
    const state = store.snapshot();
    tree.update();
    chooseFirst(store, library);
    const feature = state.bucket !== null && state.feature !== null ? library.feature(state.bucket, state.feature) : undefined;
    if (feature?.status === 'loading' && picture !== null) return;
    const content = feature?.status === 'ready' ? feature.content : null;
    waiting = settleOldLink(waiting, {
      store, describe: (lateral) => atlas.describe(lateral), range: content && fullRange(content, state),
    });
    picture = content === null ? null : composePicture({ feature: content, state, atlas });
    slices.update({ table: picture?.table ?? plain, mapping: state.mapping });
    colourBar.update(picture);
    bars.update(picture);
    showFailure(feature);
  }

  store.subscribe(Object.keys(VIEWER_STATE).filter((key) => !['coronal', 'sagittal', 'horizontal'].includes(key)), oncePerFrame(update, signal), signal);
  return update;
}

/** A bucket opens with its first feature shown. */
function chooseFirst(store, library) {
  const { bucket, feature } = store.snapshot();
  const known = bucket === null ? undefined : library.bucket(bucket);
  if (feature !== null || known?.status !== 'ready') return;
  const [first] = listDisplayed(displayTree(known.tree, known.features));
  if (first) store.set({ feature: first.fname });
}

function showFailure(feature) {
  if (feature?.status === 'failed') say(new Error(feature.message));
  else say(null);
}

/** Name the parameters of the address that could not be read. */
function sayAddress(address) {
  const sentence = explainAddress(address);
  if (sentence !== '') say(new Error(sentence));
}

/** Say what failed where the pictures are; null clears it. */
function say(error) {
  if (error?.name === 'AbortError') return;
  const status = byId('status');
  status.textContent = error?.message ?? '';
  status.classList.toggle('failed', error !== null);
}

start();
