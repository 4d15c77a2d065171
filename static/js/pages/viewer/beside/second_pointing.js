/** What pointing at the second brain says: its own value, and that of the first brain. */

import { formatValue } from '../../../core/numbers.js';
import { createTooltip, describePoint } from '../chrome/tooltip.js';

/**
 * Create it: `point(pick, event)` and `announce(pick)` as panels call them; `alongside(lateral)` returns
 * [[name, value]] of the second feature for tooltips of the first brain.
 *
 * @param {object} options
 * @param {() => object|null} options.getView the second view
 * @param {() => object} options.getFirst `display.current`
 * @param {() => string} options.getName what the second feature is called
 */
export function createSecondPointing({ store, atlas, places, getView, getFirst, getName }) {
  const tooltip = createTooltip({ element: places.tooltip });

  function describe(pick) {
    const said = describePoint({ lateral: pick.lateral, view: getView(), atlas, pick });
    return { ...said, others: [...valueOf(store.get('feature'), getFirst().picture, pick.lateral), ...said.others] };
  }

  function point(pick, event) {
    if (pick === null || pick.row === 0 || event === null || getView() === null) tooltip.hide();
    else tooltip.showAt(describe(pick), event.clientX, event.clientY);
  }

  function announce(pick) {
    store.set({ hovered: pick === null || pick.row <= 1 ? null : pick.lateral });
    if (getView() === null) return;
    if (pick === null || pick.row === 0) {
      places.announcer.textContent = 'outside the brain';
      return;
    }
    const { title, name, side, value, origin } = describe(pick);
    places.announcer.textContent = [`${getName()}: ${title}, ${name}, ${side}`, value, origin]
      .filter(Boolean).join('; ');
  }

  return Object.freeze({
    point, announce, alongside: (lateral) => valueOf(getName(), getView()?.picture ?? null, lateral),
  });
}

/** Return [[name, value]] of a region; [] of what has no values by region. */
function valueOf(name, picture, lateral) {
  if (picture?.kind !== 'regions') return [];
  return [[name, formatValue(picture.values[lateral], picture.unit, picture.digits) || 'no value']];
}
