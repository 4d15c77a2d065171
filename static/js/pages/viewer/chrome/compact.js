/** Small windows: the brain comes first, data and display are sheets that a bar at the bottom opens. */

import { make } from '../../../core/dom.js';

/** Small is a phone, upright or not, or a page at 200 %; as in viewer_compact.css. */
const SMALL = '(max-width: 640px), (max-width: 1000px) and (max-height: 520px)';

/**
 * Create the bar in `places.sheets`.
 *
 * @param {object} options
 * @param {Record<string, HTMLElement>} options.places elements by name: viewer, choose, toolbar, regions, sheets
 * @returns {{reveal: (name: 'choose'|'toolbar') => void}} opens a sheet, where there are sheets
 */
export function createCompact({ places: { viewer, choose, toolbar, regions, sheets }, signal }) {
  const small = window.matchMedia(SMALL);
  const opened = { choose, toolbar };
  const buttons = { choose: opener('choose', 'Data & colours'), toolbar: opener('toolbar', 'Display') };
  const toRegions = make('button', {
    type: 'button', text: 'Regions', dataset: { testid: 'sheet-regions' }, on: { click: showRegions },
  });
  sheets.append(buttons.choose, buttons.toolbar, toRegions);
  small.addEventListener('change', arrange, { signal });
  viewer.addEventListener('keydown', (event) => {
    const name = viewer.dataset.sheet;
    if (event.key !== 'Escape' || event.defaultPrevented || name === undefined) return;
    event.preventDefault();
    show(null);
    buttons[name].focus();
  }, { signal });
  arrange();

  function opener(name, text) {
    return make('button', {
      type: 'button', text, 'aria-expanded': 'false', 'aria-controls': opened[name].id,
      dataset: { testid: `sheet-${name}` }, on: { click: () => show(viewer.dataset.sheet === name ? null : name) },
    });
  }

  function show(name) {
    if (name === null) delete viewer.dataset.sheet;
    else viewer.dataset.sheet = name;
    for (const [one, button] of Object.entries(buttons)) button.setAttribute('aria-expanded', String(one === name));
    if (name === null) return;
    opened[name].tabIndex = -1;
    opened[name].focus({ preventScroll: true });
  }

  function showRegions() {
    show(null);
    regions.scrollIntoView({ block: 'start' });
    regions.focus({ preventScroll: true });
  }

  /** What is read and reached by Tab follows what is seen: beside the brain the regions come first, below it last. */
  function arrange() {
    const focused = document.activeElement;
    if (small.matches) sheets.before(regions);
    else choose.after(regions);
    show(null);
    if (regions.contains(focused)) focused.focus({ preventScroll: true });
  }

  return Object.freeze({ reveal: (name) => small.matches && show(name) });
}
