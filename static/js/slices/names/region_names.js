/** The names of regions over a slice, on a canvas of their own: written when the slice rests. */

import { luminance, unpackColour } from '../../core/colour.js';
import { make } from '../../core/dom.js';
import { splitLateralRow } from '../../core/geometry.js';
import { placeNames } from './name_places.js';

/** Milliseconds after the last change of the picture. */
const RESTING = 100;

/** Writing on dark and on bright colours, each with what surrounds it. */
const ON_DARK = Object.freeze({ text: '#ffffff', halo: 'rgb(10 12 16 / 80%)' });
const ON_BRIGHT = Object.freeze({ text: '#000000', halo: 'rgb(255 255 255 / 80%)' });

/** Luminance at which black and white stand out alike, 4.6 to 1. */
const BRIGHT = 0.18;
const HALO = 2.5;

/** Pixels below a name that its ink is chosen by: one alone may be of a hatch. */
const SAMPLES = 5;

/** Css px in the corners that compass, scale bar and buttons take. */
const CORNERS = Object.freeze({ compass: 60, bar: [130, 28], buttons: [34, 90] });

/**
 * Create the names over a `SlicePanel`. `follow(redrawn)` is called after each of its pictures: names go as soon as
 * other regions are drawn, and come when the picture rests. `isOn()` says whether they are wanted.
 */
export function createRegionNames({ slice, acronyms, isOn, signal }) {
  const canvas = make('canvas', { 'aria-hidden': 'true', dataset: { testid: `names-${slice.canvas.dataset.testid}` } });
  canvas.style.pointerEvents = 'none';
  slice.canvas.parentElement.append(canvas);
  const context = canvas.getContext('2d');
  let places = null;
  let timer = 0;
  signal.addEventListener('abort', () => {
    clearTimeout(timer);
    canvas.remove();
  });

  function follow(redrawn) {
    clearTimeout(timer);
    if (redrawn) places = null;
    if (redrawn || !isOn()) clear();
    if (!isOn()) return;
    // Printing does not wait.
    if (window.matchMedia('print').matches) write();
    else timer = setTimeout(write, RESTING);
  }

  function clear() {
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    canvas.dataset.names = '';
  }

  function write() {
    const drawn = slice.drawn();
    if (drawn === null) return;
    const { width, height } = drawn.labels;
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    clear();
    places ??= placeNames({ ...drawn, acronyms, measure, taken: takenBy(drawn) });
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.lineJoin = 'round';
    for (const place of places) writeName(place, drawn);
    canvas.dataset.names = places.map((place) => describe(place, drawn.ratio)).join(';');
  }

  function writeName({ text, x, y, size }, { pixels, labels, ratio }) {
    context.font = fontOf(size * ratio);
    const step = context.measureText(text).width / SAMPLES;
    const start = Math.floor(y) * labels.width + Math.floor(x - (step * (SAMPLES - 1)) / 2);
    const below = Array.from({ length: SAMPLES }, (_, n) => pixels[start + Math.floor(n * step)])
      .map((pixel) => luminance(unpackColour(pixel)));
    const ink = median(below) < BRIGHT ? ON_DARK : ON_BRIGHT;
    context.lineWidth = HALO * ratio;
    context.strokeStyle = ink.halo;
    context.strokeText(text, x, y);
    context.fillStyle = ink.text;
    context.fillText(text, x, y);
  }

  function measure(text, size) {
    context.font = fontOf(size);
    return context.measureText(text).width;
  }

  return { follow };
}

function median(numbers) {
  return numbers.sort((a, b) => a - b)[numbers.length >> 1];
}

function fontOf(size) {
  return `600 ${size}px system-ui, sans-serif`;
}

function takenBy({ labels: { width, height }, ratio }) {
  const [right, bottom] = [width / ratio, height / ratio];
  const { compass, bar, buttons } = CORNERS;
  return [
    [0, bottom - compass, compass, bottom], [right - bar[0], bottom - bar[1], right, bottom],
    [right - buttons[0], 0, right, buttons[1]],
  ];
}

/** Return what is written where, in css px, for whoever looks at the page from outside: "MOs:left@120.5,80". */
function describe({ lateral, text, x, y }, ratio) {
  return `${text}:${splitLateralRow(lateral).side}@${(x / ratio).toFixed(1)},${(y / ratio).toFixed(1)}`;
}
