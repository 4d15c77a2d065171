/** A sheet at the side of the panels that shows one thing at a time: a region's card, or the statistics. */

import { make } from '../../../core/dom.js';

/** Create the drawer in `element`. `open({kind, title, content, onClose})`, `replace(kind, content)`, `close()`. */
export function createDrawer({ element }) {
  const heading = make('h2', { tabindex: -1 });
  const body = make('div', { class: 'drawer-body' });
  const dismiss = make('button', {
    type: 'button', class: 'icon quiet', text: '×', 'aria-label': 'Close', title: 'Close',
    dataset: { testid: 'drawer-close' }, on: { click: close },
  });
  element.append(make('div', { class: 'drawer-bar' }, heading, dismiss), body);
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    close();
  });
  let shown = null;
  let opener = null;

  function open({ kind, title, content, onClose = () => {} }) {
    if (shown === null) opener = document.activeElement;
    if (shown !== null && shown.kind !== kind) shown.onClose();
    shown = { kind, onClose };
    heading.textContent = title;
    element.setAttribute('aria-label', title);
    element.dataset.kind = kind;
    body.replaceChildren(content);
    body.scrollTop = 0;
    element.hidden = false;
    heading.focus();
  }

  function replace(kind, content) {
    if (shown?.kind === kind) body.replaceChildren(content);
  }

  function close() {
    if (shown === null) return;
    const { onClose } = shown;
    shown = null;
    element.hidden = true;
    onClose();
    if (opener?.isConnected) opener.focus();
  }

  return { open, replace, close, isOpen: (kind) => shown !== null && (kind === undefined || shown.kind === kind) };
}
