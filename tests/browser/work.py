"""Counts the work one action makes a page do, so that a test of "fast" needs no clock.

A change is a mutation of the document; a forced layout is a geometry read after a change.
One layout per step is what a browser does anyway; a layout per row is what makes a page stutter.
"""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

COUNT = """async (given) => {
    const step = ACT;
    let changes = 0;
    let layouts = 0;
    let dirty = false;
    const take = (records) => {
        changes += records.length;
        dirty ||= records.length > 0;
    };
    const observer = new MutationObserver(take);
    const read = () => {
        take(observer.takeRecords());
        if (dirty) layouts += 1;
        dirty = false;
    };
    const watched = [
        [Element.prototype, ['getBoundingClientRect', 'getClientRects', 'scrollIntoView'], 'value'],
        [HTMLElement.prototype, ['offsetHeight', 'offsetWidth', 'offsetTop', 'offsetLeft'], 'get'],
        [Element.prototype, ['clientHeight', 'clientWidth', 'scrollHeight', 'scrollTop'], 'get'],
    ];
    const restore = [];
    for (const [owner, names, kind] of watched) {
        for (const name of names) {
            const known = Object.getOwnPropertyDescriptor(owner, name);
            const counted = function (...parameters) {
                read();
                return known[kind].apply(this, parameters);
            };
            Object.defineProperty(owner, name, { ...known, [kind]: counted });
            restore.push(() => Object.defineProperty(owner, name, known));
        }
    }
    const options = { subtree: true, childList: true, attributes: true, characterData: true };
    observer.observe(document, options);
    try {
        await step(given);
        await new Promise(requestAnimationFrame);
        take(observer.takeRecords());
    } finally {
        observer.disconnect();
        restore.forEach((undo) => undo());
    }
    return [changes, layouts];
}"""


@dataclass(frozen=True)
class Work:
    """What one action made the page do, up to the next frame."""

    changes: int
    """Mutations of the document."""
    layouts: int
    """Geometry reads that followed a change, each of which lays the page out anew."""


def count_work(page: Page, act: str, given: Any = None) -> Work:
    """Run the JavaScript function `act` with `given` in the page; return the work it caused."""
    changes, layouts = page.evaluate(COUNT.replace("ACT", act), given)
    return Work(int(changes), int(layouts))
