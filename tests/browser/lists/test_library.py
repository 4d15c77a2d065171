"""Features are prefetched, once, and a deleted feature is reported."""

import re
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import CDPSession, Page, Request, Route, expect

from tests.browser.live_buckets import TOKEN, add_feature, make_bucket, region_data, write
from tests.browser.work import count_work
from tests.live import Site
from tests.waiting import let_rest, wait_in

pytestmark = pytest.mark.browser

MANY = 1000
SWITCHES = 300
GROWTH = 1.10
"""Two rounds of the same switches may differ by a tenth of the heap."""


@pytest.fixture
def bucket(site: Site, request: pytest.FixtureRequest) -> str:
    """A separate bucket with five features in a tree."""
    name = make_bucket(site, f"lib-{abs(hash(request.node.name))}")
    for n in range(5):
        add_feature(site, name, f"f{n}", region_data({20: float(n), 21: 9.0}))
    tree = {"Group": {"Third": "f3", "First": "f1"}, "Zero": "f0", "Two": "f2", "Four": "f4"}
    write(site, "PATCH", f"buckets/{name}", {"metadata": {"tree": tree}})
    return name


def follow(page: Page) -> list[str]:
    """Return a list that collects the names of the features that the page requests."""
    asked: list[str] = []

    def note(request: Request) -> None:
        if found := re.search(r"/api/buckets/[^/]+/([^/?]+)$", request.url):
            asked.append(unquote(found.group(1)))

    page.on("request", note)
    return asked


def choose(page: Page, fname: str) -> None:
    page.get_by_test_id("feature-tree").locator(f"[data-fname='{fname}']").click()


def value_of(page: Page, acronym: str) -> str:
    return page.locator(f".bar[data-region='{acronym}']").first.inner_text()


def test_features_are_fetched_ahead_in_tree_order_and_then_shown_without_a_request(
    page: Page, site: Site, bucket: str
) -> None:
    asked = follow(page)
    page.goto(f"{site.url}/?bucket={bucket}&mapping=allen")
    wait_in(page, lambda: len(asked) >= 5)
    assert asked == ["f3", "f1", "f0", "f2", "f4"]
    let_rest(page, 300)
    frames = page.evaluate(
        """async ([fname]) => {
            const canvas = document.querySelector('[data-testid=slice-coronal]');
            const draw = CanvasRenderingContext2D.prototype.putImageData;
            let drawn = 0;
            let frame = 0;
            CanvasRenderingContext2D.prototype.putImageData = function put(...rest) {
                if (this.canvas === canvas && drawn === 0) drawn = frame;
                return draw.apply(this, rest);
            };
            await new Promise(requestAnimationFrame);
            document.querySelector(`[data-fname="${fname}"]`).click();
            while (drawn === 0 && frame < 60) {
                frame += 1;
                await new Promise(requestAnimationFrame);
            }
            CanvasRenderingContext2D.prototype.putImageData = draw;
            return drawn;
        }""",
        ["f2"],
    )
    assert 1 <= frames <= 2
    assert len(asked) == 5


def test_a_slow_feature_says_how_far_it_has_come_and_a_failed_one_can_be_tried_again(
    page: Page, site: Site, bucket: str
) -> None:
    held: list[Route] = []
    page.route("**/f4", lambda route: held.append(route))
    page.goto(f"{site.url}/?bucket={bucket}&feature=f4&mapping=allen")
    status = page.get_by_test_id("status")
    expect(status).to_contain_text("Loading")
    held[0].abort()
    expect(status).to_contain_text("cannot be reached")
    page.unroute("**/f4")
    page.get_by_test_id("retry-feature").click()
    expect(page.locator(".bar").first).to_be_visible()
    expect(status).to_be_hidden()


def test_a_late_answer_does_not_replace_what_was_chosen_since(
    page: Page, site: Site, bucket: str
) -> None:
    held: list[Route] = []
    page.route("**/f4", lambda route: held.append(route))
    page.goto(f"{site.url}/?bucket={bucket}&feature=f4&mapping=allen")
    expect(page.get_by_test_id("feature-tree").locator("[data-fname=f1]")).to_be_visible()
    choose(page, "f1")
    acronym = page.locator(".bar").first.get_attribute("data-region")
    shown = value_of(page, str(acronym))
    page.unroute("**/f4")
    let_rest(page, 300)
    assert value_of(page, str(acronym)) == shown
    expect(page).to_have_url(re.compile("feature=f1"))


def test_a_feature_deleted_meanwhile_says_so_and_refresh_keeps_the_view(
    page: Page, site: Site, bucket: str
) -> None:
    page.route("**/f2", lambda route: route.abort())  # Not fetched ahead.
    with page.expect_event("requestfailed", lambda request: request.url.endswith("/f2")):
        page.goto(f"{site.url}/?bucket={bucket}&feature=f0&mapping=allen&coronal=0")
    expect(page.locator(".bar").first).to_be_visible()
    page.unroute("**/f2")
    write(site, "DELETE", f"buckets/{bucket}/f2")
    choose(page, "f2")
    expect(page.get_by_test_id("status")).to_contain_text("“f2” was deleted")
    choose(page, "f0")
    write(site, "PATCH", f"buckets/{bucket}/f0", {"feature_data": region_data({20: 77.0})})
    page.get_by_test_id("bucket-refresh").click()
    expect(page.get_by_test_id("feature-tree").locator("[data-fname=f2]")).to_have_count(0)
    expect(page.locator(".bar").first).to_contain_text("77")
    expect(page).to_have_url(re.compile(r"feature=f0.*coronal=0"))


def test_a_deleted_bucket_says_so(page: Page, site: Site, bucket: str) -> None:
    page.goto(f"{site.url}/?bucket={bucket}")
    expect(page.get_by_test_id("feature-tree").locator("[data-fname=f1]")).to_be_visible()
    write(site, "DELETE", f"buckets/{bucket}")
    page.get_by_test_id("bucket-refresh").click()
    expect(page.get_by_text("This bucket was deleted")).to_be_visible()


def heap(session: CDPSession) -> float:
    """Return the bytes in use in the page's JavaScript heap, after collecting garbage."""
    for _ in range(3):
        session.send("HeapProfiler.collectGarbage")
    return session.send("Runtime.getHeapUsage")["usedSize"]


SWITCH = """async ([names, switches]) => {
    const frame = () => new Promise(requestAnimationFrame);
    const leaf = (fname) => document.querySelector(`[role=treeitem][data-fname="${fname}"]`);
    for (let n = 0; n < switches; n++) {
        leaf(names[n % names.length]).click();
        await frame();
        await frame();
    }
}"""


def test_hundreds_of_switches_leave_no_growing_memory(page: Page, site: Site, bucket: str) -> None:
    page.goto(f"{site.url}/?bucket={bucket}&mapping=allen")
    expect(page.locator(".bar").first).to_be_visible()
    session = page.context.new_cdp_session(page)
    names = [f"f{n}" for n in range(5)]
    page.evaluate(SWITCH, [names, SWITCHES // 3])
    before = heap(session)
    page.evaluate(SWITCH, [names, SWITCHES])
    after = heap(session)
    assert after < before * GROWTH, f"{before / 1e6:.1f} MB became {after / 1e6:.1f} MB"


def deep_tree(fnames: list[str], level: int) -> dict[str, object]:
    """Return a tree of `level` levels with the features evenly below."""
    if level == 1:
        return {f"Feature {fname}": fname for fname in fnames}
    size = -(-len(fnames) // 4)
    parts = [fnames[start : start + size] for start in range(0, len(fnames), size)]
    return {f"Level {level} · {n}": deep_tree(part, level - 1) for n, part in enumerate(parts)}


def test_a_step_in_a_thousand_features_does_little_work(page: Page, site: Site) -> None:
    fnames = [f"feature {n:04}" for n in range(MANY)]
    listing = {
        "features": {fname: {"short_desc": f"About {fname}", "unit": "Hz"} for fname in fnames},
        "metadata": {"uuid": "thousand", "tree": deep_tree(fnames, 5)},
    }
    feature = {"feature_data": region_data({20: 1.0, 21: 2.0}), "short_desc": "", "unit": "Hz"}
    page.route("**/api/buckets/thousand", lambda route: route.fulfill(json=listing))
    page.route("**/api/buckets/thousand/*", lambda route: route.fulfill(json=feature))
    page.goto(f"{site.url}/?bucket=thousand&mapping=allen")
    expect(page.locator("[role=treeitem][data-fname]")).to_have_count(MANY)
    rows = page.locator("[role=treeitem]").count()
    choose = """(n) => document.querySelectorAll('[role=treeitem][data-fname]')[n].click()"""
    for place in (37, 740):
        work = count_work(page, choose, place)
        assert 0 < work.changes <= 2 * rows, work
        assert work.layouts <= 4, work
    narrow = """(text) => {
        const filter = document.querySelector('[data-testid=feature-filter]');
        filter.value = text;
        filter.dispatchEvent(new Event('input'));
    }"""
    for text in ("0", "09", "099", ""):
        work = count_work(page, narrow, text)
        assert work.changes <= 3 * rows, (text, work)
        assert work.layouts <= 1, (text, work)


def test_what_the_page_announces_is_what_it_asks_for_and_only_once(
    page: Page, site: Site, bucket: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto(f"{site.url}/?bucket={bucket}&feature=f3&mapping=allen")
    expect(page.locator(".bar").first).to_be_visible()
    announced = page.locator("link[rel=preload]").evaluate_all(
        "(links) => links.map(({ href }) => new URL(href).pathname)"
    )
    assert announced[-2:] == [f"/api/buckets/{bucket}", f"/api/buckets/{bucket}/f3"]
    assert len(announced) == 5
    assert [asked.count(path) for path in announced] == [1] * 5


def test_tokens_are_never_sent_when_reading(page: Page, site: Site, bucket: str) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(str(request.all_headers())))
    page.goto(f"{site.url}/?bucket={bucket}")
    expect(page.locator(".bar").first).to_be_visible()
    assert sent
    assert [headers for headers in sent if TOKEN in headers or "authorization" in headers] == []
