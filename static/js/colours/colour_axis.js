/** The geometry of the colour bar: its range, the place of a value, the value at a handle. */

import { createScale, roundStep } from '../core/scales.js';
import { smallestPositive } from '../core/values.js';

/** Parts of a linear bar between which a dragged handle may come to rest. */
const RESTS = 500;

/**
 * Return the axis of a colour bar, or null when nothing has a value.
 *
 * It spans the values and the range that is shown, on the scale that is shown; where all are equal, a little to both
 * sides. `place(value)` is 0…1, `valueAt(place)` a round number, `full` the range of the values, `scale` its scale.
 *
 * @param {Picture} picture as `composePicture` returns it
 */
export function createColourAxis({ scaled, fullRange, range, scale: { kind } }) {
  const full = fullRange ?? range;
  if (full === null || range === null) return null;
  const [min, max] = widen([Math.min(full[0], range[0]), Math.max(full[1], range[1])]);
  const scale = createScale({ kind, min, max, smallestPositive: smallestPositive(scaled) });

  function valueAt(place) {
    if (place <= 0) return scale.min;
    if (place >= 1) return max;
    const value = scale.invert(place);
    if (kind !== 'linear') return Number(value.toPrecision(3));
    const step = roundStep((max - min) / RESTS);
    return Number((Math.round(value / step) * step).toPrecision(12));
  }

  return Object.freeze({ full, ends: [scale.min, max], scale, place: scale.normalise, valueAt });
}

function widen([min, max]) {
  if (min < max) return [min, max];
  const by = min === 0 ? 1 : Math.abs(min) * 0.1;
  return [min - by, max + by];
}

/**
 * Return the range after one of its ends was set to `value`.
 *
 * A centred range keeps zero in its middle; an end that passes the other takes it along. The range of all values is
 * null, so that it follows the feature.
 *
 * @param {number[]} range [low, high]
 * @param {0|1} end
 * @param {{centred: boolean, full: number[]|null}} options
 */
export function setEnd(range, end, value, { centred, full }) {
  let next = end === 0 ? [value, Math.max(value, range[1])] : [Math.min(value, range[0]), value];
  if (centred) next = [-Math.abs(value), Math.abs(value)];
  const whole = full !== null && !centred && next[0] === full[0] && next[1] === full[1];
  return whole ? null : next;
}
