/** The buttons above the tree: everything the keys do, for the mouse, the finger and the screen reader. */

/** Wire the buttons `data-do` inside `element`; returns {update}, which greys out what cannot be done. */
export function createToolbar({ element, editor, actions, pane, save, signal }) {
  const renameAfter = (id) => {
    if (typeof id === 'string') pane.rename();
  };
  const work = {
    undo: () => editor.undo(),
    redo: () => editor.redo(),
    folder: () => renameAfter(actions.addFolder()),
    rename: () => pane.rename(),
    duplicate: () => renameAfter(actions.duplicate()),
    exclude: () => actions.exclude(),
    dissolve: () => actions.dissolve(),
    up: () => actions.moveUp(),
    down: () => actions.moveDown(),
    in: () => actions.moveIn(),
    out: () => actions.moveOut(),
    sort: () => actions.sort(),
    propose: () => actions.propose(),
    plain: () => actions.showPlain(),
    save,
  };
  const buttons = new Map([...element.querySelectorAll('[data-do]')].map((button) => [button.dataset.do, button]));
  for (const [name, button] of buttons) button.addEventListener('click', () => work[name](), { signal });

  function update({ saving }) {
    const place = editor.place;
    const enabled = {
      undo: editor.canUndo,
      redo: editor.canRedo,
      rename: place !== undefined,
      exclude: place !== undefined,
      duplicate: place !== undefined && !place.node.children,
      dissolve: place?.node.children !== undefined,
      up: place !== undefined,
      down: place !== undefined,
      in: place !== undefined,
      out: place !== undefined,
      plain: !editor.root.plain,
      save: editor.isChanged && !saving && !editor.problems.some(({ blocking }) => blocking),
    };
    // Disabled for the eye and the screen reader, yet not for the focus, which would be lost.
    for (const [name, able] of Object.entries(enabled)) buttons.get(name)?.setAttribute('aria-disabled', String(!able));
  }

  return { update };
}
