/** Turns pointer, wheel and key events on a canvas into what the person meant. */

/** Css px that a pointer may wander and still click. */
const CLICK_SLACK = 4;

/** Wheel travel, in css px, of one step. */
const WHEEL_STEP = 50;

/** Css px of a line of text, for wheels that count lines. */
const LINE_HEIGHT = 16;

/** How much a wheel's css px enlarge when zooming. */
const ZOOM_PER_PIXEL = 0.004;

/** Css px that an arrow key pans. */
const KEY_PAN = 40;

const KEY_ZOOMS = { '+': 1.5, '=': 1.5, '-': 1 / 1.5 };
const KEY_PANS = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/**
 * Listen to a canvas until `signal` aborts. Positions are css px from the canvas's upper left corner.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {object} handlers
 * @param {(x: number, y: number, event: PointerEvent) => void} handlers.hover pointer moves, nothing pressed
 * @param {() => void} handlers.leave
 * @param {(x: number, y: number, event: PointerEvent) => void} handlers.click
 * @param {(dx: number, dy: number, x: number, y: number, event: PointerEvent) => void} handlers.drag
 * @param {(factor: number, x: number, y: number) => void} handlers.zoom
 * @param {(steps: number, event: WheelEvent) => void} handlers.step whole steps, positive is towards the person
 * @param {(dx: number, dy: number) => boolean} handlers.pan by an arrow key; false when there is nothing to pan
 * @param {() => void} handlers.reset
 * @param {() => boolean} handlers.wheelZooms whether a wheel without ctrl zooms
 * @param {AbortSignal} signal
 */
export function listenToGestures(canvas, handlers, signal) {
  const pointers = new PointerTracker(canvas, handlers);
  const on = (type, listener, options = {}) => canvas.addEventListener(type, listener, { ...options, signal });
  on('pointerdown', (event) => pointers.down(event));
  on('pointermove', (event) => pointers.move(event));
  on('pointerup', (event) => pointers.up(event));
  on('pointercancel', (event) => pointers.cancel(event));
  on('pointerleave', () => handlers.leave());
  on('touchmove', (event) => {
    if (!scrollsPage(canvas)) event.preventDefault();
  }, { passive: false });
  on('dblclick', () => handlers.reset());
  on('wheel', wheelListener(canvas, handlers), { passive: false });
  on('keydown', (event) => pressKey(canvas, handlers, event));
}

/** Follows the pressed pointers: one clicks or drags, two pinch. */
class PointerTracker {
  #canvas;
  #handlers;
  #pressed = new Map();
  #travelled = false;

  constructor(canvas, handlers) {
    this.#canvas = canvas;
    this.#handlers = handlers;
  }

  down(event) {
    if (event.button !== 0) return;
    if (this.#pressed.size === 0) this.#travelled = false;
    const [x, y] = positionIn(this.#canvas, event);
    this.#pressed.set(event.pointerId, { x, y, startX: x, startY: y });
    this.#canvas.setPointerCapture(event.pointerId);
  }

  move(event) {
    const [x, y] = positionIn(this.#canvas, event);
    const pointer = this.#pressed.get(event.pointerId);
    if (!pointer) {
      this.#handlers.hover(x, y, event);
      return;
    }
    if (this.#pressed.size === 2) this.#pinch(pointer, x, y);
    else this.#drag(pointer, x, y, event);
  }

  up(event) {
    const pointer = this.#pressed.get(event.pointerId);
    if (!pointer) return;
    this.#pressed.delete(event.pointerId);
    if (!this.#travelled) this.#handlers.click(pointer.x, pointer.y, event);
  }

  cancel(event) {
    this.#pressed.delete(event.pointerId);
  }

  #drag(pointer, x, y, event) {
    const wandered = Math.hypot(x - pointer.startX, y - pointer.startY) > CLICK_SLACK;
    if (!this.#travelled && !wandered) return;
    this.#travelled = true;
    if (event.pointerType === 'touch' && scrollsPage(this.#canvas)) return;
    this.#handlers.drag(x - pointer.x, y - pointer.y, x, y, event);
    pointer.x = x;
    pointer.y = y;
  }

  #pinch(pointer, x, y) {
    this.#travelled = true;
    const other = [...this.#pressed.values()].find((candidate) => candidate !== pointer);
    const before = Math.hypot(pointer.x - other.x, pointer.y - other.y);
    const after = Math.hypot(x - other.x, y - other.y);
    pointer.x = x;
    pointer.y = y;
    if (before > 0 && after > 0) this.#handlers.zoom(after / before, (x + other.x) / 2, (y + other.y) / 2);
  }
}

/** Whether a finger that moves over the canvas scrolls the page: where it is longer than the screen, as on a phone. */
function scrollsPage(canvas) {
  const { scrollHeight, clientHeight } = canvas.ownerDocument.scrollingElement;
  return scrollHeight > clientHeight + 1 && canvas.style.touchAction !== 'none';
}

function wheelListener(canvas, handlers) {
  let travel = 0;
  return (event) => {
    event.preventDefault();
    const pixels = wheelPixels(event, canvas.clientHeight);
    if (event.ctrlKey || event.metaKey || handlers.wheelZooms()) {
      handlers.zoom(Math.exp(-pixels * ZOOM_PER_PIXEL), ...positionIn(canvas, event));
      return;
    }
    travel = Math.sign(travel) === -Math.sign(pixels) ? pixels : travel + pixels;
    const steps = Math.trunc(travel / WHEEL_STEP);
    travel -= steps * WHEEL_STEP;
    if (steps !== 0) handlers.step(steps, event);
  };
}

function wheelPixels({ deltaX, deltaY, deltaMode }, pageHeight) {
  const delta = deltaY === 0 ? deltaX : deltaY;
  if (deltaMode === 1) return delta * LINE_HEIGHT;
  return deltaMode === 2 ? delta * pageHeight : delta;
}

function pressKey(canvas, handlers, event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const middle = [canvas.clientWidth / 2, canvas.clientHeight / 2];
  let used = true;
  if (event.key in KEY_ZOOMS) handlers.zoom(KEY_ZOOMS[event.key], ...middle);
  else if (event.key in KEY_PANS) used = handlers.pan(...KEY_PANS[event.key].map((part) => part * KEY_PAN));
  else if (event.key === '0') handlers.reset();
  else used = false;
  if (used) event.preventDefault();
}

function positionIn(canvas, event) {
  const box = canvas.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}
