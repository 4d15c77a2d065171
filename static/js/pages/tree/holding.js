/** Holding an entry by mouse, pen or finger: when a press becomes a drag, where it is, and when it ends. */

import { oncePerFrame } from '../../core/dom.js';

const SLACK = 4;
const FINGER_SLACK = 8;
const FINGER_HOLD_MS = 180;
const EDGE = 44;
const SCROLL_STEP = 14;

/**
 * Listen on `element` for entries (`selector`) that are dragged. A mouse drags at once, a finger after it held still
 * for a moment, so that it can scroll too. Escape puts the entry back.
 *
 * @param {object} options
 * @param {(entry: HTMLElement) => void} options.onLift
 * @param {(point: {x: number, y: number}) => void} options.onMove at most once a frame
 * @param {(point: {x: number, y: number}|null) => void} options.onDrop null: it was put back
 */
export function createHolding({ element, selector, onLift, onMove, onDrop, signal }) {
  let pressed = null;
  let point = null;
  let busy = false;
  const showMove = oncePerFrame(() => {
    if (!busy || point === null) return;
    if (scrollNear(element, point)) showMove();
    onMove(point);
  }, signal);

  element.addEventListener('pointerdown', (event) => {
    const entry = event.target.closest(selector);
    if (entry === null || event.button !== 0 || busy || event.target.closest('input, .tool') !== null) return;
    const finger = event.pointerType === 'touch';
    point = { x: event.clientX, y: event.clientY };
    pressed = { entry, ...point, pointer: event.pointerId, finger, timer: 0 };
    if (finger) pressed.timer = setTimeout(lift, FINGER_HOLD_MS);
  }, { signal });

  addEventListener('pointermove', (event) => {
    if (pressed === null || event.pointerId !== pressed.pointer) return;
    point = { x: event.clientX, y: event.clientY };
    if (busy) showMove();
    else if (Math.hypot(point.x - pressed.x, point.y - pressed.y) < (pressed.finger ? FINGER_SLACK : SLACK)) return;
    else if (pressed.finger) release();
    else lift();
  }, { signal });

  addEventListener('pointerup', (event) => {
    if (event.pointerId === pressed?.pointer) end({ x: event.clientX, y: event.clientY });
  }, { signal });
  addEventListener('pointercancel', (event) => {
    if (event.pointerId === pressed?.pointer) end(null);
  }, { signal });
  addEventListener('blur', () => end(null), { signal });
  addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !busy) return;
    event.stopPropagation();
    end(null);
  }, { capture: true, signal });

  // A finger that drags does not scroll, and its end is not a click.
  element.addEventListener('touchmove', (event) => {
    if (busy && event.cancelable) event.preventDefault();
  }, { passive: false, signal });
  element.addEventListener('contextmenu', (event) => {
    if (pressed?.finger) event.preventDefault();
  }, { signal });
  addEventListener('click', (event) => {
    if (busy) event.stopPropagation();
  }, { capture: true, signal });

  function lift() {
    busy = true;
    document.body.classList.add('dragging');
    onLift(pressed.entry);
    showMove();
  }

  function release() {
    clearTimeout(pressed?.timer);
    pressed = null;
  }

  function end(where) {
    const dragged = busy && pressed !== null;
    release();
    if (!dragged) return;
    document.body.classList.remove('dragging');
    onDrop(where);
    setTimeout(() => { busy = false; });
  }
}

/** Scroll the list whose upper or lower edge the pointer is near; returns whether it moved. */
function scrollNear(element, { x, y }) {
  const list = document.elementFromPoint(x, y)?.closest('.scroll');
  if (!list || !element.contains(list)) return false;
  const { top, bottom } = list.getBoundingClientRect();
  const before = list.scrollTop;
  if (y < top + EDGE) list.scrollTop -= SCROLL_STEP;
  else if (y > bottom - EDGE) list.scrollTop += SCROLL_STEP;
  return list.scrollTop !== before;
}
