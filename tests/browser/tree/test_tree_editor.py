"""The tree editor: dragging, undo, repairs, two editors at once, failures; text stays text."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import live_buckets
from tests.browser import tree_page as editor
from tests.live import Site

pytestmark = pytest.mark.browser

NODES = ["Spike", "rate", "width", "LFP", "phase", "theta"]


START = ("1 Spike", "2 rate", "2 width", "1 LFP", "2 phase", "1 theta")


def test_a_feature_is_dragged_before_after_and_into_a_folder(tree_editor: Page) -> None:
    theta = editor.row(tree_editor, "theta")
    editor.drag(tree_editor, theta, editor.row(tree_editor, "rate"), down=0.15)
    editor.expect_shape(tree_editor, "1 Spike", "2 theta", "2 rate", "2 width", "1 LFP", "2 phase")
    editor.drag(tree_editor, theta, editor.row(tree_editor, "phase"), down=0.85)
    editor.expect_shape(tree_editor, "1 Spike", "2 rate", "2 width", "1 LFP", "2 phase", "2 theta")


@pytest.mark.parametrize("state", ["open", "closed", "empty"])
def test_what_is_dropped_on_a_folder_is_in_it_and_the_folder_is_lit_before(
    tree_editor: Page, state: str
) -> None:
    """Open, closed or empty: the row itself is the target, and what landed can be seen."""
    inside = ["2 rate", "2 width"]
    if state == "closed":
        editor.choose(tree_editor, "Spike")
        tree_editor.keyboard.press("ArrowLeft")
        expect(editor.row(tree_editor, "rate")).to_be_hidden()
    if state == "empty":
        editor.drag(
            tree_editor,
            editor.row(tree_editor, "width"),
            tree_editor.get_by_test_id("hidden"),
            down=0.5,
        )
        editor.drag(
            tree_editor,
            editor.row(tree_editor, "rate"),
            tree_editor.get_by_test_id("hidden"),
            down=0.5,
        )
        inside = []
    folder = editor.row(tree_editor, "Spike")
    editor.hold(tree_editor, editor.row(tree_editor, "theta"), folder, down=0.5)
    expect(folder.locator("..")).to_have_class(re.compile("landing-into"))
    expect(tree_editor.locator("#status")).to_have_text(
        f"Lands in “Spike”, at place {len(inside) + 1}."
    )
    tree_editor.mouse.up()
    editor.expect_shape(tree_editor, "1 Spike", *inside, "2 theta", "1 LFP", "2 phase")
    expect(editor.row(tree_editor, "theta")).to_be_visible()
    expect(tree_editor.locator(".landing-into")).to_have_count(0)


def test_a_shelved_feature_dropped_on_a_closed_folder_is_in_it(tree_editor: Page) -> None:
    editor.choose(tree_editor, "LFP")
    tree_editor.keyboard.press("ArrowLeft")
    editor.drag(
        tree_editor, editor.shelved(tree_editor, "depth"), editor.row(tree_editor, "LFP"), down=0.5
    )
    editor.expect_shape(
        tree_editor, "1 Spike", "2 rate", "2 width", "1 LFP", "2 phase", "2 depth", "1 theta"
    )


def test_a_line_shows_the_place_and_the_level_and_escape_puts_back(tree_editor: Page) -> None:
    """After the last entry of a folder, the line is indented to the level of the pointer."""
    row, line = editor.row(tree_editor, "width"), tree_editor.get_by_test_id("landing")
    editor.hold(tree_editor, editor.row(tree_editor, "theta"), row, down=0.9)
    box, drawn = editor.box_of(row), editor.box_of(line)
    assert abs(drawn["y"] - (box["y"] + box["height"])) <= 2
    assert abs(drawn["x"] - box["x"]) <= 2
    tree_editor.mouse.move(
        editor.box_of(editor.row(tree_editor, "Spike"))["x"] + 8, box["y"] + box["height"] - 3
    )
    expect(tree_editor.locator("#status")).to_have_text("Lands on the top level, at place 2.")
    assert editor.box_of(line)["x"] < drawn["x"] - 15
    tree_editor.keyboard.press("Escape")
    expect(line).to_be_hidden()
    editor.expect_shape(tree_editor, *START)
    tree_editor.mouse.up()
    editor.expect_shape(tree_editor, *START)
    expect(tree_editor.locator("#unsaved")).to_have_text("Saved")


def test_group_by_name_asks_before_it_takes_a_folder_apart(tree_editor: Page) -> None:
    editor.rename(tree_editor, "rate", "Mean rate")
    editor.do(tree_editor, "Group by name")
    dialog = tree_editor.get_by_role("dialog", name="Group by name")
    expect(dialog).to_contain_text("This takes apart the folder “LFP”.")
    dialog.get_by_role("button", name="Cancel").click()
    editor.expect_shape(
        tree_editor, "1 Spike", "2 Mean rate", "2 width", "1 LFP", "2 phase", "1 theta"
    )
    editor.do(tree_editor, "Group by name")
    dialog.get_by_role("button", name="Group by name").click()
    editor.expect_shape(tree_editor, "1 Spike", "2 Mean rate", "2 width", "1 phase", "1 theta")
    expect(editor.shelved(tree_editor, "depth")).to_be_visible()


def test_a_folder_is_dragged_with_all_that_is_in_it(tree_editor: Page) -> None:
    editor.drag(
        tree_editor, editor.row(tree_editor, "LFP"), editor.row(tree_editor, "rate"), down=0.15
    )
    editor.expect_shape(tree_editor, "1 Spike", "2 LFP", "3 phase", "2 rate", "2 width", "1 theta")


def test_an_empty_folder_takes_what_is_dropped_into_it(tree_editor: Page) -> None:
    editor.do(tree_editor, "New folder")
    tree_editor.keyboard.type("Empty")
    tree_editor.keyboard.press("Enter")
    editor.expect_shape(tree_editor, *START, "1 Empty")
    editor.drag(
        tree_editor, editor.row(tree_editor, "theta"), editor.row(tree_editor, "Empty"), down=0.9
    )
    editor.expect_shape(
        tree_editor, "1 Spike", "2 rate", "2 width", "1 LFP", "2 phase", "1 Empty", "2 theta"
    )


def test_a_folder_dragged_to_the_other_pane_is_excluded_and_undo_brings_all_of_it_back(
    tree_editor: Page,
) -> None:
    editor.drag(
        tree_editor,
        editor.row(tree_editor, "Spike"),
        tree_editor.get_by_test_id("hidden"),
        down=0.5,
    )
    editor.expect_shape(tree_editor, "1 LFP", "2 phase", "1 theta")
    expect(tree_editor.get_by_test_id("hidden").locator("li")).to_have_count(3)
    tree_editor.keyboard.press("Control+z")
    editor.expect_shape(tree_editor, *START)


def test_a_finger_moves_what_it_holds_for_a_moment(
    phone: Page, site: Site, tree_bucket: str
) -> None:
    editor.unlock(phone, site, tree_bucket)
    editor.open_tree(phone, site, tree_bucket)
    start, end = (editor.row(phone, label).bounding_box() for label in ("theta", "rate"))
    assert start is not None and end is not None
    client = phone.context.new_cdp_session(phone)

    def touch(kind: str, x: float, y: float) -> None:
        points = [] if kind == "touchEnd" else [{"x": x, "y": y}]
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    x, y = start["x"] + 60, start["y"] + start["height"] / 2
    touch("touchStart", x, y)
    phone.wait_for_timeout(400)
    for step in range(1, 13):
        touch("touchMove", x, y + (end["y"] + 4 - y) * step / 12)
        phone.wait_for_timeout(30)
    phone.wait_for_timeout(200)
    touch("touchEnd", x, 0)
    editor.expect_shape(phone, "1 Spike", "2 theta", "2 rate", "2 width", "1 LFP", "2 phase")


def test_undo_goes_back_to_the_start_however_much_was_done_and_redo_returns(
    tree_editor: Page,
) -> None:
    editor.choose(tree_editor, "theta")
    moves = ["Alt+ArrowUp", "Alt+ArrowRight", "Alt+ArrowUp", "Alt+ArrowLeft"] * 15
    for key in moves:
        tree_editor.keyboard.press(key)
    end = editor.shape(tree_editor)
    assert end != list(START)
    while tree_editor.locator("[data-do=undo]").get_attribute("aria-disabled") == "false":
        tree_editor.keyboard.press("Control+z")
    assert editor.shape(tree_editor) == list(START)
    expect(tree_editor.locator("#unsaved")).to_have_text("Saved")
    while tree_editor.locator("[data-do=redo]").get_attribute("aria-disabled") == "false":
        tree_editor.keyboard.press("Control+y")
    assert editor.shape(tree_editor) == end


def test_every_button_does_what_it_says(tree_editor: Page) -> None:
    editor.choose(tree_editor, "rate")
    editor.do(tree_editor, "Duplicate")
    tree_editor.keyboard.type("rate again")
    tree_editor.keyboard.press("Enter")
    editor.choose(tree_editor, "LFP")
    editor.do(tree_editor, "Ungroup")
    editor.expect_shape(
        tree_editor, "1 Spike", "2 rate", "2 rate again", "2 width", "1 phase", "1 theta"
    )
    editor.choose(tree_editor, "theta")
    editor.do(tree_editor, "Move up")
    editor.do(tree_editor, "Move into the folder above")
    editor.do(tree_editor, "Move out of the folder")
    editor.do(tree_editor, "Move down")
    editor.expect_shape(
        tree_editor, "1 Spike", "2 rate", "2 rate again", "2 width", "1 phase", "1 theta"
    )
    editor.do(tree_editor, "Exclude")
    editor.do(tree_editor, "Sort")
    editor.expect_shape(tree_editor, "1 phase", "1 Spike", "2 rate", "2 rate again", "2 width")
    editor.choose(tree_editor, "Spike")
    editor.do(tree_editor, "Ungroup")
    editor.expect_shape(tree_editor, "1 phase", "1 rate", "1 rate again", "1 width")
    editor.do(tree_editor, "Group by name")
    editor.expect_shape(tree_editor, "1 phase", "1 spike", "2 rate", "2 rate again", "2 width")
    expect(tree_editor.get_by_test_id("hidden").locator("li")).to_have_count(2)
    editor.do(tree_editor, "Flat list")
    question = tree_editor.get_by_role("dialog", name="Flat list")
    expect(question).to_contain_text("takes apart the folder “spike”")
    question.get_by_role("button", name="Cancel").click()
    editor.expect_shape(tree_editor, "1 phase", "1 spike", "2 rate", "2 rate again", "2 width")
    editor.do(tree_editor, "Flat list")
    question.get_by_role("button", name="Flat list").click()
    expect(tree_editor.locator("#plain")).to_be_visible()
    editor.expect_shape(
        tree_editor, "1 spike_rate", "1 spike_width", "1 lfp_phase", "1 theta", "1 depth"
    )


def test_a_folder_that_is_folded_hides_what_is_in_it(tree_editor: Page) -> None:
    editor.choose(tree_editor, "Spike")
    tree_editor.keyboard.press("ArrowLeft")
    expect(editor.row(tree_editor, "rate")).to_be_hidden()
    tree_editor.keyboard.press("ArrowDown")
    expect(tree_editor.get_by_role("treeitem", name="LFP", exact=True)).to_be_focused()
    tree_editor.keyboard.press("ArrowUp")
    tree_editor.keyboard.press("ArrowRight")
    expect(editor.row(tree_editor, "rate")).to_be_visible()
    tree_editor.keyboard.press("t")
    expect(tree_editor.get_by_role("treeitem", name="theta")).to_be_focused()


def test_a_label_twice_on_a_level_is_shown_cannot_be_saved_and_is_repaired(
    tree_editor: Page,
) -> None:
    editor.rename(tree_editor, "width", "rate")
    problems = tree_editor.get_by_test_id("problems")
    expect(problems).to_contain_text("“rate” occurs twice in “Spike”")
    tree_editor.keyboard.press("Control+s")
    expect(tree_editor.get_by_role("alert")).to_contain_text(
        "Not saved: a level has duplicate labels"
    )
    problems.get_by_role("button", name="Add a number").click()
    expect(editor.row(tree_editor, "rate (2)")).to_be_visible()
    editor.save(tree_editor)


def test_entries_without_a_feature_and_empty_folders_are_shown_and_repaired(
    tree_editor: Page, site: Site, tree_bucket: str
) -> None:
    live_buckets.write(site, "DELETE", f"buckets/{tree_bucket}/lfp_phase")
    tree_editor.reload()
    problems = tree_editor.get_by_test_id("problems")
    expect(problems).to_contain_text("“phase” refers to “lfp_phase”, which is not in this bucket")
    problems.get_by_role("button", name="Remove the entry").click()
    expect(problems).to_contain_text("The folder “LFP” is empty")
    problems.get_by_role("button", name="Remove the folder").click()
    expect(problems).to_be_hidden()
    editor.expect_shape(tree_editor, "1 Spike", "2 rate", "2 width", "1 theta")


def test_a_label_that_cannot_be_is_refused_in_place(tree_editor: Page) -> None:
    editor.row(tree_editor, "theta").locator(".label").dblclick()
    field = tree_editor.get_by_label("New name for theta")
    field.fill("  ")
    tree_editor.keyboard.press("Enter")
    expect(tree_editor.locator("#status")).to_have_text("A label cannot be empty.")
    expect(field).to_have_attribute("aria-invalid", "true")
    tree_editor.keyboard.press("Escape")
    editor.expect_shape(tree_editor, *START)


def test_who_lost_the_right_to_save_is_led_to_unlocking_and_keeps_the_changes(
    tree_editor: Page,
) -> None:
    editor.choose(tree_editor, "Spike")
    editor.do(tree_editor, "Ungroup")
    tree_editor.context.clear_cookies(name="sessionid")
    editor.do(tree_editor, "Save")
    link = tree_editor.locator("#failure").get_by_role("link", name="Unlock the bucket")
    expect(link).to_be_visible()
    with tree_editor.expect_popup() as opened:
        link.click()
    expect(opened.value.get_by_role("heading", name="Edit this bucket")).to_be_visible()
    opened.value.close()
    expect(tree_editor.locator("#unsaved")).to_have_text("Unsaved changes")
