/** The histogram over the colour bar: how many regions have a value at each place of the axis. */

import { countValues } from '../core/statistics/histogram.js';

const BINS = 64;

/**
 * Draw the histogram over the whole canvas, which is `size` ({width, height}, css px), in its text colour; heights go
 * by the square root, so that few are seen beside many.
 */
export function drawHistogram(canvas, size, { counted, weights }, { scale }) {
  const ratio = window.devicePixelRatio;
  const width = Math.max(1, Math.round(size.width * ratio));
  const height = Math.max(1, Math.round(size.height * ratio));
  Object.assign(canvas, { width, height });
  const { counts, largest } = countValues(counted, scale, { bins: BINS, weights });
  if (largest === 0) return;
  const context = canvas.getContext('2d');
  context.fillStyle = getComputedStyle(canvas).color;
  counts.forEach((count, n) => {
    const left = Math.round((n * width) / counts.length);
    const right = Math.round(((n + 1) * width) / counts.length);
    const tall = Math.round(Math.sqrt(count / largest) * height);
    context.fillRect(left, height - tall, Math.max(1, right - left - 1), tall);
  });
}
