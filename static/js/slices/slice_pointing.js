/** What pointing at a slice panel does: which region is met, and how the view is moved and enlarged. */

import { listenToGestures } from './drawing/gestures.js';
import { WHOLE } from './drawing/slice_picture.js';
import { panBy, zoomAbout } from './drawing/viewport.js';

/** Listens to a canvas, tells callbacks what is met there, and notes it on the canvas. */
export class SlicePointing {
  #drawing;
  #setView;
  #callbacks;
  #wheel;
  #acronyms = [];
  #pointer = null;

  /**
   * @param {object} options
   * @param {SliceDrawing} options.drawing
   * @param {(view: {zoom: number, centre: number[]|null}) => void} options.setView
   * @param {'slice'|'zoom'} options.wheel
   * @param {object} options.callbacks those of `SlicePanel`
   * @param {AbortSignal} options.signal
   */
  constructor({ drawing, setView, wheel, callbacks, signal }) {
    this.#drawing = drawing;
    this.#setView = setView;
    this.#wheel = wheel;
    this.#callbacks = callbacks;
    listenToGestures(drawing.canvas, this.#gestureHandlers(), signal);
  }

  /** Take acronyms by row without side. */
  setAcronyms(acronyms) {
    this.#acronyms = acronyms;
  }

  /** Return what is drawn at css px, as `SlicePanel.pick` does. */
  pick(x, y) {
    const { picture, points, ratio } = this.#drawing;
    const pick = picture.pick(x * ratio, y * ratio);
    const point = pick && points.at(picture.viewport, picture.index, x * ratio, y * ratio, ratio);
    return pick && { ...pick, point };
  }

  /** Change the view from what it will be at the next frame, so that events within a frame add up. */
  changeView(change) {
    if (!this.#drawing.ready) return;
    const wanted = change(this.#drawing.viewportOf(this.#drawing.view), this.#drawing.ratio);
    const { zoom, centre } = this.#drawing.viewportOf(wanted);
    this.#setView(zoom > 1 ? { zoom, centre } : WHOLE);
    this.#callbacks.onView?.(this.#drawing.view);
  }

  /** Enlarge by a factor about a point in css px. */
  zoomBy(factor, [x, y]) {
    this.changeView((viewport, ratio) => zoomAbout(viewport, factor, x * ratio, y * ratio));
  }

  /** The picture changed under a resting pointer: say so if that is another region now. */
  pointAgain() {
    if (this.#pointer === null) return;
    const pick = this.pick(...this.#pointer);
    if (this.#noteRegion(pick)) this.#callbacks.onHover?.(pick, null);
  }

  #gestureHandlers() {
    return {
      hover: (x, y, event) => this.#pointAt([x, y], event),
      leave: () => this.#pointAt(null, null),
      click: (x, y, event) => this.#tellPick('onClick', x, y, event),
      drag: (dx, dy, x, y, event) => {
        if (this.#drawing.view.zoom > 1 && !event.shiftKey) this.#pan(dx, dy);
        else this.#tellPick('onDrag', x, y, event);
      },
      zoom: (factor, x, y) => this.zoomBy(factor, [x, y]),
      step: (steps) => this.#callbacks.onWheel?.(steps),
      pan: (dx, dy) => this.#drawing.view.zoom > 1 && this.#pan(dx, dy),
      reset: () => this.changeView(() => WHOLE),
      wheelZooms: () => this.#wheel === 'zoom',
    };
  }

  #tellPick(callback, x, y, event) {
    const pick = this.pick(x, y);
    if (pick !== null) this.#callbacks[callback]?.(pick, event);
  }

  #pan(dx, dy) {
    this.changeView((viewport, ratio) => panBy(viewport, dx * ratio, dy * ratio));
    return true;
  }

  #pointAt(point, event) {
    this.#pointer = point;
    const pick = point === null ? null : this.pick(...point);
    this.#noteRegion(pick);
    this.#callbacks.onHover?.(pick, event);
  }

  /** Note the region under the pointer on the canvas; returns whether it is another one. */
  #noteRegion(pick) {
    const { dataset } = this.#drawing.canvas;
    const region = pick === null || pick.row === 0 ? '' : this.#acronyms[pick.row] ?? String(pick.row);
    const side = pick?.side ?? '';
    const changed = dataset.region !== region || dataset.side !== side;
    dataset.region = region;
    dataset.side = side;
    return changed;
  }
}
