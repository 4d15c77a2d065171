"""The upload is accessible: by keyboard, with screen readers, on a phone, in light and dark."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.upload_page import MESSY, UploadPage, find_violations, make_xlsx
from tests.live import Site

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def upload(page: Page, site: Site) -> UploadPage:
    upload = UploadPage(page, site)
    upload.open()
    return upload


def press_until(page: Page, key: str, selector: str, most: int = 60) -> None:
    """Press a key until the focus is on what `selector` finds."""
    for _ in range(most):
        page.keyboard.press(key)
        if page.evaluate(f"document.activeElement.matches({selector!r})"):
            return
    raise AssertionError(f"{key} did not lead to {selector}")


def test_the_whole_way_is_open_to_the_keyboard(upload: UploadPage, page: Page) -> None:
    upload.choose(make_xlsx(MESSY))
    press_until(page, "Shift+Tab", "[data-testid=step-check]")
    page.keyboard.press("Enter")
    upload.expect_step("check", "Check")
    press_until(page, "Tab", "[type=radio]")
    page.keyboard.press("Space")
    press_until(page, "Tab", "[data-testid=accept-all]")
    page.keyboard.press("Enter")
    upload.expect_left("3 problems left")
    inside = "document.querySelector('#check').contains(document.activeElement)"
    assert page.evaluate(inside), "the focus was lost with the problem that was solved"
    press_until(page, "Tab", "[data-acronym=SSp-bfd5]")
    page.keyboard.press("Enter")
    upload.expect_left("2 problems left")
    press_until(page, "Tab", "[data-value='about 9'] [data-testid=cell]")
    page.keyboard.press("Control+A")
    page.keyboard.type("9")
    page.keyboard.press("Enter")
    upload.expect_left("1 problem left")
    press_until(page, "Shift+Tab", "[title='Leave row 10 out']")
    page.keyboard.press("Enter")
    upload.expect_left("No problems left")
    page.keyboard.press("Control+z")
    upload.expect_left("1 problem left")


def test_what_changes_is_said_aloud(upload: UploadPage, page: Page) -> None:
    upload.choose(make_xlsx(MESSY))
    announcer = page.locator("#announcer")
    expect(announcer).to_have_text("Checked: 5 problems left.")
    assert announcer.get_attribute("aria-live") == "polite"
    upload.go("check")
    page.get_by_test_id("accept-all").click()
    expect(announcer).to_have_text("Checked: 3 problems left.")
    page.get_by_test_id("undo").click()
    upload.expect_left("5 problems left")


def test_the_steps_say_where_one_is_and_what_cannot_be_reached_yet(
    upload: UploadPage, page: Page
) -> None:
    nav = page.get_by_role("navigation", name="Steps")
    expect(nav.get_by_role("button").nth(0)).to_have_attribute("aria-current", "step")
    expect(upload.step("publish")).to_be_disabled()
    upload.choose(make_xlsx(MESSY))
    expect(upload.step("file")).not_to_have_attribute("aria-current", "step")
    expect(upload.step("check")).to_be_enabled()
    expect(upload.step("publish")).to_be_disabled()


def test_what_is_typed_survives_an_answer_that_comes_meanwhile(
    upload: UploadPage, page: Page
) -> None:
    upload.choose(make_xlsx(MESSY))
    description = page.get_by_label("Description of Firing rate")
    page.get_by_label("Unit of Latency").fill("s")
    with page.expect_response("**/api/tables/check"):
        description.focus()
        page.keyboard.type("mean over")
    page.wait_for_timeout(100)
    page.keyboard.type(" trials")
    expect(description).to_have_value("mean over trials")
    expect(page.get_by_label("Unit of Latency")).to_have_value("s")
    with page.expect_response("**/api/tables/check"):
        page.keyboard.press("Tab")
    page.get_by_test_id("undo").click()
    expect(description).to_have_value("")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [{"width": 1280, "height": 800}, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_in_any_step(
    page: Page, site: Site, scheme: str, size: dict[str, int]
) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    upload = UploadPage(page, site)
    upload.open()
    found = {"file": find_violations(page)}
    upload.choose(make_xlsx(MESSY))
    page.get_by_text("More choices").click()
    found["columns"] = find_violations(page)
    upload.go("check")
    found["check"] = find_violations(page)
    upload.choose_side("Left")
    page.get_by_test_id("accept-all").click()
    upload.expect_left("3 problems left")
    page.locator("[data-acronym=SSp-bfd5]").click()
    upload.expect_left("2 problems left")
    page.get_by_role("button", name="Mark as empty: cell C9").click()
    upload.expect_left("1 problem left")
    page.get_by_role("button", name="Leave row 10 out").click()
    upload.expect_left("No problems left")
    upload.go("publish")
    expect(page.get_by_test_id("preview-status")).to_contain_text("have values")
    found["publish"] = find_violations(page)
    upload.fill_new_bucket(f"axe_{scheme}_{size['width']}")
    upload.publish()
    found["done"] = find_violations(page)
    assert found == dict.fromkeys(found, [])


@pytest.mark.parametrize("step", ["file", "columns", "check"])
def test_a_phone_shows_every_step_without_scrolling_sideways(
    phone: Page, site: Site, step: str
) -> None:
    upload = UploadPage(phone, site)
    upload.open()
    upload.choose(make_xlsx(MESSY))
    upload.go(step)
    wide = phone.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0
