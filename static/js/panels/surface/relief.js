/** The veil of the relief on a canvas of its own, kept over the picture wherever that is zoomed to. */

import { PLANES } from '../../core/geometry.js';
import { shadeRelief } from './shade.js';

/** Veils by the image that they lie over. */
const veils = new WeakMap();

/**
 * Create the relief in `element`, in front of the node `before`. `setImage(image)` takes a projected image,
 * `place(panel)` draws its veil where the panel drew the image.
 */
export function createRelief({ element, before, plane }) {
  const canvas = element.ownerDocument.createElement('canvas');
  canvas.setAttribute('aria-hidden', 'true');
  canvas.className = 'relief';
  element.insertBefore(canvas, before);
  const context = canvas.getContext('2d');
  const { across, down } = PLANES[plane];
  let veil = null;
  let waiting = null;

  function setImage(image) {
    veil = veils.get(image) ?? null;
    waiting = veil === null ? image : null;
  }

  /** Make the veil once the smooth picture is on the screen: that must not wait for it. */
  function makeVeil(panel) {
    const image = waiting;
    waiting = null;
    setTimeout(() => {
      veil = drape(image);
      veils.set(image, veil);
      place(panel);
    });
  }

  function drape(image) {
    const drawn = element.ownerDocument.createElement('canvas');
    Object.assign(drawn, { width: image.width, height: image.height });
    drawn.getContext('2d').putImageData(new ImageData(shadeRelief(image), image.width, image.height), 0, 0);
    return drawn;
  }

  function place(panel) {
    const { width, height } = panel.canvas;
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    context.clearRect(0, 0, width, height);
    if (waiting !== null && panel.canvas.dataset.quality === 'smooth') makeVeil(panel);
    if (veil === null) return;
    const ratio = width / panel.canvas.clientWidth;
    // Middles of two voxels tell where the edges of the image are.
    const first = panel.locate({ ap: 0, dv: 0, ml: 0 });
    const tenth = panel.locate({ ap: 0, dv: 0, ml: 0, [across]: 10, [down]: 10 });
    const voxel = ((tenth[0] - first[0]) / 10) * ratio;
    const x = first[0] * ratio - voxel / 2;
    const y = first[1] * ratio - voxel / 2;
    context.imageSmoothingQuality = 'high';
    context.drawImage(veil, x, y, veil.width * voxel, veil.height * voxel);
  }

  return { setImage, place };
}
