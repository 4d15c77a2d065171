"""The tree editor redraws only the rows that a change affects."""

import pytest
from playwright.sync_api import Page

from tests.browser.work import count_work

pytestmark = pytest.mark.browser

OPEN_THOUSAND = """async () => {
    const { createEditor } = await import('/static/js/pages/tree/editor.js');
    const { createActions } = await import('/static/js/pages/tree/actions.js');
    const { createTreePane } = await import('/static/js/pages/tree/tree_pane.js');
    const names = Array.from({ length: 1000 }, (_, n) => `group${n % 100}_f${n}`);
    const features = new Map(names.map((name) => [name, new Map()]));
    const editor = createEditor({ tree: null, features, seen: '' });
    const actions = createActions({ editor, say: () => {} });
    const element = document.createElement('div');
    element.id = 'many';
    document.body.append(element);
    const { signal } = new AbortController();
    const pane = createTreePane({ element, editor, actions, say: () => {}, signal });
    editor.subscribe(pane.update);
    actions.propose();
    window.moveOneUp = () => {
        editor.choose(editor.root.children[50].children[3].id);
        actions.moveUp();
    };
}"""
"""A second pane, of a thousand features, in the page's own modules."""


def test_a_move_among_a_thousand_features_touches_each_row_once(tree_editor: Page) -> None:
    tree_editor.evaluate(OPEN_THOUSAND)
    work = count_work(tree_editor, "() => window.moveOneUp()")
    drawn = tree_editor.locator("#many [role=treeitem]").count()
    assert drawn >= 1000
    assert 0 < work.changes <= 2 * drawn + 100, work
    assert work.layouts <= 1, work
