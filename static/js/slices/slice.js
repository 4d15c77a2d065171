/** One slice panel: a canvas that shows a slice of the brain, and tells what is done to it. */

import { parseColour } from '../core/colour.js';
import { cancelFrame, nextFrame } from '../core/frames.js';
import { listenToGestures } from './drawing/gestures.js';
import { drawOverlay, LIGHT_OVERLAY } from './drawing/overlay.js';
import { PointMarks } from './drawing/point_marks.js';
import { SlicePicture, WHOLE } from './drawing/slice_picture.js';
import { Surface } from './drawing/surface.js';
import { panBy, zoomAbout } from './drawing/viewport.js';

/** Milliseconds without change after which a draft is replaced by the smooth picture. */
const REFINE_AFTER = 50;

/** A smooth picture that took no longer than this, in milliseconds, is drawn without a draft. */
const DRAFT_ABOVE = 6;

/** What a change spoils; each includes those before it. */
const SPOILED = Object.freeze({ nothing: 0, overlay: 1, paint: 2, labels: 3, cut: 4 });

/**
 * A slice panel. It holds no state of the page: setters in, callbacks out. However many setters are called,
 * it draws at most once per animation frame.
 */
export class SlicePanel {
  #plane;
  #surface;
  #picture;
  #callbacks;
  #wheel;
  #acronyms = [];
  #view = WHOLE;
  #crosshair = null;
  #points;
  #overlayInk = { ...LIGHT_OVERLAY };
  #decoration = { letters: true, scaleBar: true };
  #spoiled = SPOILED.cut;
  #refine = false;
  #smoothCost = Infinity;
  #frame = 0;
  #timer = 0;
  #pointer = null;

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
   * @param {(report: {quality: 'draft'|'smooth', milliseconds: number}) => void} [options.callbacks.onDrawn]
   */
  constructor({
    element, axis, signal, testId = `slice-${axis}`, label = `${axis} slice`, wheel = 'slice', callbacks = {},
  }) {
    this.#plane = axis;
    this.#picture = new SlicePicture(axis);
    this.#points = new PointMarks(axis);
    this.#wheel = wheel;
    this.#callbacks = callbacks;
    this.#surface = new Surface(element, () => this.#adoptSize(), signal);
    nameCanvas(this.canvas, testId, label);
    listenToGestures(this.canvas, this.#gestureHandlers(), signal);
    signal.addEventListener('abort', () => {
      cancelFrame(this.#frame);
      clearTimeout(this.#timer);
    });
  }

  /** The picture's canvas; `data-region`, `data-side`, `data-index` and `data-quality` tell what it shows. */
  get canvas() { return this.#surface.canvas; }

  /** The slice shown. */
  get index() { return this.#picture.index; }

  /** The view: {zoom, centre}, centre [x, y] in voxel edges or null for the whole slice. */
  get view() { return this.#view; }

  /** Show slices of this LabelVolume. */
  setVolume(volume) {
    this.#picture.setVolume(volume);
    this.#spoil(SPOILED.cut);
  }

  /** Show the slice with this index; clamped to those that exist. */
  setIndex(index) {
    if (this.#picture.setIndex(index)) this.#spoil(SPOILED.cut);
  }

  /** Show regions through a table row → row without side (Uint16Array(1328)); null shows the annotation itself. */
  setMapping(table) {
    if (this.#picture.setMapping(table)) this.#spoil(SPOILED.cut);
  }

  /** Colour regions by a look-up table by row with side: {rgba: Uint32Array(2655), pattern: Uint8Array(2655)}. */
  setTable(table) {
    this.#picture.painter.setTable(table);
    this.#spoil(SPOILED.paint);
  }

  /** Show a volume's values under the outlines: {volume, colours: Uint32Array(256)}, or null for none. */
  setVoxels(layer) {
    this.#spoil(this.#picture.setVoxels(layer) ? SPOILED.cut : SPOILED.paint);
  }

  /** Show points near the slice: {points: PointSet, colours, thickness (µm)}, or null for none. */
  setPoints(layer) {
    this.#points.setLayer(layer);
    this.#spoil(SPOILED.overlay);
  }

  /** Take acronyms by row without side, for `data-region`. */
  setAcronyms(acronyms) {
    this.#acronyms = acronyms;
  }

  /** Outline what is pointed at, an array of (mapped) rows with side. */
  setHovered(rows) {
    if (this.#picture.painter.setHovered(rows)) this.#spoil(SPOILED.paint);
  }

  /** Outline the selected regions, (mapped) rows with side, and fade the others. */
  setSelected(rows) {
    this.#picture.painter.setSelected(rows);
    this.#spoil(SPOILED.paint);
  }

  /** Draw outlines between regions, or only the brain's rim. */
  setOutlines(outlines) {
    this.#picture.painter.setLines({ outlines });
    this.#spoil(SPOILED.paint);
  }

  /** Take colours written #rrggbb, any of: outline, rim, selected, hover, missing, fade; text, crosshair, halo. */
  setInk(ink) {
    const lines = {};
    for (const [name, colour] of Object.entries(ink)) {
      if (name in LIGHT_OVERLAY) this.#overlayInk[name] = colour;
      else lines[name] = parseColour(colour);
    }
    this.#picture.painter.setInk(lines);
    this.#spoil(SPOILED.paint);
  }

  /** Show or hide the letters and the scale bar. */
  setDecoration({ letters = this.#decoration.letters, scaleBar = this.#decoration.scaleBar }) {
    this.#decoration = { letters, scaleBar };
    this.#spoil(SPOILED.overlay);
  }

  /** Put the crosshair on a voxel {ap, dv, ml} (indices), or take it away with null. */
  setCrosshair(voxel) {
    this.#crosshair = voxel;
    this.#spoil(SPOILED.overlay);
  }

  /** Zoom to {zoom, centre}: zoom 1 shows the whole slice; centre [x, y] in voxel edges, null for the middle. */
  setView({ zoom, centre }) {
    this.#view = { zoom, centre };
    this.canvas.style.touchAction = zoom > 1 ? 'none' : 'pan-x pan-y';
    this.#spoil(SPOILED.labels);
  }

  /** Enlarge by a factor about a point in css px, the middle when there is none, and report the view. */
  zoomBy(factor, point = [this.canvas.clientWidth / 2, this.canvas.clientHeight / 2]) {
    this.#changeView((viewport, ratio) => zoomAbout(viewport, factor, point[0] * ratio, point[1] * ratio));
  }

  /** Show the whole slice again, and report the view. */
  resetView() {
    this.#changeView(() => WHOLE);
  }

  /**
   * Return what is drawn at css px from the canvas's upper left corner; null outside. With points shown it has
   * `point`: {index, value} of the one there, or null.
   *
   * @returns {Pick|null}
   */
  pick(x, y) {
    const { ratio } = this.#surface;
    const pick = this.#picture.pick(x * ratio, y * ratio);
    const point = pick && this.#points.at(this.#picture.viewport, this.index, x * ratio, y * ratio, ratio);
    return pick && { ...pick, point };
  }

  /** Return [x, y] in css px of a voxel's middle, in view or not; null before the first picture. */
  locate(voxel) {
    const point = this.#picture.locate(voxel);
    return point && point.map((part) => part / this.#surface.ratio);
  }

  #spoil(level) {
    this.#spoiled = Math.max(this.#spoiled, level);
    this.#requestFrame();
  }

  /** The very first picture is drawn as soon as there is a place for it, not a frame later. */
  #adoptSize() {
    if (this.#smoothCost !== Infinity || !this.#picture.ready) this.#spoil(SPOILED.labels);
    else {
      cancelFrame(this.#frame);
      this.#draw();
    }
  }

  #requestFrame() {
    if (this.#frame === 0) this.#frame = nextFrame(() => this.#draw());
  }

  #draw() {
    this.#frame = 0;
    if (!this.#picture.ready || this.#surface.empty) return;
    const started = performance.now();
    if (this.#smoothCost === Infinity && !this.#refine && this.#drawPlainly()) {
      this.#tellDrawn(started);
      return;
    }
    const spoiled = this.#spoiled;
    const redrawn = spoiled >= SPOILED.labels || this.#refine;
    this.#spoiled = SPOILED.nothing;
    this.#surface.fit();
    if (spoiled >= SPOILED.cut) this.#picture.cut();
    if (redrawn) this.#drawLabels();
    if (redrawn || spoiled >= SPOILED.paint) {
      this.#picture.paint(this.#surface.pixels);
      this.#surface.flush();
    }
    this.#drawOverlay();
    if (redrawn) this.#pointAgain();
    this.#tellDrawn(started);
  }

  #tellDrawn(started) {
    this.#callbacks.onDrawn?.({ quality: this.canvas.dataset.quality, milliseconds: performance.now() - started });
  }

  /** The very first picture has plain colours, so that something is there at once; the next frame refines it. */
  #drawPlainly() {
    const { width, height } = this.#surface;
    this.#surface.fit();
    if (!this.#picture.paintPlainly({ width, height, view: this.#view }, this.#surface.pixels)) return false;
    this.#surface.flush();
    this.#drawOverlay();
    this.#spoiled = SPOILED.cut;
    this.#noteQuality('draft');
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#refineNow(), 0);
    return true;
  }

  #drawLabels() {
    const { width, height, ratio } = this.#surface;
    const smooth = this.#refine || this.#smoothCost <= DRAFT_ABOVE;
    const started = performance.now();
    this.#picture.drawLabels({ width, height, ratio, view: this.#view, smooth });
    if (smooth) this.#smoothCost = performance.now() - started;
    this.#refine = false;
    clearTimeout(this.#timer);
    const delay = this.#smoothCost === Infinity ? 0 : REFINE_AFTER;
    if (!smooth) this.#timer = setTimeout(() => this.#refineNow(), delay);
    this.#noteQuality(smooth ? 'smooth' : 'draft');
  }

  #noteQuality(quality) {
    this.canvas.dataset.quality = quality;
    this.canvas.dataset.index = String(this.index);
  }

  #refineNow() {
    this.#refine = true;
    this.#requestFrame();
  }

  #drawOverlay() {
    const { width, height, ratio, overlayContext } = this.#surface;
    const drawMarks = () => this.#points.draw(overlayContext, {
      width, height, ratio, viewport: this.#picture.viewport, index: this.index,
    });
    drawOverlay(overlayContext, {
      drawMarks,
      width, height, ratio, viewport: this.#picture.viewport, plane: this.#plane,
      crosshair: this.#crosshair, ink: this.#overlayInk, ...this.#decoration,
    });
  }

  #gestureHandlers() {
    return {
      hover: (x, y, event) => this.#pointAt([x, y], event),
      leave: () => this.#pointAt(null, null),
      click: (x, y, event) => this.#tellPick('onClick', x, y, event),
      drag: (dx, dy, x, y, event) => {
        if (this.#view.zoom > 1 && !event.shiftKey) this.#pan(dx, dy);
        else this.#tellPick('onDrag', x, y, event);
      },
      zoom: (factor, x, y) => this.zoomBy(factor, [x, y]),
      step: (steps) => this.#callbacks.onWheel?.(steps),
      pan: (dx, dy) => this.#view.zoom > 1 && this.#pan(dx, dy),
      reset: () => this.resetView(),
      wheelZooms: () => this.#wheel === 'zoom',
    };
  }

  #tellPick(callback, x, y, event) {
    const pick = this.pick(x, y);
    if (pick !== null) this.#callbacks[callback]?.(pick, event);
  }

  #pan(dx, dy) {
    this.#changeView((viewport, ratio) => panBy(viewport, dx * ratio, dy * ratio));
    return true;
  }

  /** Change the view from what it will be at the next frame, so that events within a frame add up. */
  #changeView(change) {
    if (!this.#picture.ready || this.#surface.empty) return;
    const { width, height, ratio } = this.#surface;
    const wanted = change(this.#picture.viewportOf({ width, height, view: this.#view }), ratio);
    const { zoom, centre } = this.#picture.viewportOf({ width, height, view: wanted });
    this.setView(zoom > 1 ? { zoom, centre } : WHOLE);
    this.#callbacks.onView?.(this.#view);
  }

  #pointAt(point, event) {
    this.#pointer = point;
    const pick = point === null ? null : this.pick(...point);
    this.#tellRegion(pick);
    this.#callbacks.onHover?.(pick, event);
  }

  /** The picture changed under a resting pointer: say so if that is another region now. */
  #pointAgain() {
    if (this.#pointer === null) return;
    const pick = this.pick(...this.#pointer);
    if (this.#tellRegion(pick)) this.#callbacks.onHover?.(pick, null);
  }

  /** Note the region under the pointer on the canvas; returns whether it is another one. */
  #tellRegion(pick) {
    const { dataset } = this.canvas;
    const region = pick === null || pick.row === 0 ? '' : this.#acronyms[pick.row] ?? String(pick.row);
    const side = pick?.side ?? '';
    const changed = dataset.region !== region || dataset.side !== side;
    dataset.region = region;
    dataset.side = side;
    return changed;
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
