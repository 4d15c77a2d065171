/** One slice panel: a canvas that shows a slice of the brain, and tells what is done to it. */

import { parseColour } from '../core/colour.js';
import { LIGHT_OVERLAY } from './drawing/overlay.js';
import { WHOLE } from './drawing/slice_picture.js';
import { SliceDrawing } from './slice_drawing.js';
import { SlicePointing } from './slice_pointing.js';
import { SliceSchedule, SPOILED } from './slice_schedule.js';

/**
 * A slice panel. It holds no state of the page: setters in, callbacks out. However many setters are called,
 * it draws at most once per animation frame.
 */
export class SlicePanel {
  #drawing;
  #schedule;
  #pointing;

  /**
   * @param {object} options
   * @param {HTMLElement} options.element holds the panel; sized by the style sheet
   * @param {'coronal'|'sagittal'|'horizontal'} options.axis
   * @param {AbortSignal} options.signal ends the panel: listeners, observers, timers and canvases go
   * @param {string} [options.testId] `data-testid` of the picture's canvas; default `slice-<axis>`
   * @param {string} [options.label] accessible name of the picture; default '<axis> slice'
   * @param {'slice'|'zoom'} [options.wheel] what the plain wheel does; with ctrl or as a pinch it always zooms
   * @param {object} [options.callbacks] all optional
   * @param {(pick: Pick|null, event: PointerEvent|null) => void} [options.callbacks.onHover] every move of the
   *   pointer; null when it leaves; with a null event when the picture changes under a resting pointer
   * @param {(pick: Pick, event: PointerEvent) => void} [options.callbacks.onClick] in the void (row 0) too;
   *   a double click is two clicks and then a reset of the view
   * @param {(pick: Pick, event: PointerEvent) => void} [options.callbacks.onDrag] drags over the whole slice;
   *   over a zoomed one only with shift, because without it they pan
   * @param {(steps: number) => void} [options.callbacks.onWheel] slices to move on (higher index is positive)
   * @param {(view: {zoom: number, centre: number[]|null}) => void} [options.callbacks.onView] after a person
   *   zoomed, panned or reset
   * @param {(report: {quality: 'rough'|'smooth', milliseconds: number, redrawn: boolean}) => void}
   *   [options.callbacks.onDrawn] `redrawn` where regions were drawn, not only their colours
   */
  constructor({
    element, axis, signal, testId = `slice-${axis}`, label = `${axis} slice`, wheel = 'slice', callbacks = {},
  }) {
    this.#drawing = new SliceDrawing({ element, plane: axis, onResize: () => this.#schedule.adoptSize(), signal });
    nameCanvas(this.canvas, testId, label);
    this.#pointing = new SlicePointing({
      drawing: this.#drawing, setView: (view) => this.setView(view), wheel, callbacks, signal,
    });
    this.#schedule = new SliceSchedule({
      isReady: () => this.#drawing.ready,
      drawPlainly: () => this.#drawing.drawPlainly(),
      draw: (plan) => this.#drawing.draw(plan),
      onDrawn: ({ redrawn, milliseconds }) => {
        if (redrawn) this.#pointing.pointAgain();
        callbacks.onDrawn?.({ quality: this.canvas.dataset.quality, milliseconds, redrawn });
      },
    }, signal);
  }

  /** The picture's canvas; `data-region`, `data-side`, `data-index` and `data-quality` tell what it shows. */
  get canvas() { return this.#drawing.canvas; }

  /** The slice shown. */
  get index() { return this.#drawing.picture.index; }

  /** The view: {zoom, centre}, centre [x, y] in voxel edges or null for the whole slice. */
  get view() { return this.#drawing.view; }

  /** Show slices of this LabelVolume. */
  setVolume(volume) {
    this.#drawing.picture.setVolume(volume);
    this.#schedule.spoil(SPOILED.cut);
  }

  /** Show the slice with this index; clamped to those that exist. */
  setIndex(index) {
    if (this.#drawing.picture.setIndex(index)) this.#schedule.spoil(SPOILED.cut);
  }

  /** Show regions through a table row → row without side (Uint16Array(1328)); null shows the annotation itself. */
  setMapping(table) {
    if (this.#drawing.picture.setMapping(table)) this.#schedule.spoil(SPOILED.cut);
  }

  /** Colour regions by a look-up table by row with side: {rgba: Uint32Array(2655), pattern: Uint8Array(2655)}. */
  setTable(table) {
    this.#drawing.picture.painter.setTable(table);
    this.#schedule.spoil(SPOILED.paint);
  }

  /** Show a volume's values under the outlines: {volume, colours: Uint32Array(256)}, or null for none. */
  setVoxels(layer) {
    this.#schedule.spoil(this.#drawing.picture.setVoxels(layer) ? SPOILED.cut : SPOILED.paint);
  }

  /** Show points near the slice: {points: PointSet, colours, thickness (µm)}, or null for none. */
  setPoints(layer) {
    this.#drawing.points.setLayer(layer);
    this.#schedule.spoil(SPOILED.overlay);
  }

  /** Take acronyms by row without side, for `data-region`. */
  setAcronyms(acronyms) {
    this.#pointing.setAcronyms(acronyms);
  }

  /** Outline what is pointed at, an array of (mapped) rows with side. */
  setHovered(rows) {
    if (this.#drawing.picture.painter.setHovered(rows)) this.#schedule.spoil(SPOILED.paint);
  }

  /** Outline the selected regions, (mapped) rows with side, and fade the others. */
  setSelected(rows) {
    this.#drawing.picture.painter.setSelected(rows);
    this.#schedule.spoil(SPOILED.paint);
  }

  /** Draw outlines between regions, or only the brain's rim. */
  setOutlines(outlines) {
    this.#drawing.picture.painter.setLines({ outlines });
    this.#schedule.spoil(SPOILED.paint);
  }

  /** Take colours written #rrggbb, any of: outline, rim, selected, hover, missing, fade; text, crosshair, halo. */
  setInk(ink) {
    const lines = {};
    for (const [name, colour] of Object.entries(ink)) {
      if (name in LIGHT_OVERLAY) this.#drawing.overlayInk[name] = colour;
      else lines[name] = parseColour(colour);
    }
    this.#drawing.picture.painter.setInk(lines);
    this.#schedule.spoil(SPOILED.paint);
  }

  /** Put the crosshair on a voxel {ap, dv, ml} (indices), or take it away with null. */
  setCrosshair(voxel) {
    this.#drawing.crosshair = voxel;
    this.#schedule.spoil(SPOILED.overlay);
  }

  /** Zoom to {zoom, centre}: zoom 1 shows the whole slice; centre [x, y] in voxel edges, null for the middle. */
  setView({ zoom, centre }) {
    this.#drawing.view = { zoom, centre };
    this.canvas.style.touchAction = zoom > 1 ? 'none' : 'pan-x pan-y';
    this.#schedule.spoil(SPOILED.labels);
  }

  /** Enlarge by a factor about a point in css px, the middle when there is none, and report the view. */
  zoomBy(factor, point = [this.canvas.clientWidth / 2, this.canvas.clientHeight / 2]) {
    this.#pointing.zoomBy(factor, point);
  }

  /** Show the whole slice again, and report the view. */
  resetView() {
    this.#pointing.changeView(() => WHOLE);
  }

  /**
   * Return what is drawn at css px from the canvas's upper left corner; null outside. With points shown it has
   * `point`: {index, value} of the one there, or null.
   *
   * @returns {Pick|null}
   */
  pick(x, y) {
    return this.#pointing.pick(x, y);
  }

  /**
   * Return what a smooth picture shows, null without one: {labels: LabelPicture, split, pixels, ratio}: rows without
   * side and packed colours by device px, the device px from which the right side begins, device px per css px.
   */
  drawn() {
    return this.canvas.dataset.quality === 'smooth' ? this.#drawing.drawn : null;
  }

  /** Return [x, y] in css px of a voxel's middle, in view or not; null before the first picture. */
  locate(voxel) {
    const { picture, ratio } = this.#drawing;
    const point = picture.locate(voxel);
    return point && point.map((part) => part / ratio);
  }
}

function nameCanvas(canvas, testId, label) {
  canvas.dataset.testid = testId;
  canvas.dataset.region = '';
  canvas.dataset.side = '';
  canvas.tabIndex = 0;
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', label);
  canvas.style.touchAction = 'pan-x pan-y';
}
