"""The tree editor: dragging, undo, repairs, two editors at once, failures; text stays text."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import live_buckets
from tests.browser import tree_page as editor
from tests.browser.work import count_work
from tests.live import Site

pytestmark = pytest.mark.browser

TREE: dict[str, Any] = {
    "Spike": {"rate": "spike_rate", "width": "spike_width"},
    "LFP": {"phase": "lfp_phase"},
    "theta": "theta",
}
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
NODES = ["Spike", "rate", "width", "LFP", "phase", "theta"]


@pytest.fixture
def bucket(site: Site, request: pytest.FixtureRequest) -> str:
    """A bucket of its own for each test, with five features of which one is not displayed."""
    name = f"t{abs(hash(request.node.nodeid))}"
    live_buckets.make_bucket(site, name, tree=TREE)
    for fname in ("spike_rate", "spike_width", "lfp_phase", "theta", "depth"):
        live_buckets.add_feature(site, name, fname, live_buckets.region_data({15: 1.0}))
    return name


@pytest.fixture
def opened(page: Page, site: Site, bucket: str) -> Page:
    editor.unlock(page, site, bucket)
    editor.open_tree(page, site, bucket)
    return page


@pytest.fixture
def second(browser: Browser, site: Site, bucket: str) -> Iterator[Page]:
    """Another person's editor, opened on the same tree."""
    context = editor.new_profile(browser)
    page = context.new_page()
    editor.unlock(page, site, bucket)
    editor.open_tree(page, site, bucket)
    yield page
    context.close()


def shape(page: Page) -> list[str]:
    """The whole tree, as “level label”."""
    items = page.get_by_test_id("tree").get_by_role("treeitem")
    return items.evaluate_all(
        "all => all.map(e => `${e.ariaLevel} ${e.querySelector('.label').textContent}`)"
    )


def expect_shape(page: Page, *lines: str) -> None:
    """Wait for these labels and levels: rows move while they are dragged, levels change after."""
    levels, labels = zip(*(line.split(" ", 1) for line in lines), strict=True)
    tree = page.get_by_test_id("tree")
    expect(tree.locator(".label")).to_have_text(list(labels))
    for item, level in zip(tree.get_by_role("treeitem").all(), levels, strict=True):
        expect(item).to_have_attribute("aria-level", level)
    assert shape(page) == list(lines)


def do(page: Page, name: str) -> None:
    page.get_by_role("group", name="Change the tree").get_by_role(
        "button", name=name, exact=True
    ).click()


def choose(page: Page, label: str) -> None:
    editor.row(page, label).locator(".label").click()


def rename(page: Page, label: str, new: str) -> None:
    editor.row(page, label).locator(".label").dblclick()
    page.keyboard.type(new)
    page.keyboard.press("Enter")


START = ("1 Spike", "2 rate", "2 width", "1 LFP", "2 phase", "1 theta")


def test_a_feature_is_dragged_before_after_and_into_a_folder(opened: Page) -> None:
    theta = editor.row(opened, "theta")
    editor.drag(opened, theta, editor.row(opened, "rate"), down=0.15)
    expect_shape(opened, "1 Spike", "2 theta", "2 rate", "2 width", "1 LFP", "2 phase")
    editor.drag(opened, theta, editor.row(opened, "phase"), down=0.85)
    expect_shape(opened, "1 Spike", "2 rate", "2 width", "1 LFP", "2 phase", "2 theta")


@pytest.mark.parametrize("state", ["open", "closed", "empty"])
def test_what_is_dropped_on_a_folder_is_in_it_and_the_folder_is_lit_before(
    opened: Page, state: str
) -> None:
    """Open, closed or empty: the row itself is the target, and what landed can be seen."""
    inside = ["2 rate", "2 width"]
    if state == "closed":
        choose(opened, "Spike")
        opened.keyboard.press("ArrowLeft")
        expect(editor.row(opened, "rate")).to_be_hidden()
    if state == "empty":
        editor.drag(opened, editor.row(opened, "width"), opened.get_by_test_id("hidden"), down=0.5)
        editor.drag(opened, editor.row(opened, "rate"), opened.get_by_test_id("hidden"), down=0.5)
        inside = []
    folder = editor.row(opened, "Spike")
    editor.hold(opened, editor.row(opened, "theta"), folder, down=0.5)
    expect(folder.locator("..")).to_have_class(re.compile("landing-into"))
    expect(opened.locator("#status")).to_have_text(f"Lands in “Spike”, at place {len(inside) + 1}.")
    opened.mouse.up()
    expect_shape(opened, "1 Spike", *inside, "2 theta", "1 LFP", "2 phase")
    expect(editor.row(opened, "theta")).to_be_visible()
    expect(opened.locator(".landing-into")).to_have_count(0)


def test_a_shelved_feature_dropped_on_a_closed_folder_is_in_it(opened: Page) -> None:
    choose(opened, "LFP")
    opened.keyboard.press("ArrowLeft")
    editor.drag(opened, editor.shelved(opened, "depth"), editor.row(opened, "LFP"), down=0.5)
    expect_shape(opened, "1 Spike", "2 rate", "2 width", "1 LFP", "2 phase", "2 depth", "1 theta")


def test_a_line_shows_the_place_and_the_level_and_escape_puts_back(opened: Page) -> None:
    """Behind the last of a folder the line is as far in as the level the pointer stands at."""
    row, line = editor.row(opened, "width"), opened.get_by_test_id("landing")
    editor.hold(opened, editor.row(opened, "theta"), row, down=0.9)
    box, drawn = editor.box_of(row), editor.box_of(line)
    assert abs(drawn["y"] - (box["y"] + box["height"])) <= 2
    assert abs(drawn["x"] - box["x"]) <= 2
    opened.mouse.move(
        editor.box_of(editor.row(opened, "Spike"))["x"] + 8, box["y"] + box["height"] - 3
    )
    expect(opened.locator("#status")).to_have_text("Lands on the top level, at place 2.")
    assert editor.box_of(line)["x"] < drawn["x"] - 15
    opened.keyboard.press("Escape")
    expect(line).to_be_hidden()
    expect_shape(opened, *START)
    opened.mouse.up()
    expect_shape(opened, *START)
    expect(opened.locator("#unsaved")).to_have_text("Saved")


def test_group_by_name_asks_before_it_takes_a_folder_apart(opened: Page) -> None:
    rename(opened, "rate", "Mean rate")
    do(opened, "Group by name")
    dialog = opened.get_by_role("dialog", name="Group by name")
    expect(dialog).to_contain_text("This takes apart the folder “LFP”.")
    dialog.get_by_role("button", name="Cancel").click()
    expect_shape(opened, "1 Spike", "2 Mean rate", "2 width", "1 LFP", "2 phase", "1 theta")
    do(opened, "Group by name")
    dialog.get_by_role("button", name="Group by name").click()
    expect_shape(opened, "1 Spike", "2 Mean rate", "2 width", "1 phase", "1 theta")
    expect(editor.shelved(opened, "depth")).to_be_visible()


def test_a_folder_is_dragged_with_all_that_is_in_it(opened: Page) -> None:
    editor.drag(opened, editor.row(opened, "LFP"), editor.row(opened, "rate"), down=0.15)
    expect_shape(opened, "1 Spike", "2 LFP", "3 phase", "2 rate", "2 width", "1 theta")


def test_an_empty_folder_takes_what_is_dropped_into_it(opened: Page) -> None:
    do(opened, "New folder")
    opened.keyboard.type("Empty")
    opened.keyboard.press("Enter")
    expect_shape(opened, *START, "1 Empty")
    editor.drag(opened, editor.row(opened, "theta"), editor.row(opened, "Empty"), down=0.9)
    expect_shape(opened, "1 Spike", "2 rate", "2 width", "1 LFP", "2 phase", "1 Empty", "2 theta")


def test_a_folder_dragged_to_the_other_pane_is_excluded_and_undo_brings_all_of_it_back(
    opened: Page,
) -> None:
    editor.drag(opened, editor.row(opened, "Spike"), opened.get_by_test_id("hidden"), down=0.5)
    expect_shape(opened, "1 LFP", "2 phase", "1 theta")
    expect(opened.get_by_test_id("hidden").locator("li")).to_have_count(3)
    opened.keyboard.press("Control+z")
    expect_shape(opened, *START)


def test_a_finger_moves_what_it_holds_for_a_moment(
    browser: Browser, site: Site, bucket: str
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    editor.unlock(page, site, bucket)
    editor.open_tree(page, site, bucket)
    start, end = (editor.row(page, label).bounding_box() for label in ("theta", "rate"))
    assert start is not None and end is not None
    client = context.new_cdp_session(page)

    def touch(kind: str, x: float, y: float) -> None:
        points = [] if kind == "touchEnd" else [{"x": x, "y": y}]
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    x, y = start["x"] + 60, start["y"] + start["height"] / 2
    touch("touchStart", x, y)
    page.wait_for_timeout(400)
    for step in range(1, 13):
        touch("touchMove", x, y + (end["y"] + 4 - y) * step / 12)
        page.wait_for_timeout(30)
    page.wait_for_timeout(200)
    touch("touchEnd", x, 0)
    expect_shape(page, "1 Spike", "2 theta", "2 rate", "2 width", "1 LFP", "2 phase")
    context.close()


def test_undo_goes_back_to_the_start_however_much_was_done_and_redo_returns(opened: Page) -> None:
    choose(opened, "theta")
    moves = ["Alt+ArrowUp", "Alt+ArrowRight", "Alt+ArrowUp", "Alt+ArrowLeft"] * 15
    for key in moves:
        opened.keyboard.press(key)
    end = shape(opened)
    assert end != list(START)
    while opened.locator("[data-do=undo]").get_attribute("aria-disabled") == "false":
        opened.keyboard.press("Control+z")
    assert shape(opened) == list(START)
    expect(opened.locator("#unsaved")).to_have_text("Saved")
    while opened.locator("[data-do=redo]").get_attribute("aria-disabled") == "false":
        opened.keyboard.press("Control+y")
    assert shape(opened) == end


def test_every_button_does_what_it_says(opened: Page) -> None:
    choose(opened, "rate")
    do(opened, "Duplicate")
    opened.keyboard.type("rate again")
    opened.keyboard.press("Enter")
    choose(opened, "LFP")
    do(opened, "Take apart")
    expect_shape(opened, "1 Spike", "2 rate", "2 rate again", "2 width", "1 phase", "1 theta")
    choose(opened, "theta")
    do(opened, "Move up")
    do(opened, "Move into the folder above")
    do(opened, "Move out of the folder")
    do(opened, "Move down")
    expect_shape(opened, "1 Spike", "2 rate", "2 rate again", "2 width", "1 phase", "1 theta")
    do(opened, "Exclude")
    do(opened, "Sort")
    expect_shape(opened, "1 phase", "1 Spike", "2 rate", "2 rate again", "2 width")
    choose(opened, "Spike")
    do(opened, "Take apart")
    expect_shape(opened, "1 phase", "1 rate", "1 rate again", "1 width")
    do(opened, "Group by name")
    expect_shape(opened, "1 phase", "1 spike", "2 rate", "2 rate again", "2 width")
    expect(opened.get_by_test_id("hidden").locator("li")).to_have_count(2)
    do(opened, "No tree")
    expect(opened.locator("#plain")).to_be_visible()
    expect_shape(opened, "1 spike_rate", "1 spike_width", "1 lfp_phase", "1 theta", "1 depth")


def test_a_folder_that_is_folded_hides_what_is_in_it(opened: Page) -> None:
    choose(opened, "Spike")
    opened.keyboard.press("ArrowLeft")
    expect(editor.row(opened, "rate")).to_be_hidden()
    opened.keyboard.press("ArrowDown")
    expect(opened.get_by_role("treeitem", name="LFP", exact=True)).to_be_focused()
    opened.keyboard.press("ArrowUp")
    opened.keyboard.press("ArrowRight")
    expect(editor.row(opened, "rate")).to_be_visible()
    opened.keyboard.press("t")
    expect(opened.get_by_role("treeitem", name="theta")).to_be_focused()


def test_a_label_twice_on_a_level_is_shown_cannot_be_saved_and_is_repaired(opened: Page) -> None:
    rename(opened, "width", "rate")
    problems = opened.get_by_test_id("problems")
    expect(problems).to_contain_text("“rate” is there twice in “Spike”")
    opened.keyboard.press("Control+s")
    expect(opened.get_by_role("alert")).to_contain_text("Not saved: a label is there twice")
    problems.get_by_role("button", name="Number it").click()
    expect(editor.row(opened, "rate (2)")).to_be_visible()
    editor.save(opened)


def test_entries_without_a_feature_and_empty_folders_are_shown_and_repaired(
    opened: Page, site: Site, bucket: str
) -> None:
    live_buckets.write(site, "DELETE", f"buckets/{bucket}/lfp_phase")
    opened.reload()
    problems = opened.get_by_test_id("problems")
    expect(problems).to_contain_text("“phase” stands for “lfp_phase”, which this bucket does not")
    problems.get_by_role("button", name="Remove the entry").click()
    expect(problems).to_contain_text("The folder “LFP” is empty")
    problems.get_by_role("button", name="Remove the folder").click()
    expect(problems).to_be_hidden()
    expect_shape(opened, "1 Spike", "2 rate", "2 width", "1 theta")


def test_two_editors_save_different_changes_and_the_second_merges(
    opened: Page, second: Page, site: Site, bucket: str, tmp_path: Any
) -> None:
    rename(opened, "rate", "mean spike rate (Hz)")
    choose(opened, "theta")
    opened.keyboard.press("Delete")
    editor.save(opened)

    rename(second, "Spike", "Spikes")
    editor.shelved(second, "depth").click()
    second.get_by_role("button", name="Save", exact=True).click()
    dialog = second.get_by_role("dialog", name="Somebody else saved this tree")
    theirs, mine = (dialog.get_by_test_id(f"changes-{side}") for side in ("theirs", "mine"))
    expect(theirs.locator("li")).to_have_text(
        ["Renamed “rate” to “mean spike rate (Hz)”", "Excluded “theta” (theta)"]
    )
    expect(mine.locator("li")).to_have_text(
        ["Renamed “Spike” to “Spikes”", "Added “depth” (depth) in “Spikes”"]
    )
    expect(dialog.get_by_test_id("clashes")).to_have_count(0)
    dialog.get_by_role("button", name="Apply both").click()
    expect_shape(
        second, "1 Spikes", "2 mean spike rate (Hz)", "2 width", "2 depth", "1 LFP", "2 phase"
    )
    expect(second.locator("#unsaved")).to_have_text("Unsaved changes")
    editor.save(second)
    assert editor.read_tree_by_sdk(site, tmp_path / "home", bucket) == [
        [
            "Spikes",
            [["mean spike rate (Hz)", "spike_rate"], ["width", "spike_width"], ["depth", "depth"]],
        ],
        ["LFP", [["phase", "lfp_phase"]]],
    ]


def rename_differently(opened: Page, second: Page) -> Locator:
    rename(opened, "theta", "theirs")
    editor.save(opened)
    rename(second, "theta", "mine")
    second.get_by_role("button", name="Save", exact=True).click()
    return second.get_by_role("dialog")


def test_where_both_changed_the_same_the_second_decides(opened: Page, second: Page) -> None:
    dialog = rename_differently(opened, second)
    expect(dialog.get_by_test_id("clashes")).to_contain_text(
        "“theta” was named “mine” by you, “theirs” by them."
    )
    dialog.get_by_label("theirs holds").check()
    dialog.get_by_role("button", name="Apply both").click()
    expect(editor.row(second, "theirs")).to_be_visible()


def test_the_second_may_keep_theirs_mine_or_decide_later_and_undo(
    opened: Page, second: Page
) -> None:
    dialog = rename_differently(opened, second)
    dialog.get_by_role("button", name="Decide later").click()
    expect(editor.row(second, "mine")).to_be_visible()
    second.get_by_role("button", name="Save", exact=True).click()
    dialog.get_by_role("button", name="Take only theirs").click()
    expect(editor.row(second, "theirs")).to_be_visible()
    expect(second.locator("#unsaved")).to_have_text("Saved")
    second.locator("#tree").get_by_role("treeitem").first.click()
    second.keyboard.press("Control+z")
    expect(editor.row(second, "mine")).to_be_visible()
    editor.save(second)


def test_a_server_that_cannot_be_reached_is_told_and_the_work_stays(opened: Page) -> None:
    rename(opened, "theta", "kept")
    opened.route("**/tree/saved", lambda route: route.abort())
    do(opened, "Save")
    expect(opened.get_by_role("alert")).to_contain_text("Not saved. The server cannot be reached")
    expect(editor.row(opened, "kept")).to_be_visible()
    opened.unroute("**/tree/saved")
    editor.save(opened)
    expect(opened.locator("#failure")).to_be_empty()


def test_a_token_changed_meanwhile_is_told_and_the_work_stays_until_it_is_unlocked_again(
    opened: Page, site: Site, bucket: str
) -> None:
    rename(opened, "theta", "kept")
    other = "7f2b8f1e-0000-4000-8000-000000000001"
    live_buckets.write(site, "PATCH", f"buckets/{bucket}", {"metadata": {"token": other}})
    do(opened, "Save")
    expect(opened.get_by_role("alert")).to_contain_text("or its token was changed since")
    door = opened.context.new_page()
    editor.unlock(door, site, bucket, other)
    door.close()
    editor.save(opened)


def test_leaving_with_unsaved_changes_asks_first(opened: Page, site: Site) -> None:
    asked: list[str] = []

    def stay(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    opened.on("dialog", stay)
    rename(opened, "theta", "kept")
    opened.evaluate("location.assign('/buckets/')")
    opened.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    expect(editor.row(opened, "kept")).to_be_visible()
    editor.save(opened)
    opened.goto(f"{site.url}/buckets/")
    assert asked == ["beforeunload"]


@pytest.mark.parametrize("label", ["<img src=x onerror=window.hacked=1>", "../../x", "__proto__"])
def test_a_label_of_markup_or_paths_is_text_everywhere(
    opened: Page, second: Page, site: Site, bucket: str, label: str
) -> None:
    rename(opened, "theta", label)
    rename(opened, "Spike", f"{label} folder")
    expect(editor.row(opened, label)).to_be_visible()
    expect(opened.get_by_test_id("preview")).to_contain_text(label)
    editor.save(opened)
    rename(second, "phase", "other")
    do(second, "Save")
    expect(second.get_by_role("dialog")).to_contain_text(f"Renamed “theta” to “{label}”")
    for path in (f"/buckets/{bucket}/", f"/?buckets={bucket}&bucket={bucket}"):
        opened.goto(f"{site.url}{path}")
        expect(opened.get_by_text(label, exact=True).first).to_be_visible(timeout=30_000)
        assert opened.evaluate("window.hacked") is None
    assert second.evaluate("window.hacked") is None


def test_a_label_that_cannot_be_is_refused_in_place(opened: Page) -> None:
    editor.row(opened, "theta").locator(".label").dblclick()
    field = opened.get_by_label("New name of theta")
    field.fill("  ")
    opened.keyboard.press("Enter")
    expect(opened.locator("#status")).to_have_text("A label cannot be empty.")
    expect(field).to_have_attribute("aria-invalid", "true")
    opened.keyboard.press("Escape")
    expect_shape(opened, *START)


def test_a_move_among_a_thousand_features_touches_each_row_once(opened: Page) -> None:
    opened.evaluate(OPEN_THOUSAND)
    work = count_work(opened, "() => window.moveOneUp()")
    drawn = opened.locator("#many [role=treeitem]").count()
    assert drawn >= 1000
    assert 0 < work.changes <= 2 * drawn + 100, work
    assert work.layouts <= 1, work
