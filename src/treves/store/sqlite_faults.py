"""What SQLite's errors mean, and what would be right."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

__all__ = ["told"]

BUSY = (
    ": another process has been writing for {seconds:g} seconds; nothing was written; right would be: wait until it is "
    "done, and try again"
)
DAMAGED = (
    " is damaged ({error}); right would be: a copy of it from before, or, to begin anew, move it away (with the files "
    "beside it whose names begin alike)"
)
FORBIDDEN = ": you may not write there; right would be: another folder"
MEANINGS = {
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_FULL: ": the disk is full; nothing was half-written; right would be: make room, and try again",
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
    sqlite3.SQLITE_READONLY: FORBIDDEN,
    sqlite3.SQLITE_PERM: FORBIDDEN,
    sqlite3.SQLITE_AUTH: FORBIDDEN,
    sqlite3.SQLITE_IOERR: ": the disk does not read or write as it should ({error}); nothing was half-written",
}


def told(error: sqlite3.Error, path: Path, wait_seconds: float) -> str:
    """Put an error of SQLite in words.

    Parameters
    ----------
    error : sqlite3.Error
    path : Path
        The file.
    wait_seconds : float
        How long was waited for another writer.

    Returns
    -------
    str
    """
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_CANTOPEN:
        return f"{path} cannot be opened: {_why_not_opened(path)}"
    return f"{path}{MEANINGS.get(code, ': {error}').format(error=error, seconds=wait_seconds)}"


def _why_not_opened(path: Path) -> str:
    folder = path.parent
    if path.is_dir():
        return "it is a folder"
    if not folder.is_dir():
        return f"there is no folder {folder}"
    if path.exists() and not os.access(path, os.R_OK):
        return "you may not read it"
    if not os.access(folder, os.W_OK):
        return f"you may not write in {folder}; right would be: another folder"
    return "the disk is full, or too many files are open"
