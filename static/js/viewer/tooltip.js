/** Names what the pointer is over: region, side, value. */

import { make } from '../core/dom.js';
import { formatNumber } from '../core/scales.js';

const DISTANCE = 14;

/** Create the tooltip in `element`; `show(pick, event, picture)` places it, a null pick hides it. */
export function createTooltip({ element, atlas }) {
  function show(pick, event, picture) {
    if (pick === null || pick.row === 0 || event === null) {
      element.hidden = true;
      return;
    }
    const { acronym, name, side } = atlas.describe(pick.lateral);
    element.replaceChildren(
      make('strong', { text: `${acronym} · ${valueText(picture, pick.lateral)}` }),
      make('span', { text: `${name}, ${side}` }),
    );
    element.hidden = false;
    place(event.clientX, event.clientY);
  }

  function place(x, y) {
    const { width, height } = element.getBoundingClientRect();
    const left = x + DISTANCE + width > window.innerWidth ? x - DISTANCE - width : x + DISTANCE;
    const top = y + DISTANCE + height > window.innerHeight ? y - DISTANCE - height : y + DISTANCE;
    element.style.left = `${Math.max(0, left)}px`;
    element.style.top = `${Math.max(0, top)}px`;
  }

  return { show };
}

function valueText(picture, lateral) {
  if (picture === null) return 'no feature chosen';
  const value = picture.values[lateral];
  if (Number.isNaN(value)) return 'no value';
  return `${formatNumber(value)}${picture.unit ? ` ${picture.unit}` : ''}`;
}
