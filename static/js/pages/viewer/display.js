/** The display: the panels, and in them the picture of the feature that is shown. It needs no other view. */

import { fetchPart } from '../../api/parts.js';
import { oncePerFrame } from '../../core/dom.js';
import { chooseMapping, listMappings } from '../../core/values.js';
import { VIEWER_STATE } from '../../state/viewer_state.js';
import { panelKinds } from '../../panels/grid/panel_kinds.js';
import { NO_ORIGINS } from '../../data/origin_kinds.js';
import { readOrigins } from '../../data/origins.js';
import { createPanels } from '../../panels/grid/panels.js';
import { composePicture, ontologyTable } from '../../colours/picture.js';
import { createStatus } from './chrome/status.js';

/** Where slices are and what is pointed at changes nothing that is composed here. */
const PASSIVE = Object.freeze([
  'coronal', 'sagittal', 'horizontal', 'coronalView', 'sagittalView', 'horizontalView', 'panels', 'explode', 'camera',
  'seenFrom', 'topView', 'names', 'opacity', 'glass', 'tracts', 'ventricles', 'clip', 'sheets', 'area', 'branch',
  'compare', 'beside', 'ownScales', 'several', 'severalPlane', 'figure',
]);

/** Milliseconds that the first picture is waited for before the brain is drawn without values. */
const PATIENCE = 400;

/** What pointing does as long as there are no other views: nothing. */
const IDLE_HANDS = Object.freeze({ onPoint: () => {}, onChoose: () => {}, onAnnounce: () => {} });

/**
 * Make the panels and draw what the state shows, now and whenever it changes.
 *
 * - `current()` is {picture, feature, mapping, origins, scene}; picture and feature are null without a feature; panels
 *   draw the scene.
 * - `attach({onChange(), onPicture(picture), onPoint, onChoose, onAnnounce})` adds the other views: `onChange` runs
 *   before every picture, also while its feature is on its way; `onPicture` after it; the rest is pointing.
 * - `settled` is fulfilled when the first picture is on a slice, when there is none to be drawn, and when it is not
 *   worth waiting for it any longer.
 *
 * @param {object} options
 * @param {Record<string, HTMLElement>} options.places elements by name
 * @param {object} options.arrays made by `createArrays`
 * @param {object} options.source where the atlas comes from: {assets, manifest}
 * @param {object} options.labels {state: () => ({cuts, volume, failure, progress}), retry()}
 * @param {() => object} options.look {ink, neutrals} of the theme
 * @param {(content: object|null, state: object) => void} options.beforePicture
 */
export function createDisplay({
  places, store, library, atlas, arrays, labels, look, retry, beforePicture, fresh, source, signal,
}) {
  let view = { picture: null, feature: null, mapping: store.get('mapping'), origins: NO_ORIGINS, scene: null };
  let hands = IDLE_HANDS;
  let follow = null;
  let patient = true;
  let derive = null;
  let deriving = null;
  const first = Promise.withResolvers();
  const status = createStatus({ element: places.status, onRetry: retry });
  const panels = createPanels({
    store, element: places.panels, kinds: panelKinds(source.assets), fresh, signal,
    context: {
      atlas, source, onRetry: labels.retry,
      onChoose: (...what) => hands.onChoose(...what),
      onPoint: (...what) => hands.onPoint(...what),
      onAnnounce: (...what) => hands.onAnnounce(...what),
      onDrawn: ({ picture }) => picture && first.resolve(),
    },
  });

  function update() {
    follow?.onChange();
    const state = store.snapshot();
    const named = state.bucket !== null && state.feature !== null;
    const entry = named ? library.feature(state.bucket, state.feature, state.version) : undefined;
    status.update(entry);
    if (entry?.status === 'failed') first.resolve();
    const listing = library.bucket(state.bucket)?.status === 'loading' && (!named || patient);
    const coming = entry?.status === 'loading' || listing;
    if (coming && (view.picture !== null || patient)) return;
    const feature = entry?.status === 'ready' ? entry.content : null;
    beforePicture(feature, state);
    if (store.get('feature') !== state.feature) return; // Chosen just now; that leads here again.
    show(feature, store.snapshot());
    follow?.onPicture(view.picture);
  }

  function show(feature, state) {
    const { ink, neutrals } = look();
    const mapping = feature === null ? state.mapping : chooseMapping(listMappings(feature), state.mapping);
    const known = readOrigins(feature, mapping, atlas.regions, derive);
    if (known === null) requestDerivation(state.givenOnly);
    if (known === null && state.givenOnly) return;
    const origins = known ?? NO_ORIGINS;
    const picture = feature === null ? null : composePicture({ feature, state, atlas, origins, arrays, neutrals });
    const scene = {
      ...labels.state(), picture, mapping, table: picture?.table ?? ontologyTable(atlas, neutrals.root),
      neutrals, missing: state.missing, origins, givenOnly: state.givenOnly, ink, outlines: state.outlines,
      voxels: picture?.voxels ?? null, points: picture?.points ?? null, selected: atlas.rowsOf(state.selected, mapping),
    };
    view = { picture, feature, mapping, origins, scene };
    if (picture?.failure) status.update({ status: 'failed', message: picture.failure });
    panels.update(scene);
  }

  /** What works origins out is fetched, and slow: the very first picture, which has no patterns, does not wait. */
  function requestDerivation(atOnce) {
    deriving ??= (atOnce ? Promise.resolve() : first.promise)
      .then(() => fetchPart(import('../../data/derived_origins.js')))
      .then(({ deriveOrigins }) => {
        derive = deriveOrigins;
        update();
      })
      .catch((error) => status.update({ status: 'failed', message: error.message }));
  }

  function attach({ onChange, onPicture, ...pointing }) {
    hands = pointing;
    follow = { onChange, onPicture };
    onChange();
    onPicture(view.picture);
  }

  first.promise.then(() => { patient = false; });
  setTimeout(() => {
    if (!patient) return;
    patient = false;
    first.resolve();
    update();
  }, PATIENCE);
  const keys = Object.keys(VIEWER_STATE).filter((key) => !PASSIVE.includes(key));
  store.subscribe([...keys, 'joint'], oncePerFrame(update, signal), signal);
  return Object.freeze({ update, attach, panels, status, current: () => view, settled: first.promise });
}
