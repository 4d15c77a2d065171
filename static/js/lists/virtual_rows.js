/** A long list of rows of one height: only those in view, and a few around them, are in the document. */

import { make, oncePerFrame } from '../core/dom.js';

/** Rows drawn above and below those in view. */
const SPARE = 6;

/**
 * Create the rows in a scrolling element.
 *
 * @param {object} options
 * @param {HTMLElement} options.scroller
 * @param {number} options.rowHeight css px
 * @param {(index: number) => HTMLElement} options.draw makes the row
 * @param {AbortSignal} options.signal
 * @returns `reset(count)` draws anew, `reveal(index)` scrolls a row into view and draws it, `at(index)` is its
 *   element or undefined, `forEach(use)` goes over those in the document, `pageSize()` is how many are in view
 */
export function createVirtualRows({ scroller, rowHeight, draw, signal }) {
  const sizer = make('div', { class: 'rows', role: 'presentation' });
  const rows = new Map();
  let count = 0;
  let view = { top: 0, height: 0 };
  scroller.append(sizer);
  scroller.addEventListener('scroll', oncePerFrame(follow, signal), { passive: true, signal });
  const observer = new ResizeObserver(follow);
  observer.observe(scroller);
  signal?.addEventListener('abort', () => observer.disconnect(), { once: true });

  function follow() {
    view = { top: scroller.scrollTop, height: scroller.clientHeight };
    fill();
  }

  /** The view is that last observed: reading it here would force a layout in the middle of changes. */
  function fill() {
    const top = Math.max(0, Math.min(view.top, count * rowHeight - view.height));
    const first = Math.max(0, Math.floor(top / rowHeight) - SPARE);
    const last = Math.min(count, Math.ceil((top + view.height) / rowHeight) + SPARE);
    for (const [index, row] of rows) {
      if (index >= first && index < last) continue;
      row.remove();
      rows.delete(index);
    }
    for (let index = first; index < last; index++) if (!rows.has(index)) place(index);
  }

  function place(index) {
    const row = draw(index);
    row.style.top = `${index * rowHeight}px`;
    rows.set(index, row);
    sizer.append(row);
  }

  function reset(next) {
    count = next;
    rows.clear();
    sizer.replaceChildren();
    sizer.style.height = `${count * rowHeight}px`;
    fill();
  }

  function reveal(index) {
    const top = index * rowHeight;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (top + rowHeight > scroller.scrollTop + scroller.clientHeight) {
      scroller.scrollTop = top + rowHeight - scroller.clientHeight;
    }
    follow();
  }

  return {
    reset,
    reveal,
    at: (index) => rows.get(index),
    forEach: (use) => rows.forEach((row, index) => use(row, index)),
    pageSize: () => Math.max(1, Math.floor(scroller.clientHeight / rowHeight) - 1),
  };
}
