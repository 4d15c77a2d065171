/** Patterns over the colour of a region, so that no meaning hangs on colour alone; the same in pixels and as SVG. */

import { ORIGINS } from '../../data/origin_kinds.js';

/** How the colour of a row is overlaid. */
export const PATTERNS = Object.freeze({
  plain: 0,
  /** The region has no value. */
  missing: 1,
  /** The value has no place on the scale (≤ 0 under a logarithm). */
  undefined: 2,
  /** The value is the mean of parts: dashes. */
  parts: 3,
  /** The value is the parent's: dots. */
  parent: 4,
});

/** Distance between two lines of a pattern, in css px. */
export const PERIOD = 6;

/** Return the pattern of a value of an origin: what was given, and what may have been, is plain. */
export function patternOf(origin) {
  if (origin === ORIGINS.parts) return PATTERNS.parts;
  return origin === ORIGINS.parent ? PATTERNS.parent : PATTERNS.plain;
}

/** Whether a pattern is drawn in the ink of the region under it, not in the one ink of what is missing. */
export function isInked(pattern) {
  return pattern === PATTERNS.parts || pattern === PATTERNS.parent;
}

/**
 * Return the patterns as tiles that repeat over a picture, by PATTERNS: 1 where a pixel is inked.
 *
 * @param {number} ratio device px per css px
 * @returns {{size: number, tiles: Uint8Array[]}} tiles of size · size pixels
 */
export function createTiles(ratio) {
  const period = Math.max(4, 2 * Math.round((PERIOD * ratio) / 2));
  const size = 2 * period;
  const line = Math.max(1, Math.round(ratio));
  const dot = Math.max(1, Math.round(1.5 * ratio));
  const rules = [];
  rules[PATTERNS.plain] = () => false;
  rules[PATTERNS.missing] = (x, y) => (x + y) % period < line;
  rules[PATTERNS.undefined] = (x, y) => (x - y + size) % period < line;
  rules[PATTERNS.parts] = (x, y) => y % period < line && (x + (y < period ? 0 : period)) % size < period;
  rules[PATTERNS.parent] = (x, y) => y % period < dot && (x + (y < period ? 0 : period / 2)) % period < dot;
  const tiles = rules.map((isInk) =>
    Uint8Array.from({ length: size * size }, (_, n) => Number(isInk(n % size, Math.floor(n / size)))));
  return { size, tiles };
}
