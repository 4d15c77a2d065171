/** What lies over a slice: crosshair, scale bar and a compass of its directions, in the corners that tissue leaves. */

import { PLANES, VOXEL_SIZE } from '../../core/geometry.js';
import { toPixels } from './viewport.js';

/** Colours of the overlay on a light page. */
export const LIGHT_OVERLAY = Object.freeze({ text: '#3d434d', crosshair: '#1f6feb', halo: '#ffffff' });

const FONT = '600 12px system-ui, sans-serif';
const EDGE_SPACE = 6;
const CROSSHAIR_GAP = 7;
const BAR_SHARE = 0.18;

/** Of the compass, in css px: from its middle to its letters, from its middle to the end of a line, and all of it. */
const LETTER_DISTANCE = 16;
const ARM = 8;
const COMPASS = 46;

/**
 * Return the scale bar of a viewport: a round length, at most a fifth of the panel.
 *
 * @param {number} scale device px per voxel
 * @param {number} width device px
 * @returns {{pixels: number, micrometres: number, text: string}}
 */
export function measureScaleBar(scale, width) {
  const perMicrometre = scale / VOXEL_SIZE;
  const longest = (width * BAR_SHARE) / perMicrometre;
  const power = 10 ** Math.floor(Math.log10(longest));
  const micrometres = power * [5, 2, 1].find((factor) => factor * power <= longest);
  const text = micrometres >= 1000 ? `${micrometres / 1000} mm` : `${micrometres} µm`;
  return { pixels: micrometres * perMicrometre, micrometres, text };
}

/**
 * Draw the overlay anew.
 *
 * @param {CanvasRenderingContext2D} context of a canvas of width × height device px
 * @param {object} scene
 * @param {number} scene.width device px
 * @param {number} scene.height device px
 * @param {number} scene.ratio device px per css px
 * @param {object} scene.viewport as `fitViewport` returns it
 * @param {string} scene.plane name of the plane
 * @param {{ap: number, dv: number, ml: number}|null} scene.crosshair voxel indices
 * @param {object} scene.ink css colours, keys as LIGHT_OVERLAY
 * @param {() => void} [scene.drawMarks] draws what lies under crosshair and letters, in device px
 */
export function drawOverlay(context, scene) {
  const { width, height, ratio } = scene;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  scene.drawMarks?.();
  if (scene.crosshair) drawCrosshair(context, scene);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.font = FONT;
  drawLetters(context, scene);
  drawScaleBar(context, scene);
}

function drawCrosshair(context, { width, height, ratio, viewport, plane, crosshair, ink }) {
  const { across, down } = PLANES[plane];
  const point = toPixels(viewport, crosshair[across] + 0.5, crosshair[down] + 0.5);
  const thick = Math.max(1, Math.round(ratio));
  const x = Math.round(point[0] - thick / 2);
  const y = Math.round(point[1] - thick / 2);
  const gap = Math.round(CROSSHAIR_GAP * ratio);
  context.globalAlpha = 0.75;
  context.fillStyle = ink.crosshair;
  context.fillRect(0, y, x - gap, thick);
  context.fillRect(x + thick + gap, y, width, thick);
  context.fillRect(x, 0, thick, y - gap);
  context.fillRect(x, y + thick + gap, thick, height);
  context.globalAlpha = 1;
}

/** In the lower left corner: in the middle of an edge a letter would lie on tissue, and on the crosshair. */
function drawLetters(context, { height, ratio, plane, ink }) {
  const [left, right, top, bottom] = PLANES[plane].letters;
  const x = EDGE_SPACE + COMPASS / 2;
  const y = height / ratio - EDGE_SPACE - COMPASS / 2;
  for (const [colour, width] of [[ink.halo, 4], [ink.text, 1.5]]) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(x - ARM, y);
    context.lineTo(x + ARM, y);
    context.moveTo(x, y - ARM);
    context.lineTo(x, y + ARM);
    context.stroke();
  }
  context.textBaseline = 'middle';
  writeText(context, left, x - LETTER_DISTANCE, y, 'center', ink);
  writeText(context, right, x + LETTER_DISTANCE, y, 'center', ink);
  writeText(context, top, x, y - LETTER_DISTANCE, 'center', ink);
  writeText(context, bottom, x, y + LETTER_DISTANCE, 'center', ink);
}

/** In the lower right corner; beside the compass in a sagittal slice, whose lower right is the end of the medulla. */
function drawScaleBar(context, { width, height, ratio, viewport, plane, ink }) {
  const bar = measureScaleBar(viewport.scale, width);
  const length = bar.pixels / ratio;
  const left = plane === 'sagittal' ? 2 * EDGE_SPACE + COMPASS : width / ratio - EDGE_SPACE - length;
  const bottom = height / ratio - EDGE_SPACE;
  context.fillStyle = ink.halo;
  context.fillRect(left - 1, bottom - 4, length + 2, 4);
  context.fillStyle = ink.text;
  context.fillRect(left, bottom - 3, length, 2);
  context.textBaseline = 'alphabetic';
  writeText(context, bar.text, left + length / 2, bottom - 8, 'center', ink);
}

function writeText(context, text, x, y, align, ink) {
  context.textAlign = align;
  context.lineJoin = 'round';
  context.lineWidth = 3;
  context.strokeStyle = ink.halo;
  context.strokeText(text, x, y);
  context.fillStyle = ink.text;
  context.fillText(text, x, y);
}
