"""One writer at a time: a lock on a folder that ends with the process that holds it, however that ends."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from treves.errors import TrevesError

__all__ = ["LOCK", "hold_folder"]

LOCK = ".treves.lock"
"""An empty file in the folder; who has it locked, writes."""

PATIENCE_S = 10.0
EVERY_S = 0.01

if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    def _try_to_lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _try_to_lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextlib.contextmanager
def hold_folder(folder: Path, *, patience_s: float = PATIENCE_S) -> Iterator[None]:
    """Hold a folder against every other writer, in this process or another.

    Parameters
    ----------
    folder : Path
    patience_s : float
        Seconds to wait for another writer.

    Raises
    ------
    TrevesError
        If another writer holds it all that time.
    OSError
        If the folder cannot be written to.
    """
    handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o644)
    try:
        until = time.monotonic() + patience_s
        while True:
            try:
                _try_to_lock(handle)
                break
            except OSError:
                if time.monotonic() >= until:
                    raise TrevesError(
                        f"{folder} is being written to by another treves; right would be to try again when that is done"
                    ) from None
                time.sleep(EVERY_S)
        yield
    finally:
        os.close(handle)
