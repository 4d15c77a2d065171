/** Dragging by mouse and touch: what was dropped where becomes a move; the tree is then drawn anew. */

import Sortable from 'sortablejs';

const UNFOLD_MS = 600;

/**
 * Create the dragging between lists.
 *
 * `attach(lists)` makes lists of the tree, each with `data-parent`, take and give entries; `attachHidden`
 * does so for the list of features that are not displayed, whose entries carry `data-fname`.
 */
export function createDragging({ actions, redraw, unfold }) {
  let attached = [];
  let busy = false;
  let waiting = 0;

  const shared = {
    group: 'tree', draggable: 'li', filter: 'input, .tool', preventOnFilter: false,
    animation: 120, forceFallback: true, fallbackOnBody: true, fallbackTolerance: 4,
    swapThreshold: 0.6, invertSwap: true, emptyInsertThreshold: 14,
    delay: 180, delayOnTouchOnly: true, touchStartThreshold: 5, scrollSensitivity: 50, bubbleScroll: true,
    ghostClass: 'landing', dragClass: 'carried', chosenClass: 'lifted',
    onStart: () => {
      busy = true;
      document.body.classList.add('dragging');
    },
    onMove: ({ related }) => unfoldSoon(related),
    onEnd: (event) => {
      clearTimeout(waiting);
      document.body.classList.remove('dragging');
      // After the library is done with the elements that the drawing replaces.
      setTimeout(() => {
        busy = false;
        if (!drop(event)) redraw();
      });
    },
  };

  /** A folded folder opens under what is held over it for a while. */
  function unfoldSoon(related) {
    clearTimeout(waiting);
    const folder = related.closest('.folded');
    if (folder !== null) waiting = setTimeout(() => unfold(folder), UNFOLD_MS);
    return true;
  }

  /** Return whether the drop changed the tree. */
  function drop({ item, from, to, newDraggableIndex: index }) {
    const { id, fname } = item.dataset;
    if (to.dataset.parent === undefined) return from !== to && actions.exclude(id);
    const target = { parent: to.dataset.parent, index };
    return id === undefined ? actions.display(fname, target) : actions.moveTo(id, target);
  }

  function attach(lists) {
    for (const sortable of attached) sortable.destroy();
    attached = lists.map((list) => Sortable.create(list, shared));
  }

  return {
    attach,
    attachHidden: (list) => Sortable.create(list, { ...shared, sort: false }),
    isBusy: () => busy,
  };
}
