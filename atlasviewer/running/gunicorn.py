"""How gunicorn serves a site; the address is the last line a start prints."""

import gc
import os
from typing import Any

workers = min(4, os.cpu_count() or 1)
worker_class = "atlasviewer.running.worker.PatientWorker"
# A thread waits for a slow client most of the time; `limits.py` leaves a part of them to reads.
threads = 40
preload_app = True
timeout = 120
graceful_timeout = 20
keepalive = 15
loglevel = "warning"
limit_request_line = 8190
control_socket_disable = True


def calm_collector() -> None:
    """Look for cycles of objects less often.

    A large table makes millions of objects and no cycles; looking for those took a fifth of it.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def on_starting(server: Any) -> None:
    from atlasviewer.running.metrics import empty_folder

    empty_folder()


def child_exit(server: Any, worker: Any) -> None:
    from atlasviewer.running.metrics import forget_process

    forget_process(worker.pid)


def when_ready(server: Any) -> None:
    """Say where the site is, once it listens; processes are forked after it."""
    calm_collector()
    addresses = ", ".join(
        f"http://{listener.getsockname()[0]}:{listener.getsockname()[1]}/"
        for listener in server.LISTENERS
    )
    print(f"atlasviewer is ready: {addresses}", flush=True)  # noqa: T201


def post_fork(server: Any, worker: Any) -> None:
    """Give each process connections of its own: a pool's threads do not survive a fork."""
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        close_pool = getattr(connection, "close_pool", None)  # PostgreSQL's backend has one.
        if close_pool is not None:
            close_pool()
