/** What a feature is, beside its row: description, unit, and its name where the tree shows another. */

import { make } from '../../core/dom.js';

/** Css px that the text needs to the right of the row; with less room it goes below. */
const ROOM = 260;

/** Create the tip in `element`. `show(item, {label, fname}, entry)` describes a row; `hide()`. */
export function createFeatureTip({ element }) {
  const tip = make('div', { class: 'tooltip', role: 'tooltip', id: 'feature-tip', hidden: true });
  element.append(tip);
  let described = null;

  function show(item, { label, fname }, entry) {
    hide();
    const unit = entry?.get('unit');
    const lines = [entry?.get('short_desc'), unit && `Unit: ${unit}`, fname === label ? null : `Name: ${fname}`];
    const said = lines.filter(Boolean).map((text) => make('span', { text }));
    tip.replaceChildren(make('strong', { text: label }), ...said);
    tip.hidden = false;
    described = item;
    described.setAttribute('aria-describedby', tip.id);
    placeBeside(item.getBoundingClientRect());
  }

  function placeBeside(box) {
    const room = window.innerWidth - box.right > ROOM;
    tip.style.left = `${room ? box.right + 6 : Math.max(8, box.left + 16)}px`;
    tip.style.top = `${Math.min(room ? box.top : box.bottom + 2, window.innerHeight - tip.offsetHeight - 4)}px`;
  }

  function hide() {
    tip.hidden = true;
    described?.removeAttribute('aria-describedby');
    described = null;
  }

  return Object.freeze({ show, hide });
}
