/** Colours: maps of 256 steps, the rule from value to step, packed pixels, luminance. */

import { createScale } from './scales.js';

/** Steps of a colour map. */
export const STEPS = 256;

/** What `valueToStep` returns for a missing value. */
export const MISSING_STEP = -1;

/**
 * Return the colour map written as 256 × 6 hexadecimal digits (rrggbb, from low to high).
 *
 * @param {string} hex 1536 hexadecimal digits
 * @returns {Uint8Array} 768 bytes, r g b per step
 * @throws {RangeError} when the text has another length or other characters
 */
export function parseColormap(hex) {
  if (!/^[0-9a-f]{1536}$/i.test(hex)) {
    throw new RangeError('A colour map is 256 colours of six hexadecimal digits each.');
  }
  const colours = new Uint8Array(STEPS * 3);
  for (let n = 0; n < colours.length; n++) colours[n] = Number.parseInt(hex.slice(2 * n, 2 * n + 2), 16);
  return colours;
}

/** Return a new colour map that runs from high to low. */
export function reverseColormap(colours) {
  const reversed = new Uint8Array(colours.length);
  for (let step = 0; step < STEPS; step++) {
    const from = (STEPS - 1 - step) * 3;
    reversed.set(colours.subarray(from, from + 3), step * 3);
  }
  return reversed;
}

/** Return the step of a normalised position t (0…1): min(255, floor(t · 256)); MISSING_STEP for NaN. */
export function positionToStep(t) {
  if (Number.isNaN(t)) return MISSING_STEP;
  return Math.min(STEPS - 1, Math.floor(t * STEPS));
}

/**
 * Return the step (0…255) of the colour map in which a value is drawn, or MISSING_STEP.
 *
 * The one rule, to be recomputed anywhere: step = min(255, floor(t · 256)), with t clamped to 0…1 and
 * linear t = (value − min) / (max − min); log the same on log10 of all three; symlog the same on
 * sign(v) · ln(1 + |v| / c); root4 the fourth root of the linear t. See `createScale` for constant ranges and for
 * values ≤ 0 under log.
 *
 * @param {number|null|undefined} value
 * @param {object} range `min` and `max` in units, and either `scale` as a kind ('linear', 'log', 'symlog')
 *   or a scale made by `createScale`, which then brings its own ends
 */
export function valueToStep(value, { min, max, scale = 'linear' }) {
  const made = typeof scale === 'string' ? createScale({ kind: scale, min, max }) : scale;
  return positionToStep(made.normalise(value));
}

/** Return a pixel as Canvas2D's ImageData holds it in a Uint32Array on a little-endian machine. */
export function packColour(red, green, blue, alpha = 255) {
  return ((alpha << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

/** Return [red, green, blue, alpha] of a packed pixel. */
export function unpackColour(packed) {
  return [packed & 255, (packed >>> 8) & 255, (packed >>> 16) & 255, packed >>> 24];
}

/** Return the 256 opaque packed pixels of a colour map. */
export function packColormap(colours) {
  const packed = new Uint32Array(STEPS);
  for (let step = 0; step < STEPS; step++) {
    packed[step] = packColour(colours[step * 3], colours[step * 3 + 1], colours[step * 3 + 2]);
  }
  return packed;
}

/**
 * Return [red, green, blue] of a colour written '#rgb' or '#rrggbb'.
 *
 * @throws {RangeError} for anything else
 */
export function parseColour(text) {
  const short = /^#[0-9a-f]{3}$/i.test(text);
  if (!short && !/^#[0-9a-f]{6}$/i.test(text)) throw new RangeError(`"${text}" is not an #rrggbb colour.`);
  const width = short ? 1 : 2;
  return [0, 1, 2].map((n) => {
    const digits = text.slice(1 + n * width, 1 + (n + 1) * width);
    return Number.parseInt(short ? digits + digits : digits, 16);
  });
}

/** Return a colour as '#rrggbb'. */
export function formatColour([red, green, blue]) {
  return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/** Return the relative luminance (0…1) of an sRGB colour with parts 0…255, as WCAG 2 defines it. */
export function luminance([red, green, blue]) {
  return 0.2126 * linearLight(red) + 0.7152 * linearLight(green) + 0.0722 * linearLight(blue);
}

/** Return the contrast ratio (1…21) of two sRGB colours, as WCAG 2 defines it. */
export function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Return the one of some inks that contrasts most with a colour, all [r, g, b]. */
export function clearestInk(colour, inks) {
  return inks.reduce((best, ink) => (contrast(ink, colour) > contrast(best, colour) ? ink : best));
}

function linearLight(part) {
  const share = part / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

/** Return the colour `amount` (0…1) of the way from one to the other, parts rounded to whole numbers. */
export function mixColours(one, other, amount) {
  return one.map((part, n) => Math.round(part + (other[n] - part) * amount));
}
