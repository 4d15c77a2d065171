"""Checks the clock between the steps of long work, so that no table takes too long.

A server sets the function that checks the clock and raises when time is up. Without it, as in
scripts, there is no limit.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_look: ContextVar[Callable[[], None]] = ContextVar("look", default=lambda: None)


@contextmanager
def patience(look: Callable[[], None]) -> Iterator[None]:
    """Call `look` between the steps of work in the ``with`` block; what it raises ends it."""
    token = _look.set(look)
    try:
        yield
    finally:
        _look.reset(token)


def look_at_clock() -> None:
    """End the work if its time is up; called once per row or column."""
    _look.get()()
