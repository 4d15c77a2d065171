/** Keys in the feature tree: arrows walk, open and close, Enter shows, letters find. */

/** Milliseconds after which a letter starts a new word. */
const TYPE_AHEAD_REST = 700;

/**
 * Listen to keys in `list`.
 *
 * @param {object} options
 * @param {HTMLElement} options.list
 * @param {object} options.tree by place of a row: active(), isFolder, isOpen, parent, next(place, direction), first(),
 *   last(), find(text, after), focus(place), setOpen(place, open), act(place)
 * @param {AbortSignal} options.signal
 */
export function createFeatureKeys({ list, tree, signal }) {
  let typed = { text: '', at: -Infinity };
  const actions = {
    ArrowDown: (active) => tree.focus(tree.next(active, 1)),
    ArrowUp: (active) => tree.focus(tree.next(active, -1)),
    Home: () => tree.focus(tree.first()),
    End: () => tree.focus(tree.last()),
    ArrowRight: enter,
    ArrowLeft: leave,
    Enter: tree.act,
    ' ': tree.act,
  };
  list.addEventListener('keydown', press, { signal });

  function press(event) {
    const active = tree.active();
    if (event.ctrlKey || event.metaKey || event.altKey || active < 0) return;
    if (Object.hasOwn(actions, event.key)) actions[event.key](active);
    else if (event.key.length === 1 && /[\p{L}\p{N}]/u.test(event.key)) typeAhead(event, active);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function enter(place) {
    if (!tree.isFolder(place)) return;
    if (tree.isOpen(place)) tree.focus(tree.next(place, 1));
    else tree.setOpen(place, true);
  }

  function leave(place) {
    if (tree.isFolder(place) && tree.isOpen(place)) tree.setOpen(place, false);
    else if (tree.parent(place) >= 0) tree.focus(tree.parent(place));
  }

  function typeAhead(event, active) {
    const text = event.timeStamp - typed.at < TYPE_AHEAD_REST ? typed.text + event.key : event.key;
    typed = { text, at: event.timeStamp };
    tree.focus(tree.find(text, text.length > 1 ? active - 1 : active));
  }
}
