/** A folded folder opens under what is held over it for a while, as long as it is held. */

const UNFOLD_MS = 600;

/** Create it for the entries of `tree`; `hover(id)` says what is pointed at, null for nothing; `end()`. */
export function createUnfolding({ tree, editor }) {
  const opened = new Set();
  let hovered = null;
  let timer = 0;

  function hover(id) {
    if (id === hovered) return;
    clearTimeout(timer);
    hovered = id;
    if (id !== null && editor.isFolded(id)) timer = setTimeout(() => unfold(id), UNFOLD_MS);
  }

  function unfold(id) {
    const entry = tree.querySelector(`[data-id="${CSS.escape(id)}"]`);
    entry.classList.remove('folded');
    entry.firstElementChild.setAttribute('aria-expanded', 'true');
    opened.add(id);
  }

  function end() {
    clearTimeout(timer);
    hovered = null;
    opened.clear();
  }

  return { hover, end, isFolded: (id) => editor.isFolded(id) && !opened.has(id) };
}
