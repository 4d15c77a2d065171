"""From a table of animals to stored groups and a contrast, in a real browser."""

import pytest
import requests
from playwright.sync_api import Page, expect

from atlasviewer.atlas.regions import SIDE_ROWS, load_regions
from tests.browser.live_buckets import TOKEN, make_bucket
from tests.browser.upload_page import AXE
from tests.features.animals import oracle
from tests.features.animals.designs import UNPAIRED
from tests.live import Site
from tests.waiting import SECONDS

pytestmark = pytest.mark.browser


def choose(page: Page, site: Site, content: str) -> None:
    page.goto(f"{site.url}/animals/")
    file = {"name": "counts.csv", "mimeType": "text/csv", "buffer": content.encode()}
    page.get_by_test_id("file-input").set_input_files([file])
    expect(page.get_by_test_id("groups")).to_be_visible()


def test_groups_are_confirmed_compared_published_and_opened(page: Page, site: Site) -> None:
    make_bucket(site, "animal_journey")
    choose(page, site, UNPAIRED.content)
    expect(page.get_by_label("Group of G")).to_have_value("KO")
    expect(page.get_by_test_id("result")).to_have_count(0)
    page.get_by_text("Paste groups").click()
    pasted = "\n".join(f"{name}\tmutant" for name in UNPAIRED.groups["KO"])
    page.get_by_test_id("paste-groups").fill(pasted)
    page.get_by_role("button", name="Use pasted groups").click()
    expect(page.get_by_label("Group of G")).to_have_value("mutant")
    page.get_by_role("button", name="Confirm these groups").click()
    page.get_by_label("Left", exact=True).check()
    page.get_by_label("What was measured").fill("cFos")
    page.get_by_label("What was measured").press("Enter")
    methods = page.get_by_test_id("methods")
    expect(methods).to_contain_text("“mutant” (n = 4) was compared with “WT” (n = 5)")
    expect(page.get_by_test_id("warnings")).to_contain_text("nothing varies")
    expect(page.get_by_test_id("result")).to_contain_text("cFos mutant vs WT")
    page.get_by_test_id("bucket-name").fill("animal_journey")
    page.get_by_test_id("bucket-token").fill(TOKEN)
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_test_id("done")).to_contain_text("4 features published")
    assert_stored(site)
    page.get_by_test_id("open-viewer").click()
    expect(page).to_have_title("cFos mutant vs WT · animal_journey · atlasviewer")


def assert_stored(site: Site) -> None:
    groups = oracle.read_groups(UNPAIRED.content, UNPAIRED.groups)["VISp"]
    expected = oracle.compare(groups["KO"], groups["WT"], "welch", 3)
    url = f"{site.api}buckets/animal_journey/cFos mutant vs WT"
    stored = requests.get(url, timeout=SECONDS).json()["feature_data"]["mappings"]["allen"]
    row = int(load_regions().acronym.tolist().index("VISp")) + SIDE_ROWS
    assert stored["data"][str(row)]["p"] == pytest.approx(expected["p"])
    beside = requests.get(f"{url}/animals", timeout=SECONDS).json()
    assert {animal["group"] for animal in beside["animals"]} == {"mutant", "WT"}


def test_a_table_of_features_is_not_taken_for_animals(page: Page, site: Site) -> None:
    choose_features = "region,layer 1,layer 4,layer 5\nVISp,1,2,3\nMOs,4,5,6\n"
    page.goto(f"{site.url}/animals/")
    file = {"name": "layers.csv", "mimeType": "text/csv", "buffer": choose_features.encode()}
    page.get_by_test_id("file-input").set_input_files([file])
    expect(page.get_by_text("No column looks like an animal.")).to_be_visible()
    expect(page.get_by_role("button", name="Confirm these groups")).to_have_count(0)


def test_what_only_a_person_can_decide_is_asked(page: Page, site: Site) -> None:
    choose(page, site, UNPAIRED.content.replace("MOs,", "VISp1,"))
    page.get_by_role("button", name="Confirm these groups").click()
    page.get_by_label("Left", exact=True).check()
    expect(page.get_by_test_id("refusal")).to_contain_text("VISp1 inside VISp")
    page.get_by_label("Regions tested").select_option("leaves")
    expect(page.get_by_test_id("refusal")).to_have_count(0)
    expect(page.get_by_test_id("methods")).to_contain_text("without subregions")


def test_the_page_has_no_accessibility_faults(page: Page, site: Site) -> None:
    choose(page, site, UNPAIRED.content)
    page.get_by_role("button", name="Confirm these groups").click()
    page.get_by_label("Left", exact=True).check()
    expect(page.get_by_test_id("methods")).to_be_visible()
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []
