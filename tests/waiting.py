"""How long tests wait: bounds so generous that a busy machine keeps them, never measurements."""

import time
from collections.abc import Callable

from playwright.sync_api import Page

SECONDS = 60
"""For one answer of a site, or one change of a page."""
MILLISECONDS = SECONDS * 1000
PAUSE = 0.05

IDLE = """async () => {
    const frame = () => new Promise((resolve) => { requestAnimationFrame(resolve); });
    const idle = () => new Promise((resolve) => {
        requestIdleCallback(resolve, { timeout: 2000 });
    });
    for (let turn = 0; turn < 2; turn++) {
        await frame();
        await idle();
    }
}"""


def wait_until(holds: Callable[[], bool], pause: Callable[[], None] | None = None) -> None:
    """Ask until something holds; `pause` is what to do between two questions."""
    end = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < end, f"It did not happen within {SECONDS} s."
        if pause is None:
            time.sleep(PAUSE)
        else:
            pause()


def wait_in(page: Page, holds: Callable[[], bool]) -> None:
    """Ask until something holds, while the page goes on and reports its events."""
    wait_until(holds, lambda: page.wait_for_timeout(PAUSE * 1000))


def let_rest(page: Page, milliseconds: float) -> None:
    """Let a page's timers of this length run out, and wait until their work is done and drawn."""
    page.wait_for_timeout(milliseconds)
    page.evaluate(IDLE)
