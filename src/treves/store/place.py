"""Where a store lies unless told otherwise."""

from __future__ import annotations

import os
from pathlib import Path

from treves.store.errors import StoreError

__all__ = ["DEFAULT", "VARIABLE", "check_place", "store_folder"]

DEFAULT = ".treves"
VARIABLE = "TREVES_STORE"


def store_folder(folder: Path | str | None = None) -> Path:
    """Return the folder of the store: the one named, else that of ``TREVES_STORE``, else ``.treves`` where we are."""
    return Path(folder or os.environ.get(VARIABLE) or DEFAULT)


def check_place(folder: Path) -> None:
    """Refuse a folder in which no store could be made; make nothing.

    Raises
    ------
    StoreError
        If a file stands in the way, or one may not write there.
    """
    at = folder.absolute()
    while not at.exists() and at != at.parent:
        at = at.parent
    if not at.is_dir():
        raise StoreError(f"{at} is a file; right would be: a folder for the kept runs")
    if not os.access(at, os.W_OK | os.X_OK):
        raise StoreError(f"{at}: you may not write there; right would be: another folder for the kept runs")
