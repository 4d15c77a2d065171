/** The elements of the feature tree's rows; one of them takes the tab key. */

import { make } from '../../core/dom.js';

/**
 * Create the elements in `list`: `draw()` after the rows are others, `follow({filtered})` after others are in view,
 * `markChosen()` after another feature is shown. `active()` is the place of the one that takes the tab key.
 *
 * @param {object} options
 * @param {HTMLElement} options.list
 * @param {object} options.rows made by `createFeatureRows`
 * @param {() => string|null} options.getShown the feature that is shown
 */
export function createFeatureItems({ list, rows, getShown }) {
  let items = [];
  let active = -1;

  function draw() {
    items = rows.all().map(itemOf);
    list.replaceChildren(...items);
  }

  function itemOf({ label, fname, level, setsize, posinset, hasChildren }, place) {
    const item = make('div', {
      role: 'treeitem', tabindex: -1, class: hasChildren ? 'folder' : 'leaf', 'aria-level': level,
      'aria-setsize': setsize, 'aria-posinset': posinset, dataset: { place },
    }, make('span', { class: 'label', text: label }));
    item.style.setProperty('--level', String(level - 1));
    if (fname !== null) item.dataset.fname = fname;
    return item;
  }

  function follow({ filtered }) {
    items.forEach((item, place) => {
      item.hidden = !rows.isInView(place);
      if (rows.isFolder(place)) item.setAttribute('aria-expanded', String(filtered || rows.isOpen(place)));
    });
    keepOneTabStop();
  }

  /** The row last reached by keys, else the feature shown, else the first. */
  function keepOneTabStop() {
    const isShown = ({ fname }, place) => rows.isInView(place) && fname === getShown();
    if (!rows.isInView(active)) active = rows.all().findIndex(isShown);
    if (!rows.isInView(active)) active = rows.first();
    items.forEach((item, place) => { item.tabIndex = place === active ? 0 : -1; });
  }

  function markChosen() {
    items.forEach((item, place) => {
      const { fname } = rows.at(place);
      const chosen = fname !== null && fname === getShown();
      if (chosen) item.setAttribute('aria-current', 'true');
      else item.removeAttribute('aria-current');
      if (fname !== null) item.setAttribute('aria-selected', String(chosen));
    });
  }

  function moveTabStop(place) {
    items[active]?.setAttribute('tabindex', '-1');
    active = place;
    items[active].tabIndex = 0;
  }

  function focus(place) {
    if (place < 0) return;
    moveTabStop(place);
    items[active].focus();
    items[active].scrollIntoView({ block: 'nearest' });
  }

  function placeOf(event) {
    const item = event.target.closest('[role=treeitem]');
    return item === null ? -1 : Number(item.dataset.place);
  }

  return Object.freeze({
    draw, follow, markChosen, moveTabStop, focus, placeOf, at: (place) => items[place], active: () => active,
  });
}
