/** Lines of a picture: how wide and how strong at which device-pixel ratio, as opacities by distance. */

import { smoothStep } from '../../core/gaussian.js';
import { DISTANCE_STEPS, FAR } from './label_picture.js';

/** What a line says; a stronger one is drawn over a weaker one. */
export const LINES = Object.freeze({ none: 0, outline: 1, rim: 2, selected: 3, hover: 4 });

/** Half widths in css px and opacities, measured on screens of ratio 1 and 2. */
const OUTLINE_AT_1 = { halfWidth: 0.35, opacity: 0.55 };
const OUTLINE_AT_2 = { halfWidth: 0.45, opacity: 0.75 };
const RIM_HALF_WIDTH = 0.8;
const SELECTED_HALF_WIDTH = 1.2;
const HOVER_HALF_WIDTH = 1.6;

/** Half of the band, in device px, over which a line fades out. */
const SOFTNESS = 0.6;

/** Return {halfWidth (css px), opacity} of the outlines between regions at a device-pixel ratio. */
export function outlineAt(ratio) {
  const part = Math.min(1, Math.max(0, ratio - 1));
  const between = (key) => OUTLINE_AT_1[key] + part * (OUTLINE_AT_2[key] - OUTLINE_AT_1[key]);
  return { halfWidth: between('halfWidth'), opacity: between('opacity') };
}

/** Return the distance in device px beyond which no line has any ink. */
export function lineReach(ratio) {
  return HOVER_HALF_WIDTH * ratio + SOFTNESS;
}

/**
 * Return, per kind of line (index as in LINES), a Float32Array(256) of opacities by stored distance.
 *
 * @param {number} ratio device px per css px
 * @param {boolean} outlines whether regions are separated by outlines; the rim always stays
 */
export function lineOpacities(ratio, outlines) {
  const outline = outlineAt(ratio);
  return [
    new Float32Array(FAR + 1),
    opacities(outline.halfWidth * ratio, outlines ? outline.opacity : 0),
    opacities(RIM_HALF_WIDTH * ratio, 1),
    opacities(SELECTED_HALF_WIDTH * ratio, 1),
    opacities(HOVER_HALF_WIDTH * ratio, 1),
  ];
}

function opacities(halfWidth, opacity) {
  const table = new Float32Array(FAR + 1);
  for (let stored = 0; stored < FAR; stored++) {
    const outside = smoothStep(halfWidth - SOFTNESS, halfWidth + SOFTNESS, stored / DISTANCE_STEPS);
    table[stored] = opacity * (1 - outside);
  }
  return table;
}
