/** The strip of colours of the colour bar. */

import { positionToStep } from '../core/colour.js';

/**
 * Return the step of the colour map at each of `width` places of the axis: beyond the range, that of its ends. Where
 * all values are the same there is one colour, as there is on the brain.
 *
 * @param {Picture} picture as `composePicture` returns it
 * @param {object} axis made by `createColourAxis`
 */
export function stripSteps({ scale, fullRange, range }, axis, width) {
  const constant = fullRange !== null && [...fullRange, range[1]].every((end) => end === range[0]);
  return Uint8Array.from({ length: width }, (_, x) =>
    positionToStep(scale.normalise(constant ? range[0] : axis.scale.invert((x + 0.5) / width))));
}

/** Draw the strip over the whole canvas, which is `size` ({width}, css px). */
export function drawColours(canvas, size, picture, axis) {
  const width = Math.max(1, Math.round(size.width * window.devicePixelRatio));
  canvas.width = width;
  canvas.height = 1;
  const context = canvas.getContext('2d');
  const image = context.createImageData(width, 1);
  stripSteps(picture, axis, width).forEach((step, x) => {
    image.data.set([...picture.colormap.subarray(step * 3, step * 3 + 3), 255], x * 4);
  });
  context.putImageData(image, 0, 0);
}
