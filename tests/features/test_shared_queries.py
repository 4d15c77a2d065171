"""Equal questions share a query, but never one that began before them."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from features.reads.shared_queries import SharedQueries
from tests.waiting import SECONDS, wait_until


class Database:
    """A value that can be written, and queries that hold still until they are let go."""

    def __init__(self) -> None:
        self.value = "old"
        self.begun: list[str] = []
        self.released = threading.Event()

    def query(self) -> str:
        found = self.value
        self.begun.append(found)
        if len(self.begun) == 1:
            assert self.released.wait(SECONDS)
        return found


def count_waiting(shared: SharedQueries[str]) -> int:
    upcoming = shared._next.get("key")
    return len(upcoming._condition._waiters) if upcoming else 0


def test_who_asks_after_a_write_never_gets_the_answer_of_a_query_that_began_before_it() -> None:
    database, shared = Database(), SharedQueries[str]()
    with ThreadPoolExecutor(5) as pool:
        early = pool.submit(shared.ask, "key", database.query)
        wait_until(lambda: bool(database.begun))
        database.value = "new"
        late = [pool.submit(shared.ask, "key", database.query) for _ in range(4)]
        wait_until(lambda: "key" in shared._next)
        database.released.set()
        assert early.result(SECONDS) == "old"
        assert [one.result(SECONDS) for one in late] == ["new"] * 4
    assert shared._running == shared._next == {}


def test_those_who_wait_share_one_query() -> None:
    database, shared = Database(), SharedQueries[str]()
    with ThreadPoolExecutor(9) as pool:
        first = pool.submit(shared.ask, "key", database.query)
        wait_until(lambda: bool(database.begun))
        joined = [pool.submit(shared.ask, "key", database.query) for _ in range(8)]
        wait_until(lambda: count_waiting(shared) == 7)  # and one waits to ask for them all
        database.released.set()
        assert [one.result(SECONDS) for one in [first, *joined]] == ["old"] * 9
    assert len(database.begun) == 2


def test_other_questions_do_not_wait() -> None:
    database, shared = Database(), SharedQueries[str]()
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(shared.ask, "slow", database.query)
        wait_until(lambda: bool(database.begun))
        assert shared.ask("other", lambda: "at once") == "at once"
        database.released.set()
        assert slow.result(SECONDS) == "old"


def test_a_query_that_fails_fails_for_those_who_share_it_and_is_asked_again() -> None:
    shared = SharedQueries[str]()

    def fail() -> str:
        raise OSError("away")

    with pytest.raises(OSError, match="away"):
        shared.ask("key", fail)
    assert shared.ask("key", lambda: "back") == "back"
