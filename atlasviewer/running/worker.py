"""Gunicorn's threaded worker, for clients that are slow: by accident or on purpose.

A connection gets a thread only once the whole head of its request has arrived. A body must arrive,
and an answer must be received, at a minimum rate; a client that stalls is disconnected. `limits.py`
decides what a request may send, and a proxy in front buffers both ways (docs/deploy.md).
"""

import errno
import selectors
import socket
import time
from functools import partial
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

HEAD_SECONDS = 10
HEAD_BYTES = 1 << 16
"""Bytes after which a head is passed on even if incomplete: gunicorn refuses it."""
HEAD_ENDS = (b"\r\n\r\n", b"\n\n")
STALLED_SECONDS = 20
GRACE_SECONDS = 15
LEAST_RATE = 2_000
"""Least average bytes per second, in either direction, after the grace period."""
SEND_BYTES = 1 << 16


class PatientSocket(socket.socket):
    """A connection that is closed if the other side stalls or is too slow."""

    _began = 0.0
    _moved = 0
    _wakes_at = 1

    @classmethod
    def take(cls, sock: socket.socket) -> "PatientSocket":
        """Return the same connection with limits on its slowness."""
        timeout = sock.gettimeout()
        patient = cls(fileno=sock.detach())
        patient.settimeout(timeout)
        return patient

    def wake_at(self, count: int) -> None:
        """Become readable only when so many bytes have arrived."""
        if count != self._wakes_at:
            self.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, count)
            self._wakes_at = count

    def begin(self) -> None:
        """Start counting: a request begins."""
        self._began, self._moved = time.monotonic(), 0

    def setblocking(self, flag: bool) -> None:
        self.settimeout(STALLED_SECONDS if flag else 0.0)

    def recv(self, *args: Any) -> bytes:
        try:
            data = super().recv(*args)
        except TimeoutError:
            raise _let_go() from None
        self._count(len(data))
        return data

    def sendall(self, data: Any, *args: Any) -> None:  # noqa: ARG002
        rest = memoryview(data).cast("B")
        while rest:
            try:
                sent = self.send(rest[:SEND_BYTES])
            except TimeoutError:
                raise _let_go() from None
            self._count(sent)
            rest = rest[sent:]

    def sendfile(self, *args: Any, **options: Any) -> int:
        try:
            return super().sendfile(*args, **options)
        except TimeoutError:
            raise _let_go() from None

    def _count(self, moved: int) -> None:
        self._moved += moved
        taken = time.monotonic() - self._began
        if taken > GRACE_SECONDS and self._moved < LEAST_RATE * taken:
            raise _let_go()


def _let_go() -> ConnectionResetError:
    return ConnectionResetError(errno.ECONNRESET, "The client was too slow.")


class PatientWorker(ThreadWorker):
    """Waits for heads without a thread, and for bodies and readers with time limits."""

    def enqueue_req(self, conn: TConn) -> None:
        if not isinstance(conn.sock, PatientSocket):
            conn.sock = PatientSocket.take(conn.sock)
        if not self._head_is_here(conn):
            self._wait_for_head(conn)
            return
        conn.data_ready = True
        conn.sock.begin()
        super().enqueue_req(conn)

    def on_pending_socket_readable(self, conn: TConn, client: Any) -> None:
        if self._head_is_here(conn):
            super().on_pending_socket_readable(conn, client)

    def _head_is_here(self, conn: TConn) -> bool:
        """Return whether the head of the request has arrived, so that no thread has to wait for it.

        Received bytes are only peeked at; the system wakes us again when more arrive. It can do so
        for TCP only; a local socket comes from the site's own proxy.
        """
        if conn.sock.family not in (socket.AF_INET, socket.AF_INET6) or self.cfg.is_ssl:
            return True
        if conn.parser is not None and conn.parser.unreader.buf.getvalue():
            return True
        try:
            head = socket.socket.recv(conn.sock, HEAD_BYTES, socket.MSG_PEEK | socket.MSG_DONTWAIT)
            here = not head or len(head) >= HEAD_BYTES or any(end in head for end in HEAD_ENDS)
            wanted = 1 if here else len(head) + 1
        except BlockingIOError:
            here, wanted = False, 1
        except OSError:
            return True
        conn.sock.wake_at(wanted)
        return here

    def _wait_for_head(self, conn: TConn) -> None:
        conn.sock.setblocking(False)
        conn.timeout = time.monotonic() + HEAD_SECONDS
        self.pending_conns.append(conn)
        readable = partial(self.on_pending_socket_readable, conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, readable)
