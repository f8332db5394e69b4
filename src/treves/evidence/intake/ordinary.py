"""Bytes of an ordinary file, up to a limit: no wait on a pipe, no endless device, no huge file read to its end."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from treves.evidence.intake.limits import ReadingError

__all__ = ["read_ordinary_file"]


def read_ordinary_file(path: Path, largest_bytes: int) -> bytes:
    """Read a file that a user named.

    Parameters
    ----------
    path : Path
        Links are followed; what they lead to must be an ordinary file.
    largest_bytes : int

    Returns
    -------
    bytes

    Raises
    ------
    ReadingError
        If it is a pipe, device, socket or folder, or is larger.
    OSError
        If the system does not give it.
    """
    # Opened without waiting and judged when open: what a name means may change between a look and an opening.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    if path.is_dir():
        raise ReadingError(f"{path}: a folder; right would be a file")
    try:
        handle = os.open(path, flags)
    except OSError as error:
        if path.is_socket():  # a socket cannot be opened at all
            raise ReadingError(f"{path}: not an ordinary file; right would be a file on a disk") from None
        raise error from None
    with os.fdopen(handle, "rb") as stream:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise ReadingError(f"{path}: not an ordinary file; right would be a file on a disk")
        content = stream.read(largest_bytes + 1)
    if len(content) > largest_bytes:
        raise ReadingError(f"{path}: larger than {largest_bytes:,} bytes; right would be a smaller file")
    return content
