/** What is drawn over the 3-D picture, on the screen and in a saved one: compass and colour bar. */

import { positionToStep } from '../../../core/colour.js';
import { formatNumber } from '../../../core/numbers.js';
import { compassLetters } from './compass.js';

const FONT = '600 12px system-ui, sans-serif';
const SMALL_FONT = '500 11px system-ui, sans-serif';
const EDGE_SPACE = 8;

/** Of the compass, in css px: its arms, from its middle to its letters, and from its middle to the corner. */
const ARM = 15;
const LETTERS = 25;
const COMPASS = 34;

/** Of the colour bar, in css px; in a panel narrower than this it would leave no room for the brain. */
const BAR = Object.freeze({ longest: 150, share: 0.34, thick: 9 });
const NARROWEST = 260;

/** Digits of a number on the bar that says nothing of them. */
const DIGITS = 4;

/** Opacity of letters that point away from the eye. */
const FARTHEST = 0.45;

/** Part of the bar that a number at its end takes. */
const ROOM = 0.25;

const ALL = Object.freeze({ compass: true, bar: true });

/**
 * Draw compass and colour bar.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {object} options
 * @param {number} options.width of the picture, in css px
 * @param {number} options.height css px
 * @param {number} options.ratio device px per css px
 * @param {number[]} options.view of the eye, see `compassLetters`
 * @param {object|null} options.picture as `composePicture` returns it
 * @param {{text: string, halo: string}} options.ink css colours
 * @param {{compass: boolean, bar: boolean}} [options.parts] what is wanted
 */
export function drawFurniture(context, { width, height, ratio, view, picture, ink, parts = ALL }) {
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  if (parts.compass) drawCompass(context, { height, view, ink });
  if (parts.bar && picture?.range && width >= NARROWEST) drawBar(context, { width, height, picture, ink });
  context.setTransform(1, 0, 0, 1, 0, 0);
}

function drawCompass(context, { height, view, ink }) {
  const x = EDGE_SPACE + COMPASS;
  const y = height - EDGE_SPACE - COMPASS;
  context.font = FONT;
  context.textBaseline = 'middle';
  context.textAlign = 'center';
  for (const { letter, x: right, y: down, towards } of compassLetters(view)) {
    context.globalAlpha = towards < -0.2 ? FARTHEST : 1;
    for (const [colour, thick] of [[ink.halo, 4], [ink.text, 1.5]]) {
      context.strokeStyle = colour;
      context.lineWidth = thick;
      context.beginPath();
      context.moveTo(x, y);
      context.lineTo(x + ARM * right, y + ARM * down);
      context.stroke();
    }
    writeText(context, letter, x + LETTERS * right, y + LETTERS * down, ink);
  }
  context.globalAlpha = 1;
}

function drawBar(context, { width, height, picture, ink }) {
  const { range, scale, colormap, unit } = picture;
  const long = Math.min(BAR.longest, width * BAR.share);
  const left = Math.round(width - EDGE_SPACE - 20 - long);
  const top = height - EDGE_SPACE - 14 - BAR.thick;
  for (let x = 0; x < long; x += 0.5) {
    const value = range[0] === range[1] ? range[0] : scale.invert((x + 0.25) / long);
    const step = positionToStep(scale.normalise(value));
    context.fillStyle = `rgb(${colormap.subarray(step * 3, step * 3 + 3).join(' ')})`;
    context.fillRect(left + x, top, Math.min(1, long - x), BAR.thick);
  }
  context.strokeStyle = ink.text;
  context.lineWidth = 0.75;
  context.strokeRect(left - 0.5, top - 0.5, long + 1, BAR.thick + 1);
  context.font = SMALL_FONT;
  context.textBaseline = 'alphabetic';
  context.textAlign = 'center';
  const ticks = tickPlaces(picture);
  const texts = ticks.map(({ value }) => formatNumber(value, picture.digits ?? DIGITS));
  ticks.forEach(({ place }, n) => {
    const x = left + place * long;
    context.fillStyle = ink.text;
    context.fillRect(x - 0.4, top + BAR.thick, 0.8, 3);
    writeText(context, texts[n].replace('-', '−'), x, top + BAR.thick + 14, ink);
  });
  if (unit) {
    context.textAlign = 'right';
    writeText(context, unit, left + long, top - 5, ink);
  }
}

/** Return values and where they lie on the bar, 0…1: the ends of the range, and zero where it lies well between. */
export function tickPlaces({ range, scale }) {
  if (range[0] === range[1]) return [{ value: range[0], place: 0.5 }];
  const ends = [{ value: scale.min, place: 0 }, { value: range[1], place: 1 }];
  const zero = { value: 0, place: scale.normalise(0) };
  return zero.place > ROOM && zero.place < 1 - ROOM ? [ends[0], zero, ends[1]] : ends;
}

function writeText(context, text, x, y, ink) {
  context.lineJoin = 'round';
  context.lineWidth = 3;
  context.strokeStyle = ink.halo;
  context.strokeText(text, x, y);
  context.fillStyle = ink.text;
  context.fillText(text, x, y);
}
