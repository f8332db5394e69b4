"""Where the page keeps what it makes: beside the case's other results, or wherever one may write."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

__all__ = ["WorkFolder", "find_work_folder"]


@dataclass(frozen=True, slots=True)
class WorkFolder:
    """A folder one may write in.

    Parameters
    ----------
    path : Path
    is_kept : bool
        Whether it is still there tomorrow.
    why : str
        Why it is another than ``treves-CASE`` in the folder one works in; empty where it is that.
    """

    path: Path
    is_kept: bool
    why: str = ""


def find_work_folder(case: str, here: Path | None = None) -> WorkFolder:
    """Find where to keep what is made of a case.

    Parameters
    ----------
    case : str
        What it is called.
    here : Path, optional
        By default the folder one works in.
    """
    name = f"treves-{case.replace('/', '-')}"
    here = here or Path.cwd()
    if _may_write(here / name):
        return WorkFolder(here / name, is_kept=True)
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "treves" / name
    if _may_write(cache):
        return WorkFolder(cache, is_kept=True, why=f"{here} cannot be written to; what is made here lies in {cache}")
    temporary = Path(tempfile.mkdtemp(prefix="treves-"))
    why = (
        f"neither {here} nor {cache} can be written to; what is made here lies in {temporary} and may be gone tomorrow"
    )
    return WorkFolder(temporary, is_kept=False, why=why)


def _may_write(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"x")
            file.flush()
    except OSError:
        return False
    return True
