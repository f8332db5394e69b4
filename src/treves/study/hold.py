"""A folder held by one process at a time, so that two runs do not mix their files."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from treves.errors import TrevesError

if sys.platform != "win32":
    import fcntl

__all__ = ["held_folder"]

TEMPORARY = re.compile(r"\..+\.[a-z0-9_]{8}\.part")


@contextmanager
def held_folder(folder: Path, *, right: str) -> Iterator[Path]:
    """Hold a folder while working in it.

    The lock lies on the folder itself, so nothing is left behind; it ends with the process, however that ends. Where
    the file system knows no locks the work goes on without one. What a killed process left half-written under a
    temporary name is taken away.

    Parameters
    ----------
    folder : Path
        Must be there.
    right : str
        What would be right where another process holds it.

    Raises
    ------
    TrevesError
        If another process holds it.
    """
    if sys.platform == "win32":  # folders cannot be locked there, and the last to write wins
        yield folder
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise TrevesError(f"{folder}: another treves is at work there; right would be {right}") from None
        except OSError:
            yield folder
            return
        for left in folder.glob(".*.part"):
            if TEMPORARY.fullmatch(left.name):
                with suppress(OSError):
                    left.unlink()
        yield folder
    finally:
        os.close(handle)
