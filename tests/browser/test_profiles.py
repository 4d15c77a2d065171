"""The profile that tests use in turn holds nothing of the test before but files."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.profiles import Profile
from tests.live import Site

pytestmark = pytest.mark.browser

STORE = """async () => {
    localStorage.setItem('of', 'the test before');
    sessionStorage.setItem('of', 'the test before');
    document.cookie = 'of=the test before; path=/';
    const cache = await caches.open('of the test before');
    await cache.put('/kept', new Response('kept'));
    const opening = indexedDB.open('of the test before', 1);
    await new Promise((resolve, reject) => {
        opening.onupgradeneeded = () => opening.result.createObjectStore('kept').put(1, 'one');
        opening.onsuccess = resolve;
        opening.onerror = reject;
    });
}"""
HELD = """async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    cookies: document.cookie,
    caches: await caches.keys(),
    databases: (await indexedDB.databases()).map(({ name }) => name),
    clipboard: (await navigator.permissions.query({ name: 'clipboard-read' })).state,
})"""
FETCHED = """() => Object.fromEntries(performance.getEntriesByType('resource')
    .filter(({ name }) => name.includes('/bundles/'))
    .map(({ name, transferSize }) => [name, transferSize]))"""
EMPTY = {"local": 0, "session": 0, "cookies": "", "caches": [], "databases": []}


@pytest.fixture
def own_profile(browser: Browser) -> Iterator[Profile]:
    context = browser.new_context()
    yield Profile(context)
    context.close()


def open_regions(profile: Profile, site: Site) -> Page:
    page = profile.context.new_page()
    page.goto(f"{site.url}/regions/", wait_until="load")
    return page


def test_an_emptied_profile_holds_nothing_and_still_has_the_files(
    own_profile: Profile, site: Site
) -> None:
    page = open_regions(own_profile, site)
    own_profile.context.grant_permissions(["clipboard-read"])
    page.evaluate(STORE)
    before = page.evaluate(HELD)
    assert [what for what, none in EMPTY.items() if before[what] == none] == []
    assert before["clipboard"] == "granted"
    fetched = page.evaluate(FETCHED)
    assert fetched
    assert min(fetched.values()) > 0

    own_profile.empty()
    assert page.is_closed()
    page = open_regions(own_profile, site)
    assert page.evaluate(HELD) == {**EMPTY, "clipboard": "prompt"}
    assert page.evaluate(FETCHED) == dict.fromkeys(fetched, 0)
