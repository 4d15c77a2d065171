/** The strip of colours of the colour bar. */

import { positionToStep } from '../core/colour.js';

/** Draw the colour that each place of the axis has: beyond the range, that of its ends. */
export function drawColours(canvas, { scale, colormap }, axis) {
  const width = Math.max(1, Math.round(canvas.clientWidth * window.devicePixelRatio));
  canvas.width = width;
  canvas.height = 1;
  const context = canvas.getContext('2d');
  const image = context.createImageData(width, 1);
  for (let x = 0; x < width; x++) {
    const step = positionToStep(scale.normalise(axis.scale.invert((x + 0.5) / width)));
    image.data.set([...colormap.subarray(step * 3, step * 3 + 3), 255], x * 4);
  }
  context.putImageData(image, 0, 0);
}
