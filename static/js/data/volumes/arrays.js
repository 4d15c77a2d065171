/** Volumes and points of the feature that is shown, decoded when they are first looked at. */

/** Name of the one volume of a feature that does not name it. */
const ONLY = 'volume';

/**
 * Create the decoder. It keeps what it decoded last: one volume is 77 MB.
 *
 * `read(feature, wanted)` returns, at once, {kind, statistics, statistic, volume, points, values, weights, bounds,
 * byRegion, pending, failure}: `values` are all those shown, each occurring `weights` times (undefined: once); `bounds`
 * are the lowest and highest value that the volume can hold, null until then. `onChange` is called when there is more
 * to show.
 *
 * @param {object} options
 * @param {Promise<LabelVolume>} options.labels where tissue is, for counting
 * @param {() => void} options.onChange
 */
export function createArrays({ labels, onChange }) {
  let present = null;

  function read(feature, wanted) {
    const data = feature.feature_data ?? {};
    const names = listVolumes(data);
    if (names.length === 0 && data.xyz === undefined) return REGIONS;
    if (data.mappings !== undefined && data.xyz === undefined) return REGIONS;
    const statistic = names.includes(wanted) ? wanted : names[0];
    if (present?.feature !== feature || present.statistic !== statistic) {
      present = { feature, statistic, outcome: WAITING };
      decode(present, data);
    }
    return { statistics: names, statistic, ...present.outcome };
  }

  async function decode(entry, data) {
    let outcome;
    try {
      const { decodeArrays } = await import('./decode.js');
      outcome = { ...DONE, ...await decodeArrays(data, entry.statistic, labels) };
    } catch (error) {
      outcome = { ...WAITING, pending: false, failure: explain(error) };
    }
    entry.outcome = outcome;
    if (present === entry) onChange();
  }

  return Object.freeze({ read });
}

const REGIONS = Object.freeze({ kind: 'regions', pending: false, failure: null });
const DONE = Object.freeze({ pending: false, failure: null });
const WAITING = Object.freeze({
  kind: 'voxels', volume: null, points: null, values: [], weights: undefined, bounds: null, byRegion: null,
  pending: true,
  failure: null,
});

function explain(error) {
  if (error.name === 'ArrayProblem') return `This feature cannot be drawn: its data ${error.message}.`;
  return 'The code for volumes and points could not be loaded; reload the page.';
}

/** Return the names of the volumes of `feature_data`. */
export function listVolumes(data) {
  if (data.volumes !== undefined && data.volumes !== null) return Object.keys(data.volumes);
  return data.volume === undefined ? [] : [ONLY];
}
