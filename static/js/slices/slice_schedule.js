/** When a slice is drawn: at most once per frame, roughly while it changes and smoothly once it rests. */

import { cancelFrame, nextFrame } from '../core/frames.js';

/** What a change spoils; each includes those before it. */
export const SPOILED = Object.freeze({ nothing: 0, overlay: 1, paint: 2, labels: 3, cut: 4 });

/** Milliseconds without change after which a rough picture is replaced by the smooth picture. */
const REFINE_AFTER = 50;

/** A smooth picture that took no longer than this, in milliseconds, is drawn without a rough picture. */
const ROUGH_ABOVE = 6;

/** Decides when to draw and how well; what is drawn is for others to know. */
export class SliceSchedule {
  #work;
  #spoiled = SPOILED.cut;
  #refine = false;
  #smoothCost = Infinity;
  #frame = 0;
  #timer = 0;

  /**
   * @param {object} work
   * @param {() => boolean} work.isReady whether there is something to draw, and a place for it
   * @param {() => boolean} work.drawPlainly draws the very first picture; false when it cannot be drawn plainly
   * @param {(plan: {spoiled: number, redraws: boolean, smooth: boolean}) => number} work.draw returns the milliseconds
   *   that its labels took; `redraws` is whether they are drawn
   * @param {(report: {redrawn: boolean, milliseconds: number}) => void} work.onDrawn
   * @param {AbortSignal} signal
   */
  constructor(work, signal) {
    this.#work = work;
    signal.addEventListener('abort', () => {
      cancelFrame(this.#frame);
      clearTimeout(this.#timer);
    });
  }

  /** Draw in the next frame what this spoils. */
  spoil(level) {
    this.#spoiled = Math.max(this.#spoiled, level);
    this.#requestFrame();
  }

  /** The very first picture is drawn as soon as there is a place for it, not a frame later. */
  adoptSize() {
    if (this.#smoothCost !== Infinity || !this.#work.isReady()) this.spoil(SPOILED.labels);
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
    if (!this.#work.isReady()) return;
    const started = performance.now();
    const redrawn = this.#drawFirst() ? false : this.#drawSpoiled();
    this.#work.onDrawn({ redrawn, milliseconds: performance.now() - started });
  }

  /** The very first picture has plain colours, so that something is there at once; the next frame refines it. */
  #drawFirst() {
    if (this.#smoothCost !== Infinity || this.#refine || !this.#work.drawPlainly()) return false;
    this.#spoiled = SPOILED.cut;
    this.#refineAfter(0);
    return true;
  }

  #drawSpoiled() {
    const spoiled = this.#spoiled;
    const redraws = spoiled >= SPOILED.labels || this.#refine;
    const smooth = this.#refine || this.#smoothCost <= ROUGH_ABOVE;
    this.#spoiled = SPOILED.nothing;
    const cost = this.#work.draw({ spoiled, redraws, smooth });
    if (redraws) this.#followUp(smooth, cost);
    return redraws;
  }

  #followUp(smooth, cost) {
    if (smooth) this.#smoothCost = cost;
    this.#refine = false;
    clearTimeout(this.#timer);
    if (!smooth) this.#refineAfter(this.#smoothCost === Infinity ? 0 : REFINE_AFTER);
  }

  #refineAfter(milliseconds) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#refine = true;
      this.#requestFrame();
    }, milliseconds);
  }
}
