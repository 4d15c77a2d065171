/** Where labels come from: first the slices that the page opens with, then the whole volume. */

import { requestBytes } from '../api/api.js';
import { fetchPart } from '../api/parts.js';
import { decodeSlices } from './first_slices.js';

/** Shown in a slice until the brain is loaded. */
export const LOADING = 'Loading the brain …';

/**
 * Start loading. `state()` is {cuts, volume, failure, progress}: `cuts`, what slices are cut from, is FirstSlices
 * until the volume has come; `first` resolves to the volume; `retry()` tries again; `onChange` is told of every change.
 *
 * @param {object} options
 * @param {object} options.source where the atlas comes from: {assets, slices, manifest, signal}
 * @param {{ap: number, dv: number, ml: number}} options.voxel where the slices meet that are seen first
 * @param {Promise<void>} options.settled when to start on the volume, which is a hundred times as long as the slices
 * @param {() => void} options.onChange
 */
export function createLabels({ source, voxel, settled, onChange }) {
  let state = { cuts: null, volume: null, failure: null, progress: LOADING };
  const change = (next) => {
    state = { ...state, ...next };
    onChange();
  };
  const first = loadSlices().then(() => settled).then(loadVolume);
  first.catch(() => {});

  /** Without these the brain only appears later, so a failure is not reported. */
  async function loadSlices() {
    try {
      change({ cuts: await requestSlices(source, voxel) });
    } catch (error) {
      if (error.name === 'AbortError') throw error;
    }
  }

  async function loadVolume() {
    try {
      const volume = await loadLabels(source);
      change({ cuts: volume, volume, failure: null, progress: '' });
      return volume;
    } catch (error) {
      change({ cuts: null, failure: error.message, progress: '' });
      throw error;
    }
  }

  function retry() {
    change({ failure: null, progress: LOADING });
    loadVolume().catch(() => {});
  }

  return Object.freeze({ first, retry, state: () => state });
}

/** Load and decode the label volume. */
export async function loadLabels({ assets, manifest, signal }) {
  const [bytes, { decodeLabels }] = await Promise.all([
    requestBytes(assets.labels, { signal }), fetchPart(import('./label_decoding.js')),
  ]);
  return decodeLabels(bytes, { shape: manifest.shape, runs: manifest.assets.labels.runs });
}

async function requestSlices({ slices, manifest, signal }, voxel) {
  const bytes = await requestBytes(`${slices}${voxel.ap}-${voxel.dv}-${voxel.ml}`, { signal });
  return decodeSlices(bytes, { voxel, shape: manifest.shape, bounds: manifest.assets.slices.bounds });
}
