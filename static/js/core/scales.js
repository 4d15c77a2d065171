/** Scales from values to 0…1 and back: linear, logarithmic, symmetric-logarithmic, root; their ticks. */

export const SCALE_KINDS = Object.freeze(['linear', 'log', 'symlog', 'root4']);

/** Where a value lies on a scale; `classify` returns one of these. */
export const VALUE_STATES = Object.freeze(['missing', 'undefined', 'below', 'inside', 'above']);

/** A symmetric log scale is linear up to this part of its larger end, unless told otherwise. */
const LINEAR_PART = 0.01;

/** A log scale whose lower end is not positive starts this far below its upper end. */
const LOG_SPAN = 1000;

/**
 * Return a frozen scale.
 *
 * @param {object} options
 * @param {'linear'|'log'|'symlog'|'root4'} [options.kind] root4 is the fourth root of the linear scale
 * @param {number} options.min lower end, in units; finite, ≤ max
 * @param {number} options.max upper end, in units
 * @param {number} [options.smallestPositive] where a log scale starts when min ≤ 0
 * @param {number} [options.linearThreshold] symlog only: |value| up to which the scale is nearly linear
 *
 * The scale has `kind`, `min`, `max`, `adjusted` (whether a log scale had to move its lower end; then say
 * so), `normalise(value)` → 0…1 clamped, NaN when missing; `invert(t)` → value; `ticks(count)`;
 * `classify(value)` → one of VALUE_STATES. Rules:
 *
 * - null, undefined and NaN are missing. Zero is a value. ±Infinity are beyond the ends.
 * - min = max: that value is 0.5, anything lower 0, anything higher 1.
 * - log: a value ≤ 0 has no logarithm. It is drawn like one below the range (0) but classified 'undefined'.
 *   A lower end ≤ 0 is replaced (`adjusted`); without a positive upper end every value ≤ 0 is 'undefined'.
 *
 * @throws {RangeError} when the kind is unknown or the ends are not finite or in the wrong order
 */
export function createScale({ kind = 'linear', min, max, smallestPositive, linearThreshold }) {
  checkEnds(kind, min, max);
  const low = kind === 'log' ? positiveStart(min, max, smallestPositive) : min;
  const transform = TRANSFORMS[kind](low, max, linearThreshold);
  const start = transform.forward(low);
  const span = transform.forward(max) - start;
  const usable = !(kind === 'log' && max <= 0);

  function normalise(value) {
    if (isMissing(value)) return NaN;
    if (kind === 'log' && value <= 0) return 0;
    if (!usable || value > max) return 1;
    if (value < low) return 0;
    if (span === 0) return 0.5;
    return Math.min(1, Math.max(0, (transform.forward(value) - start) / span));
  }

  function classify(value) {
    if (isMissing(value)) return 'missing';
    if (kind === 'log' && value <= 0) return 'undefined';
    if (value < low) return 'below';
    return value > max ? 'above' : 'inside';
  }

  function invert(t) {
    if (!usable || span === 0 || t <= 0) return low;
    if (t >= 1) return max;
    return transform.backward(start + t * span);
  }

  function ticks(count = 5) {
    if (!usable || span === 0) return [low];
    return transform.ticks(count);
  }

  return Object.freeze({
    kind, min: low, max, adjusted: low !== min, normalise, classify, invert, ticks,
  });
}

/** Return whether a value is missing: null, undefined or NaN. */
export function isMissing(value) {
  return value === null || value === undefined || Number.isNaN(value);
}

function checkEnds(kind, min, max) {
  if (!SCALE_KINDS.includes(kind)) {
    throw new RangeError(`There is no scale "${kind}"; use one of ${SCALE_KINDS.join(', ')}.`);
  }
  if (!Number.isFinite(min) || !Number.isFinite(max) || min > max) {
    throw new RangeError(`A range needs two numbers in order; ${min} to ${max} is not.`);
  }
}

function positiveStart(min, max, smallestPositive) {
  if (min > 0 || max <= 0) return min;
  const given = Number.isFinite(smallestPositive) && smallestPositive > 0 && smallestPositive <= max;
  return given ? smallestPositive : max / LOG_SPAN;
}

const TRANSFORMS = {
  linear: (min, max) => ({
    forward: (value) => value,
    backward: (position) => position,
    ticks: (count) => linearTicks(min, max, count),
  }),
  log: (min, max) => ({
    forward: Math.log10,
    backward: (position) => 10 ** position,
    ticks: (count) => logTicks(min, max, count),
  }),
  root4: (min, max) => {
    const span = max > min ? max - min : 1;
    return {
      forward: (value) => ((value - min) / span) ** 0.25,
      backward: (position) => min + span * position ** 4,
      ticks: (count) => linearTicks(min, max, count),
    };
  },
  symlog: (min, max, linearThreshold) => {
    const widest = Math.max(Math.abs(min), Math.abs(max));
    const given = Number.isFinite(linearThreshold) && linearThreshold > 0;
    const unit = given ? linearThreshold : widest * LINEAR_PART;
    const scaled = unit > 0 ? unit : 1;
    return {
      forward: (value) => Math.sign(value) * Math.log1p(Math.abs(value) / scaled),
      backward: (position) => Math.sign(position) * Math.expm1(Math.abs(position)) * scaled,
      ticks: (count) => symlogTicks(min, max, scaled, count),
    };
  },
};

/** Return about `count` round numbers (1, 2 or 5 times a power of ten apart) from min to max. */
export function linearTicks(min, max, count) {
  const step = roundStep((max - min) / Math.max(1, count));
  const first = Math.ceil(min / step - 1e-9);
  const last = Math.floor(max / step + 1e-9);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const ticks = [];
  for (let n = first; n <= last; n++) ticks.push(decimals > 100 ? n * step : Number((n * step).toFixed(decimals)));
  return ticks;
}

/** Return the smallest 1, 2 or 5 times a power of ten that is not less than `rough` (> 0). */
export function roundStep(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5].find((candidate) => candidate * power >= rough * (1 - 1e-9)) ?? 10;
  return factor * power;
}

function logTicks(min, max, count) {
  const decades = Math.log10(max / min);
  if (decades < 1) return linearTicks(min, max, count);
  const mantissas = decades < count / 2 ? [1, 2, 5] : [1];
  const stride = Math.max(1, Math.ceil(decades / count));
  const ticks = [];
  for (let power = Math.floor(Math.log10(min)); power <= Math.ceil(Math.log10(max)); power++) {
    if (power % stride !== 0) continue;
    for (const mantissa of mantissas) {
      const tick = Number(`${mantissa}e${power}`);
      if (tick >= min * (1 - 1e-12) && tick <= max * (1 + 1e-12)) ticks.push(tick);
    }
  }
  return ticks.length > 1 ? ticks : linearTicks(min, max, count);
}

function symlogTicks(min, max, threshold, count) {
  const each = Math.max(1, Math.floor(count / (min < 0 && max > 0 ? 2 : 1)));
  const upper = max > threshold ? logTicks(threshold, max, each).slice(-each) : [];
  const lower = min < -threshold ? logTicks(threshold, -min, each).slice(-each) : [];
  const ticks = lower.map((tick) => -tick).reverse().concat(0, upper);
  const inside = ticks.filter((tick) => tick >= min && tick <= max);
  return inside.length > 1 ? inside : linearTicks(min, max, count);
}
