/** Places a list that pops up beside its field, so that all of it can be reached. */

/** Css px between a list and the edge of the window. */
const EDGE = 8;

/** A list with less room than this below its field opens above it, if there is more room. */
const ENOUGH = 260;

/** Limit a popup to the room below its field, or put it above where there is more; its parent holds the field. */
export function fitPopup(popup, field) {
  const box = field.getBoundingClientRect();
  const below = window.innerHeight - box.bottom - EDGE;
  const above = box.top - EDGE;
  const upwards = below < ENOUGH && above > below;
  popup.classList.toggle('upwards', upwards);
  // The left column scrolls, and would cut off what rises above it; there popups lie over the page.
  if (field.closest('.choose') !== null) {
    const [top, bottom] = upwards ? ['auto', `${window.innerHeight - box.top}px`] : [`${box.bottom}px`, 'auto'];
    Object.assign(popup.style, { left: `${box.left}px`, top, bottom });
  }
  popup.style.maxHeight = `${Math.max(120, Math.min(upwards ? above : below, 460))}px`;
}
