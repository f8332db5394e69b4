"""Standard streams that hold: one that was closed becomes an empty one, and a letter it cannot write becomes a mark."""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
from types import FrameType
from typing import NoReturn

__all__ = ["speaks_unicode", "steady_streams"]

TERMINATED = 128 + signal.SIGTERM


def steady_streams() -> None:
    """Make the standard streams safe to use; call it before anything else is opened.

    Where the caller closed one, the next file opened would take its number, and words for the terminal would end up in
    that file: each is put on the null device first. Where a terminal cannot show a letter, a question mark stands for
    it. A polite request to end is obeyed the way an interruption is, so that temporary files go.
    """
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        if getattr(sys, name) is None:
            handle = os.open(os.devnull, os.O_RDWR)
            if handle != number and not _is_open(number):
                os.dup2(handle, number)
            setattr(sys, name, os.fdopen(handle, mode, encoding="utf-8"))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace" if stream is sys.stdout else "backslashreplace")
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _end)


def speaks_unicode() -> bool:
    """Say whether the standard output can write any letter."""
    return (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "").startswith("utf")


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def _end(_number: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(TERMINATED)
