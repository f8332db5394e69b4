"""What shows that a file of a case folder changed, without reading any."""

from __future__ import annotations

import contextlib
from pathlib import Path

__all__ = ["file_marks"]


def file_marks(folder: Path) -> tuple[tuple[object, ...], ...]:
    """Return names, times of writing, sizes and places on the disk of a case's files; what is missing has none."""
    found: list[tuple[object, ...]] = []
    for path in sorted([*folder.glob("*.yaml"), folder / "statements.csv", *folder.glob("reports/*.txt")]):
        with contextlib.suppress(OSError):  # what is missing is told when the case is loaded
            stat = path.stat()
            found.append((path.name, stat.st_mtime_ns, stat.st_size, stat.st_ino))
    return tuple(found)
