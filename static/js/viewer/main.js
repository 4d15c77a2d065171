/** The viewer's composition root: the only place that looks elements up in the document. */

import { createApi } from '../api/api.js';
import { oncePerFrame } from '../core/dom.js';
import { displayTree, listDisplayed } from '../core/tree.js';
import { createLocalFiles } from '../local/local_files.js';
import { LOCAL, openLocalBucket } from '../local/local_bucket.js';
import { explainAddress, readAddress } from '../state/address.js';
import { bindHistory } from '../state/history.js';
import { settleOldLink } from '../state/old_links.js';
import { createStore } from '../state/store.js';
import { PASSING_STATE, VIEWER_STATE } from '../state/viewer_state.js';
import { loadAtlas, loadLabels } from './atlas.js';
import { createDownloads } from './downloads.js';
import { createLibrary } from './library.js';
import { fullRange } from './picture.js';
import { startPrefetching } from './prefetch.js';
import { createShortcuts } from './shortcuts.js';
import { createTheme, INKS } from './theme.js';
import { createTour, isTourNew } from './tour.js';
import { createViews } from './views.js';
import { createArrays } from './volumes/arrays.js';

const byId = (id) => document.getElementById(id);

/** Where the views go, by name; in the page, ids are written with hyphens. */
const PLACES = Object.freeze([
  'announcer', 'barTools', 'bars', 'bucketForm', 'bucketTools', 'buckets', 'colourBar', 'colourControls',
  'colourTools', 'controls', 'drawer', 'features', 'panelMenu', 'panels', 'scaleControls', 'search',
  'selected', 'selectedTools', 'status', 'tooltip',
]);

function start() {
  const page = JSON.parse(byId('page').textContent);
  const { signal } = new AbortController();
  const store = createStore({ ...VIEWER_STATE, ...PASSING_STATE });
  const fresh = window.location.search === '';
  const address = readAddress(window.location.search);
  store.set(address.state);
  if (store.get('buckets').length === 0) store.set({ buckets: [page.demoBucket], bucket: page.demoBucket });
  byId('viewer').classList.toggle('embedded', store.get('embed'));
  let refresh = () => {};
  let remark = showPlainly;
  const change = () => refresh();
  const theme = createTheme({ button: byId('theme'), onChange: change, signal });
  const api = createApi({ buckets: page.api });
  const local = openLocalBucket({ onChange: () => changeLocal(), signal });
  const library = createLibrary({ api, local, signal, onChange: change });
  const files = createLocalFiles({ element: byId('local'), local, store, signal });
  const changeLocal = () => {
    files.update();
    if (store.get('buckets').includes(LOCAL)) library.refresh(LOCAL).then(() => openAgain(store, library));
  };
  openShown(store, library, signal);
  bindHistory({ store, onRestore: (restored) => remark(explainAddress(restored)), signal });
  const source = { assets: page.assets, manifest: page.atlas, signal };
  const labels = createLabels({ source, onChange: change });
  loadAtlas(source).then((atlas) => {
    const downloads = createDownloads({ element: byId('downloads'), api, library, atlas, signal });
    const prefetching = startPrefetching({ store, library, after: labels.first, signal });
    const views = createViews({
      places: findPlaces(), store, library, atlas, labels, fresh, source, signal,
      arrays: createArrays({ labels: labels.first, onChange: change }),
      look: () => INKS[theme.theme()],
      refresh: () => reload(store, library),
      retry: () => openAgain(store, library),
      beforePicture: createPreparation({ store, library, atlas, waiting: address.waiting }),
      afterPicture: (content, { bucket, feature, version, mapping }) => {
        downloads.update({ bucket, fname: feature, version, content, mapping });
        prefetching.run();
      },
    });
    refresh = oncePerFrame(views.update, signal);
    remark = views.status.remark;
    views.update();
    remark([explainAddress(address), nameVersion(store)].filter((sentence) => sentence !== '').join(' '));
    createHelp({ store, views, fresh, signal });
  }).catch((error) => error.name === 'AbortError' || showPlainly(error.message));
}

function findPlaces() {
  const idOf = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return Object.fromEntries(PLACES.map((name) => [name, byId(idOf(name))]));
}

/** Fetch what the state shows, now and whenever it shows something else. */
function openShown(store, library, signal) {
  const open = () => {
    const { bucket, feature, version } = store.snapshot();
    if (bucket === null) return;
    library.openBucket(bucket);
    if (feature !== null) library.openFeature(bucket, feature, { version });
  };
  store.subscribe(['bucket', 'feature', 'version'], open, signal);
  open();
}

/** Who opens a link to one version is told so: the feature may look otherwise by now. */
function nameVersion(store) {
  const { feature, version } = store.snapshot();
  if (version === null) return '';
  return `This is version ${version} of “${feature}”, as it was shared; choose it anew to see the present one.`;
}

/** Load the shown bucket again, and the feature after it. */
async function reload(store, library) {
  await library.refresh(store.get('bucket'));
  openAgain(store, library);
}

function openAgain(store, library) {
  const { bucket, feature, version } = store.snapshot();
  if (bucket !== null && feature !== null) library.openFeature(bucket, feature, { version, again: true });
}

/** The label volume: on its way, here, or failed and to be tried again. */
function createLabels({ source, onChange }) {
  let state = { volume: null, failure: null, progress: 'Loading the brain …' };
  const first = load();

  async function load() {
    try {
      const volume = await loadLabels(source);
      state = { volume, failure: null, progress: '' };
      return volume;
    } catch (error) {
      state = { volume: null, failure: error.message, progress: '' };
      throw error;
    } finally {
      onChange();
    }
  }

  function retry() {
    state = { volume: null, failure: null, progress: 'Loading the brain …' };
    onChange();
    load().catch(() => {});
  }

  first.catch(() => {});
  return { first, retry, state: () => state };
}

/** What is settled before a picture: a bucket's first feature, and what an old link said in per cent. */
function createPreparation({ store, library, atlas, waiting }) {
  let left = waiting;
  return (content, state) => {
    chooseFirst(store, library);
    left = settleOldLink(left, {
      store, describe: (lateral) => atlas.describe(lateral), range: content && fullRange(content, state),
    });
  };
}

/** A bucket opens with its first feature shown. */
function chooseFirst(store, library) {
  const { bucket, feature } = store.snapshot();
  const known = bucket === null ? undefined : library.bucket(bucket);
  if (feature !== null || known?.status !== 'ready') return;
  const [first] = listDisplayed(displayTree(known.tree, known.features));
  if (first) store.set({ feature: first.fname });
}

/** Keys, their list, and the tour; the tour begins by itself only where no link brought the person here. */
function createHelp({ store, views, fresh, signal }) {
  const { panels, tree, search, statistics, drawer } = views;
  const turn = (key) => () => store.set({ [key]: !store.get(key) });
  const tour = createTour({
    element: byId('tour'), signal,
    targets: { features: byId('choose'), slices: byId('panels'), colours: byId('colours'), regions: byId('regions') },
  });
  const actions = {
    '/': search.focus, f: tree.focusFilter, '[': () => tree.step(-1), ']': () => tree.step(1),
    o: turn('outlines'), r: turn('reversed'), c: turn('centred'), s: statistics.open, t: () => byId('theme').click(),
    Escape: () => {
      if (drawer.isOpen()) drawer.close();
      else if (panels.isMaximised()) panels.restore();
      else store.set({ selected: [] });
    },
  };
  panels.kinds.forEach(({ id }, n) => { actions[n + 1] = () => panels.toggleMaximised(id); });
  const shortcuts = createShortcuts({ root: document.body, actions, onTour: tour.start, signal });
  byId('help').addEventListener('click', shortcuts.open, { signal });
  byId('statistics').addEventListener('click', statistics.open, { signal });
  if (fresh && isTourNew()) tour.start();
}

/** Say what failed before there are views to say it. */
function showPlainly(sentence) {
  const status = byId('status');
  status.textContent = sentence;
  status.hidden = sentence === '';
}

start();
