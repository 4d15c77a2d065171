"""A small bucket with known values, and the viewer opened on it."""

from collections.abc import Mapping
from typing import Any

import requests
from playwright.sync_api import Locator, Page, expect

from atlasviewer.atlas.regions import load_regions
from tests.live import GLOBAL_KEY, Site
from tests.waiting import SECONDS

TOKEN = "1d1d1a0e-8e3f-4c55-8f0e-6a5a3c0c7e11"
BUCKET = "viewer"
PLAIN = f"buckets={BUCKET}&coronal=1400&auto=0"
UNIT = "sp/s"
# Under Beryl: asymmetric, with a negative value, a zero, and a region only on one side.
RATES: dict[tuple[str, str], dict[str, float]] = {
    ("MOs", "left"): {"mean": 3.4, "std": 0.5, "count": 12},
    ("MOs", "right"): {"mean": -1.0, "std": 0.25, "count": 9},
    ("MOp", "left"): {"mean": 1.2, "std": 0.1, "count": 4},
    ("MOp", "right"): {"mean": 1.1, "std": 0.1, "count": 3},
    ("CP", "left"): {"mean": 0.0, "std": 0.0, "count": 2},
    ("CP", "right"): {"mean": 2.0, "std": 0.0, "count": 2},
    ("ACAd", "left"): {"mean": 0.5, "std": 0.0, "count": 1},
}


def row_of(acronym: str, side: str) -> int:
    """Return the row with side of an acronym."""
    regions = load_regions()
    row = regions.acronym.tolist().index(acronym)
    return int(row) + (1327 if side == "left" else 0)


def regions_payload(
    fname: str,
    values: Mapping[tuple[str, str], Mapping[str, float]],
    *,
    unit: str = UNIT,
    description: str = "",
    origins: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return what the API takes for values of Beryl regions, shown the same under every mapping."""
    data = {str(row_of(*region)): dict(numbers) for region, numbers in values.items()}
    mappings = {name: {"data": data} for name in ("allen", "beryl", "cosmos")}
    feature_data: dict[str, Any] = {"mappings": mappings}
    if origins is not None:
        feature_data["origins"] = dict(origins)
    return {
        "fname": fname,
        "short_desc": description,
        "unit": unit,
        "feature_data": feature_data,
    }


def make_bucket(
    site: Site, name: str, payloads: list[dict[str, Any]], tree: Mapping[str, Any] | None = None
) -> None:
    """Create a bucket with features on a live site."""
    metadata = {"token": TOKEN, **({"tree": tree} if tree is not None else {})}
    send("POST", f"{site.api}buckets", {"uuid": name, "metadata": metadata}, GLOBAL_KEY)
    for payload in payloads:
        send("POST", f"{site.api}buckets/{name}", payload, TOKEN)


def send(method: str, url: str, content: Any, key: str) -> None:
    """Send JSON with a key; fail with what the server said."""
    headers = {"Authorization": f"Bearer {key}"}
    answer = requests.request(method, url, json=content, headers=headers, timeout=SECONDS)
    assert answer.ok, answer.text


_MADE: set[str] = set()


def make_viewer_bucket(site: Site) -> str:
    """Create the bucket of these tests once: rates with origins, depth without, in two folders."""
    if site.url in _MADE:
        return BUCKET
    _MADE.add(site.url)
    given = [row_of("MOs", "left"), row_of("CP", "left"), row_of("CP", "right")]
    spread = {str(row_of("MO", "left")): [row_of("MOp", "left")]}
    rates = regions_payload(
        "rates",
        RATES,
        description="Firing rate of good units",
        origins={"beryl": {"given": given, "spread": spread}},
    )
    depth = regions_payload("depth", {("MOs", "left"): {"mean": 7.0}}, unit="µm")
    tree = {"Ephys": {"Firing rate": "rates"}, "Histology": {"Depth": "depth"}}
    make_bucket(site, BUCKET, [rates, depth], tree)
    return BUCKET


def open_viewer(page: Page, site: Site, query: str = PLAIN) -> Page:
    """Open the viewer and wait until it is complete and its slices are smooth."""
    page.goto(f"{site.url}/?{query}")
    expect(page.locator("#viewer")).to_have_attribute("aria-busy", "false")
    expect(page.get_by_test_id("bar-list")).to_be_visible()
    page.locator("#panels canvas[data-quality='smooth']").first.wait_for()
    return page


def bar(page: Page, acronym: str, side: str) -> Locator:
    """Return the bar of a region."""
    return page.locator(f".bar[data-region='{acronym}'][data-side='{side}']")


def bar_order(page: Page) -> list[str]:
    """Return the bars from top to bottom, as 'MOs left'."""
    bars = page.locator(".bar").evaluate_all(
        "bars => bars.sort((one, other) => one.ariaPosInSet - other.ariaPosInSet)"
        ".map((bar) => `${bar.dataset.region} ${bar.dataset.side}`)"
    )
    return list(bars)


def parameter(page: Page, name: str) -> str | None:
    """Return a parameter of the address, or None."""
    value = page.evaluate("name => new URLSearchParams(location.search).get(name)", name)
    return None if value is None else str(value)


def expect_parameter(page: Page, name: str, wanted: str | None) -> None:
    """Wait until the address says this of a parameter."""
    page.wait_for_function(
        "([name, wanted]) => new URLSearchParams(location.search).get(name) === wanted",
        arg=[name, wanted],
    )
