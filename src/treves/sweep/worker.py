"""A worker process: takes points from a pipe, gives back what it found, ends when the other side is gone."""

from __future__ import annotations

import pickle
import signal
from multiprocessing.connection import Connection

from treves.sweep.crew import do_task

__all__ = ["READY", "serve"]

READY = "ready"


def serve(connection: Connection, packed: bytes, memory_bytes: int | None) -> None:
    """Work until the pipe is closed.

    Parameters
    ----------
    connection : Connection
    packed : bytes
        The pickled work.
    memory_bytes : int, optional
        What one task may take.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all; the parent decides
    try:
        work = pickle.loads(packed)  # noqa: S301 - from our own parent
        connection.send(READY)
        while True:
            number, point = connection.recv()
            connection.send(do_task(work, number, point, memory_bytes))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # the parent is done, or gone
