/** What a slice panel draws: picture and overlay, on the canvases of a surface. */

import { drawOverlay, LIGHT_OVERLAY } from './drawing/overlay.js';
import { PointMarks } from './drawing/point_marks.js';
import { SlicePicture, WHOLE } from './drawing/slice_picture.js';
import { Surface } from './drawing/surface.js';
import { SPOILED } from './slice_schedule.js';

/** Draws when it is told to. Setters of `picture` and `points`, and the fields, change what is drawn next. */
export class SliceDrawing {
  picture;
  points;
  /** {zoom, centre}, centre [x, y] in voxel edges or null for the whole slice. */
  view = WHOLE;
  /** Voxel {ap, dv, ml} of the crosshair, or null for none. */
  crosshair = null;
  overlayInk = { ...LIGHT_OVERLAY };
  #plane;
  #surface;

  constructor({ element, plane, onResize, signal }) {
    this.#plane = plane;
    this.picture = new SlicePicture(plane);
    this.points = new PointMarks(plane);
    this.#surface = new Surface(element, onResize, signal);
  }

  get canvas() { return this.#surface.canvas; }

  /** Device px per css px. */
  get ratio() { return this.#surface.ratio; }

  /** Whether there is a slice, and a place for it. */
  get ready() { return this.picture.ready && !this.#surface.empty; }

  /** What is on the canvas, for what lies over it: see `SlicePanel.drawn`. */
  get drawn() {
    const { ratio, pixels } = this.#surface;
    return { labels: this.picture.labels, split: this.picture.splitColumn(), pixels, ratio };
  }

  /** Return the viewport of a view {zoom, centre} on the surface as it is. */
  viewportOf(view) {
    const { width, height } = this.#surface;
    return this.picture.viewportOf({ width, height, view });
  }

  /** Draw plain colours straight from the runs that came first; returns false where there are none. */
  drawPlainly() {
    const { width, height } = this.#surface;
    this.#surface.fit();
    if (!this.picture.paintPlainly({ width, height, view: this.view }, this.#surface.pixels)) return false;
    this.#surface.flush();
    this.#drawOverlay();
    this.#noteQuality('rough');
    return true;
  }

  /** Draw what is spoiled, with new labels where it `redraws`; returns the milliseconds that these took. */
  draw({ spoiled, redraws, smooth }) {
    this.#surface.fit();
    if (spoiled >= SPOILED.cut) this.picture.cut();
    const cost = redraws ? this.#drawLabels(smooth) : 0;
    if (redraws || spoiled >= SPOILED.paint) {
      this.picture.paint(this.#surface.pixels);
      this.#surface.flush();
    }
    this.#drawOverlay();
    return cost;
  }

  #drawLabels(smooth) {
    const { width, height, ratio } = this.#surface;
    const started = performance.now();
    this.picture.drawLabels({ width, height, ratio, view: this.view, smooth });
    const cost = performance.now() - started;
    this.#noteQuality(smooth ? 'smooth' : 'rough');
    return cost;
  }

  #noteQuality(quality) {
    this.canvas.dataset.quality = quality;
    this.canvas.dataset.index = String(this.picture.index);
  }

  #drawOverlay() {
    const { width, height, ratio, overlayContext } = this.#surface;
    const { viewport, index } = this.picture;
    drawOverlay(overlayContext, {
      drawMarks: () => this.points.draw(overlayContext, { width, height, ratio, viewport, index }),
      width, height, ratio, viewport, plane: this.#plane,
      crosshair: this.crosshair, ink: this.overlayInk,
    });
  }
}
