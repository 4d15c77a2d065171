"""The tutorial as readers see it: the printed link opens and shows what was uploaded."""

import json
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Page, expect

from tests.browser.canvases import find_region, read_pixel, slice_canvas
from tests.browser.colours.test_colours import magma
from tests.cast import GLOBAL_KEY
from tests.live import Site
from tests.site.sdk.test_tutorial import BUCKET, follow
from tests.waiting import SECONDS

pytestmark = pytest.mark.browser


def take_tree_away(site: Site, home: Path) -> None:
    """Bring the bucket to where the tutorial is before it defines a tree."""
    saved = json.loads((home / ".ibl" / "custom_features.json").read_text())
    token = saved["buckets"][BUCKET]["token"]
    answer = requests.patch(
        f"{site.api}buckets/{BUCKET}",
        json={"metadata": {"tree": None}},
        headers={"Authorization": f"Bearer {token}"},
        timeout=SECONDS,
    )
    assert answer.status_code == 200, answer.text


def test_the_printed_link_shows_the_regions_and_after_refresh_the_tree(
    page: Page, site: Site, tmp_path: Path
) -> None:
    run = follow(site, tmp_path / "home", typed=f"{GLOBAL_KEY}\n")
    assert run.returncode == 0, run.stdout
    take_tree_away(site, tmp_path / "home")

    page.goto(run.stdout.splitlines()[-1])
    tree = page.get_by_test_id("feature-tree")
    expect(tree).to_contain_text("spike_rate")
    assert tree.inner_text().split() == ["spike_rate", "spike_amplitude", "lfp_phase"]

    page.get_by_test_id("mapping").select_option("allen")
    for acronym in ("MOp1", "MOs5", "AAA", "ACAd2/3"):
        bar = page.get_by_test_id("bar-list").locator(f"[data-region='{acronym}']")
        expect(bar).to_have_attribute("data-side", "left")

    page.goto(f"{page.url}&coronal=-350")
    canvas = slice_canvas(page, "coronal")
    expect(page.get_by_test_id("bar-list").locator("[data-region='AAA']")).to_be_visible()
    zero = find_region(page, canvas, "AAA", "left")
    assert read_pixel(canvas, zero) == magma(0.0, 0.0, 3.4)

    assert follow(site, tmp_path / "home", typed="").returncode == 0
    page.get_by_test_id("bucket-refresh").click()
    expect(tree).to_contain_text("mean spike rate (Hz)")
    lines = [line.strip() for line in tree.inner_text().splitlines() if line.strip()]
    assert lines == [
        "Spike",
        "mean spike rate (Hz)",
        "mean spike amplitude (uV)",
        "LFP phase (8-10Hz band) (rad)",
    ]
