/** Shows where the held entry will land, before it does: a folder lit up, or a line as far in as the level. */

import { make } from '../../core/dom.js';

const INDENT = 22;

/** Create the marks over `list`, the drawn tree; returns {show, showExcluded, clear}. */
export function createLandingMark({ list, shelf }) {
  const line = make('div', {
    class: 'landing-line', 'aria-hidden': 'true', hidden: true, dataset: { testid: 'landing' },
  });
  list.parentElement.append(line);
  let lit = null;

  /** Draw a landing as `findLanding` returns it. */
  function show({ at, id, parent, level }) {
    const entry = list.querySelector(`[data-id="${CSS.escape(id)}"]`);
    light(at === 'into' ? (entry ?? list) : null);
    line.hidden = at === 'into';
    if (line.hidden) return;
    const row = entry.firstElementChild.getBoundingClientRect();
    const below = id === parent ? row.bottom : entry.getBoundingClientRect().bottom;
    const holder = line.parentElement;
    const { top } = holder.getBoundingClientRect();
    const { left } = list.getBoundingClientRect();
    const start = left - holder.getBoundingClientRect().left + 2 + (level - 1) * INDENT;
    line.style.top = `${(at === 'before' ? row.top : below) - top + holder.scrollTop}px`;
    line.style.left = `${start}px`;
    line.style.width = `${list.clientWidth - start - 4}px`;
  }

  function light(element) {
    lit?.classList.remove('landing-into');
    lit = element;
    lit?.classList.add('landing-into');
  }

  function clear() {
    light(null);
    line.hidden = true;
  }

  return {
    show, clear,
    showExcluded: () => {
      clear();
      light(shelf);
    },
  };
}
