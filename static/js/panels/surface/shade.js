/** Relief: how steeply the surface falls away from the viewer, as a dark veil over the flat colours. */

/** Darkness (opacity of black) where the surface is seen edge on. */
const DARKEST = 0.42;

/** Half width, in voxels, of the windows that depths are averaged in, twice. */
const RADIUS = 2;

/**
 * Return the veil of a projected image: RGBA bytes, black with an opacity that grows with the slope. Level parts have
 * none, so their colours stay those of the colour bar.
 *
 * @param {{row: Uint16Array, depth: Uint16Array, width: number, height: number}} image
 * @returns {Uint8ClampedArray} width · height · 4
 */
export function shadeRelief({ row, depth, width, height }) {
  const level = blur(blur(Float32Array.from(depth), row, width, height), row, width, height);
  const veil = new Uint8ClampedArray(width * height * 4);
  for (let y = 0, n = 0; y < height; y++) {
    for (let x = 0; x < width; x++, n++) {
      if (row[n] === 0) continue;
      const dx = slopeAlong(level, row, n, x > 0 ? -1 : 0, x < width - 1 ? 1 : 0);
      const dy = slopeAlong(level, row, n, y > 0 ? -width : 0, y < height - 1 ? width : 0);
      veil[n * 4 + 3] = Math.round(255 * DARKEST * (1 - 1 / Math.sqrt(1 + dx * dx + dy * dy)));
    }
  }
  return veil;
}

function slopeAlong(level, row, n, before, after) {
  const low = row[n + before] === 0 ? 0 : before;
  const high = row[n + after] === 0 ? 0 : after;
  if (low === high) return 0;
  const steps = (low === 0 ? 0 : 1) + (high === 0 ? 0 : 1);
  return (level[n + high] - level[n + low]) / steps;
}

/** Return depths averaged over a square window, over what is met only. */
function blur(level, row, width, height) {
  const across = blurLines(level, row, { count: height, length: width, stride: 1, next: width });
  return blurLines(across, row, { count: width, length: height, stride: width, next: 1 });
}

/** Sums over the window move along with it: what enters is added, what leaves is taken away. */
function blurLines(level, row, { count, length, stride, next }) {
  const blurred = new Float32Array(level.length);
  for (let line = 0; line < count; line++) {
    const begin = line * next;
    let sum = 0;
    let met = 0;
    for (let place = -RADIUS; place < length; place++) {
      const entering = begin + (place + RADIUS) * stride;
      if (place + RADIUS < length && row[entering] !== 0) {
        sum += level[entering];
        met += 1;
      }
      const leaving = begin + (place - RADIUS - 1) * stride;
      if (place > RADIUS && row[leaving] !== 0) {
        sum -= level[leaving];
        met -= 1;
      }
      const at = begin + place * stride;
      if (place >= 0 && row[at] !== 0) blurred[at] = sum / met;
    }
  }
  return blurred;
}
