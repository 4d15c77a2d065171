"""A look at the clock between the parts of long work, so that no table takes as long as it likes.

Whoever opens and checks a table for somebody else says what looks at the clock, and that raises
when the time is over. Without it, as in scripts, a table takes the time that it takes.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_look: ContextVar[Callable[[], None]] = ContextVar("look", default=lambda: None)


@contextmanager
def patience(look: Callable[[], None]) -> Iterator[None]:
    """Call `look` between the parts of the work in the ``with`` block; what it raises ends it."""
    token = _look.set(look)
    try:
        yield
    finally:
        _look.reset(token)


def look_at_clock() -> None:
    """End the work when its time is over; called once a row or a column."""
    _look.get()()
