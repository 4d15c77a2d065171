/** The canvas over the 3-D picture: compass and colour bar, drawn anew with every picture. */

import { make } from '../../../core/dom.js';
import { drawFurniture } from './furniture.js';

/** Create it in `element`; `draw` takes what `drawFurniture` takes. */
export function createOverlay(element, signal) {
  const canvas = make('canvas', { class: 'furniture', 'aria-hidden': 'true', dataset: { testid: 'furniture-3d' } });
  element.append(canvas);
  signal.addEventListener('abort', () => canvas.remove(), { once: true });
  const context = canvas.getContext('2d');

  function draw(options) {
    const width = Math.floor(options.width * options.ratio);
    const height = Math.floor(options.height * options.ratio);
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    context.clearRect(0, 0, width, height);
    drawFurniture(context, options);
  }

  return { draw };
}
