"""One query for all who ask the same question at the same time.

A read of a hot feature costs a site on PostgreSQL more for asking the database than for all else.
Nothing is remembered: an answer comes from a query that began after its question was asked.
"""

from collections.abc import Callable, Hashable
from concurrent.futures import Future, wait
from threading import Lock
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class SharedQueries(Generic[Answer]):
    """Questions by key: those that are asked while a query runs share the next one.

    The running query may not see what was committed since it began, so nobody joins it.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._running: dict[Hashable, Future[Answer]] = {}
        self._next: dict[Hashable, Future[Answer]] = {}

    def ask(self, key: Hashable, query: Callable[[], Answer]) -> Answer:
        """Return what `query` returns, called now or by another thread after this call.

        What it raises, all raise who share it.
        """
        with self._lock:
            joined = self._next.get(key)
            running = self._running.get(key)
            mine: Future[Answer] = Future()
            if joined is None:
                (self._running if running is None else self._next)[key] = mine
        if joined is not None:
            return joined.result()
        if running is not None:
            wait([running])
            with self._lock:
                self._running[key] = self._next.pop(key)
        return self._run(key, mine, query)

    def _run(self, key: Hashable, mine: Future[Answer], query: Callable[[], Answer]) -> Answer:
        try:
            answer = query()
        except BaseException as error:
            mine.set_exception(error)
            raise
        else:
            mine.set_result(answer)
            return answer
        finally:
            with self._lock:
                if self._running.get(key) is mine:
                    del self._running[key]
