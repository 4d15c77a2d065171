"""Two editors of one tree: different changes merge, conflicting ones are asked about; failures."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import live_buckets
from tests.browser import tree_page as editor
from tests.live import Site
from tests.waiting import wait_in

pytestmark = pytest.mark.browser


def test_two_editors_save_different_changes_and_the_second_merges(
    tree_editor: Page, other_editor: Page, site: Site, tree_bucket: str, tmp_path: Any
) -> None:
    editor.rename(tree_editor, "rate", "mean spike rate (Hz)")
    editor.choose(tree_editor, "theta")
    tree_editor.keyboard.press("Delete")
    editor.save(tree_editor)

    editor.rename(other_editor, "Spike", "Spikes")
    editor.shelved(other_editor, "depth").click()
    other_editor.get_by_role("button", name="Save", exact=True).click()
    dialog = other_editor.get_by_role("dialog", name="Someone else saved this tree")
    theirs, mine = (dialog.get_by_test_id(f"changes-{side}") for side in ("theirs", "mine"))
    expect(theirs.locator("li")).to_have_text(
        ["Renamed “rate” to “mean spike rate (Hz)”", "Excluded “theta” (theta)"]
    )
    expect(mine.locator("li")).to_have_text(
        ["Renamed “Spike” to “Spikes”", "Added “depth” (depth) in “Spikes”"]
    )
    expect(dialog.get_by_test_id("clashes")).to_have_count(0)
    dialog.get_by_role("button", name="Apply both").click()
    editor.expect_shape(
        other_editor, "1 Spikes", "2 mean spike rate (Hz)", "2 width", "2 depth", "1 LFP", "2 phase"
    )
    expect(other_editor.locator("#unsaved")).to_have_text("Unsaved changes")
    editor.save(other_editor)
    assert editor.read_tree_by_sdk(site, tmp_path / "home", tree_bucket) == [
        [
            "Spikes",
            [["mean spike rate (Hz)", "spike_rate"], ["width", "spike_width"], ["depth", "depth"]],
        ],
        ["LFP", [["phase", "lfp_phase"]]],
    ]


def rename_differently(tree_editor: Page, other_editor: Page) -> Locator:
    editor.rename(tree_editor, "theta", "theirs")
    editor.save(tree_editor)
    editor.rename(other_editor, "theta", "mine")
    other_editor.get_by_role("button", name="Save", exact=True).click()
    return other_editor.get_by_role("dialog")


def test_where_both_changed_the_same_the_second_decides(
    tree_editor: Page, other_editor: Page
) -> None:
    dialog = rename_differently(tree_editor, other_editor)
    expect(dialog.get_by_test_id("clashes")).to_contain_text(
        "You renamed “theta” to “mine”, they renamed it to “theirs”."
    )
    dialog.get_by_label("use theirs").check()
    dialog.get_by_role("button", name="Apply both").click()
    expect(editor.row(other_editor, "theirs")).to_be_visible()


def test_the_second_may_keep_theirs_mine_or_decide_later_and_undo(
    tree_editor: Page, other_editor: Page
) -> None:
    dialog = rename_differently(tree_editor, other_editor)
    dialog.get_by_role("button", name="Decide later").click()
    expect(editor.row(other_editor, "mine")).to_be_visible()
    other_editor.get_by_role("button", name="Save", exact=True).click()
    dialog.get_by_role("button", name="Use theirs").click()
    expect(editor.row(other_editor, "theirs")).to_be_visible()
    expect(other_editor.locator("#unsaved")).to_have_text("Saved")
    other_editor.locator("#tree").get_by_role("treeitem").first.click()
    other_editor.keyboard.press("Control+z")
    expect(editor.row(other_editor, "mine")).to_be_visible()
    editor.save(other_editor)


def test_a_server_that_cannot_be_reached_is_told_and_the_work_stays(tree_editor: Page) -> None:
    editor.rename(tree_editor, "theta", "kept")
    tree_editor.route("**/tree/saved", lambda route: route.abort())
    editor.do(tree_editor, "Save")
    expect(tree_editor.get_by_role("alert")).to_contain_text(
        "Not saved. The server cannot be reached"
    )
    expect(editor.row(tree_editor, "kept")).to_be_visible()
    tree_editor.unroute("**/tree/saved")
    editor.save(tree_editor)
    expect(tree_editor.locator("#failure")).to_be_empty()


def test_a_token_changed_meanwhile_is_told_and_the_work_stays_until_it_is_unlocked_again(
    tree_editor: Page, site: Site, tree_bucket: str
) -> None:
    editor.rename(tree_editor, "theta", "kept")
    other = "7f2b8f1e-0000-4000-8000-000000000001"
    live_buckets.write(site, "PATCH", f"buckets/{tree_bucket}", {"metadata": {"token": other}})
    editor.do(tree_editor, "Save")
    expect(tree_editor.get_by_role("alert")).to_contain_text("or its token has changed")
    door = tree_editor.context.new_page()
    editor.unlock(door, site, tree_bucket, other)
    door.close()
    editor.save(tree_editor)


def test_leaving_with_unsaved_changes_asks_first(tree_editor: Page, site: Site) -> None:
    asked: list[str] = []

    def stay(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    tree_editor.on("dialog", stay)
    editor.rename(tree_editor, "theta", "kept")
    tree_editor.evaluate("location.assign('/buckets/')")
    wait_in(tree_editor, lambda: asked == ["beforeunload"])
    expect(editor.row(tree_editor, "kept")).to_be_visible()
    editor.save(tree_editor)
    tree_editor.goto(f"{site.url}/buckets/")
    assert asked == ["beforeunload"]


@pytest.mark.parametrize("label", ["<img src=x onerror=window.hacked=1>", "../../x", "__proto__"])
def test_a_label_of_markup_or_paths_is_text_everywhere(
    tree_editor: Page, other_editor: Page, site: Site, tree_bucket: str, label: str
) -> None:
    editor.rename(tree_editor, "theta", label)
    editor.rename(tree_editor, "Spike", f"{label} folder")
    expect(editor.row(tree_editor, label)).to_be_visible()
    expect(tree_editor.get_by_test_id("preview")).to_contain_text(label)
    editor.save(tree_editor)
    editor.rename(other_editor, "phase", "other")
    editor.do(other_editor, "Save")
    expect(other_editor.get_by_role("dialog")).to_contain_text(f"Renamed “theta” to “{label}”")
    for path in (f"/buckets/{tree_bucket}/", f"/?buckets={tree_bucket}&bucket={tree_bucket}"):
        tree_editor.goto(f"{site.url}{path}")
        expect(tree_editor.get_by_text(label, exact=True).first).to_be_visible()
        assert tree_editor.evaluate("window.hacked") is None
    assert other_editor.evaluate("window.hacked") is None
