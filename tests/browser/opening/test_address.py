"""The address holds the view: copied elsewhere it opens as exactly that view."""

import base64
import json
import subprocess
from pathlib import Path
from urllib.parse import parse_qsl, quote

import pytest
from playwright.sync_api import Page, expect

from atlasviewer.atlas.regions import load_regions
from tests.browser.live_buckets import add_feature, make_bucket, region_data
from tests.live import BASE_DIR, Site
from tests.waiting import let_rest

pytestmark = pytest.mark.browser

STATES = 12
RANDOM_ADDRESSES = """
import { writeAddress } from './static/js/state/address.js';
import { randomState, seeded } from './tests/js/state/random_states.js';
const random = seeded(11);
const here = { bucket: 'addresses', buckets: ['addresses'], embed: false };
const write = () => writeAddress({ ...randomState(random), ...here });
console.log(JSON.stringify(Array.from({ length: COUNT }, write)));
"""
GREEK = "Ρυθμός εκφόρτισης, μέσος"


@pytest.fixture(scope="module")
def bucket(site: Site) -> str:
    """A bucket whose names are hard to write in an address."""
    name = make_bucket(site, "addresses")
    add_feature(site, name, GREEK, region_data({20: 0.0, 1347: 2.5, 700: -1.0}), unit="σπ/s")
    add_feature(site, name, "rate", region_data({20: 1.0}))
    return name


def random_addresses(count: int) -> list[str]:
    """Return queries of random states, written by the page's own modules."""
    script = RANDOM_ADDRESSES.replace("COUNT", str(count))
    command = ["node", "--input-type=module", "--eval", script]
    done = subprocess.run(command, cwd=BASE_DIR, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def shown(page: Page) -> dict[str, str]:
    """Return the parameters of the page's address, as the page itself wrote it."""
    query = page.evaluate("location.search.slice(1)")
    pairs = parse_qsl(query, strict_parsing=True, keep_blank_values=True)
    parameters = dict(pairs)
    assert len(parameters) == len(pairs)
    return parameters


def open_viewer(page: Page, site: Site, query: str) -> None:
    page.goto(f"{site.url}/?{query}")
    expect(page.get_by_test_id("bar-list")).to_be_attached()


def test_random_states_open_from_their_address_as_they_were(
    page: Page, site: Site, bucket: str
) -> None:
    for query in random_addresses(STATES):
        page.context.clear_cookies()  # What the view before has left for the next.
        open_viewer(page, site, query)
        let_rest(page, 400)
        expected = dict(parse_qsl(query, keep_blank_values=True))
        # Without a feature the page shows the bucket's first one.
        assert shown(page) == {"feature": GREEK, **expected}


def test_every_acronym_of_the_atlas_survives_in_a_selection(
    page: Page, site: Site, bucket: str
) -> None:
    acronyms = [str(acronym) for acronym in load_regions().acronym[1:1328]]
    assert {"CUL4 5", "ACAd2/3", "grv of CTX"} <= set(acronyms)
    open_viewer(page, site, f"bucket={bucket}")
    kept = page.evaluate(
        """async (acronyms) => {
            const { readAddress, writeAddress } = await import('/static/js/state/address.js');
            const start = readAddress('').state;
            const back = (acronym, side) => {
                const query = writeAddress({ ...start, selected: [{ acronym, side }] });
                return readAddress(new URL(`/?${query}`, location.href).search).state.selected[0];
            };
            return acronyms.filter((acronym) => ['left', 'right', 'both'].every((side) => {
                const { acronym: name, side: other } = back(acronym, side);
                return name === acronym && other === side;
            }));
        }""",
        acronyms,
    )
    assert kept == acronyms


def test_slice_zero_a_range_of_zero_and_greek_open_as_they_were(
    page: Page, site: Site, bucket: str
) -> None:
    query = (
        f"bucket={bucket}&feature={quote(GREEK)}&range=0..0&horizontal=0&coronal=0&mapping=allen"
    )
    open_viewer(page, site, query)
    current = page.locator("[role=treeitem][aria-selected=true], [aria-current=true]").first
    expect(current).to_contain_text(GREEK)
    expect(page.get_by_test_id("mapping")).to_have_value("allen")
    expect(page.get_by_test_id("range-min")).to_have_value("0")
    expect(page.get_by_test_id("range-max")).to_have_value("0")
    canvas = page.get_by_test_id("slice-coronal")
    expect(canvas).to_have_attribute("data-index", str(round(5400 / 25)))
    assert shown(page)["range"] == "0..0"


def test_the_address_the_sdk_prints_opens_its_buckets(page: Page, site: Site, bucket: str) -> None:
    open_viewer(page, site, "buckets=addresses%2Cother&bucket=addresses")
    picker = page.get_by_test_id("bucket-picker")
    expect(picker).to_have_value("addresses")
    assert picker.locator("option").all_text_contents() == ["addresses", "other"]


def test_an_old_link_opens_as_the_same_view_and_becomes_our_address(
    page: Page, site: Site, bucket: str
) -> None:
    row = list(load_regions().acronym[:1328]).index("MOs")
    old = {
        "cmap": "viridis",
        "cmapmin": 20,
        "cmapmax": 80,
        "logScale": False,
        "stat": "mean",
        "fname": GREEK,
        "isVolume": False,
        "mapping": "beryl",
        "selected": [row + 1327],
        "coronal": 0,
        "sagittal": 550,
        "horizontal": 400,
        "exploded": 0,
        "search": "",
    }
    text = base64.urlsafe_b64encode(json.dumps(old).encode()).decode().rstrip("=")
    open_viewer(page, site, f"bucket={bucket}&state={text}")
    expect(page.get_by_test_id("range-max")).to_have_value("1.8")
    let_rest(page, 400)
    parameters = shown(page)
    assert "state" not in parameters
    assert parameters["selected"] == "MOs:L"
    assert parameters["cmap"] == "viridis"
    low, high = map(float, parameters["range"].split(".."))
    assert (round(low, 9), round(high, 9)) == (-0.3, 1.8)
    assert float(parameters["coronal"]) == 5400.0
    assert float(parameters["sagittal"]) == -5739 + 25 * 220


def test_what_cannot_be_read_is_named_and_the_rest_is_shown(
    page: Page, site: Site, bucket: str
) -> None:
    open_viewer(page, site, f"bucket={bucket}&mapping=swanson&range=low..high&coronal=0&colour=red")
    status = page.get_by_test_id("status")
    expect(status).to_contain_text("“mapping=swanson”")
    expect(status).to_contain_text("“range=low..high”")
    expect(status).to_contain_text("“colour”")
    assert shown(page)["coronal"] == "0"


def test_markup_in_the_address_is_text(page: Page, site: Site, bucket: str) -> None:
    open_viewer(page, site, f"bucket={bucket}&mapping=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    expect(page.get_by_test_id("status")).to_contain_text("<img src=x onerror=alert(1)>")
    assert page.locator("img[src=x]").count() == 0


def test_the_table_of_parameters_in_the_docs_is_complete() -> None:
    table = (BASE_DIR / "static/js/state/viewer_state.js").read_text()
    documented = Path(BASE_DIR / "docs/viewer_links.md").read_text()
    keys = [
        line.split(":")[0].strip()
        for line in table.split("VIEWER_STATE = Object.freeze({")[1].split("});")[0].splitlines()
        if line.strip().endswith("),") and ":" in line
    ]
    assert len(keys) > 20
    assert [key for key in keys if f"`{key}`" not in documented] == []
