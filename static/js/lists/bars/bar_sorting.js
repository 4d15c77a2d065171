/** The order of the list of regions: its buttons, and what this browser remembers of it. */

import { make } from '../../core/dom.js';
import { SORTS } from './bar_order.js';
import { recall, remember } from '../../state/remembered.js';

const SORT_TEXTS = Object.freeze({ value: 'Value', name: 'Name', anatomy: 'Anatomy' });

/** Return the order chosen last in this browser. */
export function recallOrder() {
  const { sort, reversed, grouped } = recall('bars', {});
  return { sort: SORTS.includes(sort) ? sort : 'value', reversed: reversed === true, grouped: grouped === true };
}

/** The buttons that order the list; pressing the active one again turns the order around. */
export function createSorting({ tools, order, onChange }) {
  const buttons = SORTS.map((sort) => make('button', {
    type: 'button', class: 'quiet small', dataset: { testid: `sort-${sort}` },
    on: { click: () => change({ sort, reversed: order.sort === sort && !order.reversed }) },
  }));
  const grouped = make('button', {
    type: 'button', class: 'quiet small', text: 'Group', title: 'Group by Cosmos region',
    dataset: { testid: 'bars-grouped' }, on: { click: () => change({ grouped: !order.grouped }) },
  });
  tools.append(make('span', { class: 'segments', role: 'group', 'aria-label': 'Sort regions' }, ...buttons), grouped);
  show();

  function change(changes) {
    Object.assign(order, changes);
    remember('bars', order);
    show();
    onChange();
  }

  function show() {
    buttons.forEach((button, n) => {
      const text = SORT_TEXTS[SORTS[n]];
      const chosen = SORTS[n] === order.sort;
      button.textContent = chosen ? `${text} ${order.reversed ? '↑' : '↓'}` : text;
      button.setAttribute('aria-pressed', String(chosen));
      button.title = chosen ? 'Reverse the order' : `Sort by ${text.toLowerCase()}`;
    });
    grouped.setAttribute('aria-pressed', String(order.grouped));
  }
}
