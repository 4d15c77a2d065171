/** Writes queries into the address bar: at once, or when no more have come for a while. */

/** Milliseconds of rest after which a query is written; browsers refuse hundreds of writes in a row. */
const REST = 250;

/**
 * Create it for a window. `write(how, query)` takes 'pushState' or 'replaceState'; `delay(query)` replaces after the
 * rest, `flush()` what waits for it; `adopt(query)` says what an entry of the history holds. `written` is the last.
 */
export function createAddressBar({ page, signal }) {
  let written = '';
  let waiting = null;
  let timer = 0;
  signal.addEventListener('abort', () => page.clearTimeout(timer), { once: true });

  function write(how, query) {
    waiting = null;
    written = query;
    const { pathname, hash } = page.location;
    page.history[how](null, '', `${pathname}${query === '' ? '' : `?${query}`}${how === 'pushState' ? '' : hash}`);
  }

  function delay(query) {
    waiting = query;
    page.clearTimeout(timer);
    timer = page.setTimeout(flush, REST);
  }

  function flush() {
    page.clearTimeout(timer);
    if (waiting !== null) write('replaceState', waiting);
  }

  function adopt(query) {
    waiting = null;
    page.clearTimeout(timer);
    written = query;
  }

  return Object.freeze({ write, delay, flush, adopt, get written() { return written; } });
}
