"""How gunicorn serves a site; the last line printed at a start is the address."""

import gc
import os
from typing import Any

workers = min(4, os.cpu_count() or 1)
worker_class = "atlasviewer.running.worker.PatientWorker"
# Threads mostly wait for slow clients; `limits.py` reserves some of them for reads.
threads = 40
preload_app = True
timeout = 120
graceful_timeout = 20
keepalive = 15
loglevel = "warning"
limit_request_line = 8190
control_socket_disable = True


def calm_collector() -> None:
    """Run the garbage collector less often.

    A large table creates millions of objects without cycles; collecting took a fifth of the time.
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
    """Print the address of the site once it listens; processes are forked afterwards."""
    calm_collector()
    addresses = ", ".join(
        f"http://{listener.getsockname()[0]}:{listener.getsockname()[1]}/"
        for listener in server.LISTENERS
    )
    print(f"atlasviewer is ready: {addresses}", flush=True)  # noqa: T201


def post_fork(server: Any, worker: Any) -> None:
    """Give each process its own connections: the threads of a pool do not survive a fork."""
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        close_pool = getattr(connection, "close_pool", None)  # PostgreSQL's backend has one.
        if close_pool is not None:
            close_pool()
