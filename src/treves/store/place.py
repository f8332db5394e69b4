"""Where a store lies unless told otherwise."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["DEFAULT", "VARIABLE", "store_folder"]

DEFAULT = ".treves"
VARIABLE = "TREVES_STORE"


def store_folder(folder: Path | str | None = None) -> Path:
    """Return the folder of the store: the one named, else that of ``TREVES_STORE``, else ``.treves`` where we are."""
    return Path(folder or os.environ.get(VARIABLE) or DEFAULT)
