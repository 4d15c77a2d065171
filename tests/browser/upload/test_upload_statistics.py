"""SD, SEM and n beside values: kept as their statistics with one control, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.upload_page import UploadPage
from tests.live import Site

pytestmark = pytest.mark.browser

TABLE = "acronym\trate (Hz)\tSEM\tn\nMOs5\t3.4\t0.5\t4\nMOp1\t1.2\t0\t5\n"


def test_one_control_keeps_all_statistics_with_their_values(page: Page, site: Site) -> None:
    upload = UploadPage(page, site)
    upload.open()
    upload.paste(TABLE)
    names = page.get_by_role("textbox", name="Name of")
    statistics = page.get_by_role("combobox", name="Statistic of")
    expect(names).to_have_count(2)  # rate and SEM; n is left out
    control = page.get_by_role("group", name="SD, SEM and n")
    expect(control.get_by_label("Treat each column by itself")).to_be_checked()
    told = page.get_by_test_id("statistics")
    expect(told).to_contain_text("SEM (C), n (D) of “rate” (B)")

    control.get_by_label("Keep them as statistics").check()
    expect(told).to_contain_text("Kept as statistics, as you chose")
    expect(names).to_have_count(3)
    assert [name.input_value() for name in names.all()] == ["rate"] * 3
    assert [one.input_value() for one in statistics.all()] == ["mean", "sem", "count"]
    expect(page.get_by_role("heading", name="Features (1)")).to_be_visible()

    control.get_by_label("Treat each column by itself").check()
    expect(names).to_have_count(2)


def test_a_table_of_values_alone_has_no_such_control(page: Page, site: Site) -> None:
    upload = UploadPage(page, site)
    upload.open()
    upload.paste("acronym\trate\tdepth\nMOs5\t3.4\t1\nMOp1\t1.2\t2\n")
    expect(page.get_by_role("textbox", name="Name of")).to_have_count(2)
    expect(page.get_by_role("group", name="SD, SEM and n")).to_have_count(0)
