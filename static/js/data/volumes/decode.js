/** Decodes volumes and points; loaded when the first of them is shown. */

import { countPoints } from './by_region.js';
import { rangeOf } from '../../core/values.js';
import { readPoints } from './point_set.js';
import { readVolume } from './voxels.js';

/**
 * Return what a feature's arrays hold: {kind, volume, points, values, weights, bounds, byRegion}.
 *
 * @param {object} data `feature_data`
 * @param {string|undefined} name which of its volumes
 * @param {Promise<LabelVolume>} labels where tissue is
 * @throws {ArrayProblem}
 */
export async function decodeArrays(data, name, labels) {
  const { volume: encoded, missing_byte: missingByte } = data.volumes?.[name] ?? data;
  const [volume, points, tissue] = await Promise.all([
    encoded === undefined ? null : readVolume(encoded, missingByte ?? null),
    data.xyz === undefined ? null : readPoints(data.xyz, data.values),
    labels,
  ]);
  const bounds = volume?.bounds ?? rangeOf(points.values);
  if (points !== null && (volume === null || points.fill(volume.count()))) {
    const byRegion = countPoints(points, tissue);
    return { kind: 'points', volume: null, points, values: points.values, weights: undefined, bounds, byRegion };
  }
  return { kind: 'voxels', volume, points, bounds, ...volume.summarise(tissue) };
}
