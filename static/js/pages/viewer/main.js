/** The viewer's composition root: the only place that looks elements up in the document. */

import { createApi } from '../../api/api.js';
import { fetchPart } from '../../api/parts.js';
import { make, oncePerFrame } from '../../core/dom.js';
import { LOCAL, openLocalBucket } from '../../data/local/local_bucket.js';
import { explainAddress, explainRegions, isOldLink, readAddress } from '../../state/address.js';
import { bindHistory } from '../../state/browser_history.js';
import { createDefaultView, isWholeView } from '../../state/default_view.js';
import { createStore } from '../../state/store.js';
import { PASSING_STATE, PLANE_NAMES, VIEWER_STATE } from '../../state/viewer_state.js';
import { loadAtlas } from '../../data/atlas.js';
import { createDisplay } from './display.js';
import { createLabels } from '../../data/label_loading.js';
import { createLibrary } from '../../data/library.js';
import { INKS } from '../../colours/inks.js';
import { createPreparation, nameOf } from './preparation.js';
import { crosshairOf } from '../../slices/slices.js';
import { createTheme } from './chrome/theme.js';
import { createArrays } from '../../data/volumes/arrays.js';

const byId = (id) => document.getElementById(id);

/** Where the views go, by name; in the page, ids are written with hyphens. */
const PLACES = Object.freeze([
  'announcer', 'bars', 'barTools', 'bucketForm', 'buckets', 'bucketTools', 'caption', 'choose', 'colourBar',
  'colourControls', 'colours', 'colourTools', 'compare', 'controls', 'downloads', 'drawer', 'features',
  'featureTools', 'help', 'landing', 'local', 'panelMenu', 'panels', 'regions', 'scaleControls', 'search', 'selected',
  'selectedTools', 'share', 'sheets', 'statistics', 'status', 'theme', 'toolbar', 'tooltip', 'tour', 'undo', 'viewer',
]);

async function start() {
  const page = JSON.parse(byId('page').textContent);
  const places = findPlaces();
  const { signal } = new AbortController();
  const store = createStore({ ...VIEWER_STATE, ...PASSING_STATE });
  const fresh = window.location.search === '';
  const old = isOldLink(window.location.search) ? await fetchPart(import('./old_link.js')) : null;
  const address = readAddress(window.location.search, old?.readOldLink);
  store.set(address.state);
  if (store.get('buckets').length === 0) store.set({ buckets: [page.demoBucket], bucket: page.demoBucket });
  places.viewer.classList.toggle('embedded', store.get('embed'));
  let refresh = () => {};
  let remark = showPlainly;
  let surroundings = null;
  const change = () => refresh();
  const theme = createTheme({ button: places.theme, onChange: change, signal });
  const api = createApi({ buckets: page.api, resolve: page.resolve });
  const local = openLocalBucket({ onChange: () => changeLocal(), signal });
  const library = createLibrary({
    api, local, signal, onChange: change, onKept: (message) => remark(sayKept(message)),
  });
  const changeLocal = () => {
    surroundings?.updateFiles();
    if (store.get('buckets').includes(LOCAL)) library.refresh(LOCAL).then(() => openAgain(store, library));
  };
  openShown(store, library, signal);
  let explain = explainAddress;
  const defaultView = createDefaultView({ store });
  const asSaid = () => defaultView.skip(nameOf(store.get('bucket'), store.get('feature')));
  if (isWholeView(window.location.search)) asSaid();
  const { quietly, isQuiet } = bindHistory({
    store, signal,
    read: (query) => readAddress(query, old?.readOldLink),
    onRestore: (restored) => {
      asSaid();
      remark(explain(restored));
    },
  });
  const source = { assets: page.assets, slices: page.slices, manifest: page.atlas, signal };
  const settled = Promise.withResolvers();
  const labels = createLabels({ source, voxel: crosshairOf(store), settled: settled.promise, onChange: change });
  const context = { places, store, library, api, labels, fresh, quietly, signal };
  const arrays = createArrays({ labels: labels.first, onChange: change });
  loadAtlas(source).then(async (atlas) => {
    const display = createDisplay({
      ...context, atlas, source, arrays,
      look: () => INKS[theme.theme()],
      retry: () => openAgain(store, library),
      beforePicture: createPreparation({
        store, library, defaultView, quietly, bare: fresh ? page.demoBucket : null,
        applyOldLink: old?.bindOldLink({ waiting: address.waiting, store, atlas, arrays }) ?? (() => {}),
      }),
    });
    refresh = oncePerFrame(display.update, signal);
    remark = display.status.remark;
    display.update();
    explain = (read) => join([explainAddress(read), explainStrangers(read, atlas)]);
    remark(join([explain(address), nameVersion(store), nameFlatmap(store, page.assets)]));
    await display.settled;
    settled.resolve();
    surroundings = await addSurroundings(page.modules, {
      ...context, atlas, display, local, source, arrays, tables: page.tables, demo: page.demoBucket,
      refresh: () => reload(store, library, display.status.remark), onReset: defaultView.again, isQuiet, asSaid,
      placed: hasPlaces(address.state),
    });
    labels.first.catch(() => {}).then(() => places.viewer.setAttribute('aria-busy', 'false'));
  }).catch((error) => error.name === 'AbortError' || showPlainly(error.message));
}

/** Add what is around the picture: it is fetched when the picture is there, all of it at once. */
async function addSurroundings(modules, context) {
  document.head.append(...modules.map((href) => make('link', { rel: 'modulepreload', href })));
  const { createSurroundings } = await fetchPart(import('./surroundings.js'));
  return createSurroundings(context);
}

/** Whether the address says where the slices are. */
function hasPlaces(state) {
  return PLANE_NAMES.some((plane) => state[plane] !== VIEWER_STATE[plane].default);
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

function explainStrangers(address, atlas) {
  const isRow = (lateral) => atlas.describe(lateral).acronym !== undefined;
  return explainRegions(address, (acronym) => atlas.rowOf(acronym) !== undefined, isRow);
}

function join(sentences) {
  return sentences.filter((sentence) => sentence !== '').join(' ');
}

/** Where the site has no flatmap, it is not offered; a link may still ask for it. */
function nameFlatmap(store, assets) {
  if (assets.swanson !== undefined || !store.get('panels').includes('flatmap')) return '';
  return 'This site has no flatmap; Help says how its maintainer gets one.';
}

/** Who opens a link to one version is told so: the feature may look otherwise by now. */
function nameVersion(store) {
  const { feature, version } = store.snapshot();
  if (version === null) return '';
  return `This is version ${version} of “${feature}”, as shared; choose it again to see the current version.`;
}

/** A refresh that failed changes nothing. */
function sayKept(failure) {
  return `It could not be reloaded; the former data are shown. ${failure}`;
}

/** Load the shown bucket again, and the feature after it. */
async function reload(store, library, remark) {
  const failure = await library.refresh(store.get('bucket'));
  if (failure === null) openAgain(store, library);
  else remark(sayKept(failure));
}

function openAgain(store, library) {
  const { bucket, feature, version } = store.snapshot();
  if (bucket !== null && feature !== null) library.openFeature(bucket, feature, { version, again: true });
}

/** Say what failed before there are views to say it. */
function showPlainly(sentence) {
  const status = byId('status');
  status.textContent = sentence;
  status.hidden = sentence === '';
}

start().catch((error) => showPlainly(error.message));
