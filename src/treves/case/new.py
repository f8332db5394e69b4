"""A small working case to start one's own from."""

from __future__ import annotations

import os
import shutil
import tempfile
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from treves.case.find import NAME, find_case, packaged_cases
from treves.case.quote import quoted
from treves.case.schema import write_schemas
from treves.errors import CaseError, Fault

__all__ = ["new_case"]

RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
TITLE_MARK = "@NAME@"


def new_case(name: str, parent: Path, source: str | Path | None = None) -> Path:
    """Write a small working case, commented, into a new folder, or a copy of a case that is there.

    The folder appears whole or not at all: it is written under a temporary name, then renamed.

    Parameters
    ----------
    name : str
        Name of the case and of its folder: small letters, digits, ``-`` and ``_``.
    parent : Path
        Folder to write it in.
    source : str or Path, optional
        A case to copy whole, with its variants; by default the small case that comes with treves.

    Returns
    -------
    Path
        The new folder.

    Raises
    ------
    CaseError
        If the name is no name for a case, the folder is there already, or it cannot be written; if there is no such
        case to copy, or it is a variant.
    """
    if not NAME.fullmatch(name) or name in RESERVED:
        raise _refusal(quoted(name), "this is no name for a case", "small letters, digits, '-' and '_', at most 64")
    if name in packaged_cases():
        raise _refusal(name, "a packaged case has this name", "another name")
    original = files("treves.case") / "template" if source is None else _case_to_copy(source)
    target = Path(parent) / name
    if os.path.lexists(target):
        raise _refusal(str(target), "this is there already", "another name, or another folder to write it in")
    temporary: Path | None = None
    try:
        temporary = Path(tempfile.mkdtemp(prefix=f".{name}-", dir=parent))
        _copy(original, temporary, name)
        write_schemas(temporary / ".schemas")
        temporary.chmod(0o755)
        temporary.rename(target)
    except OSError as error:
        raise _refusal(
            str(target), f"it cannot be written ({error.strerror or error})", "a folder to write in"
        ) from error
    finally:
        if temporary is not None and temporary.exists():
            shutil.rmtree(temporary, ignore_errors=True)
    return target


def _refusal(file: str, what: str, right: str) -> CaseError:
    return CaseError([Fault(file, 0, 0, what, right)])


def _case_to_copy(source: str | Path) -> Traversable:
    found = find_case(source)
    if found.variant:
        right = found.name.rpartition("/")[0]
        raise _refusal(str(source), "a variant is part of its case, and copied with it", right)
    return found.root


def _copy(source: Traversable, target: Path, name: str) -> None:
    for entry in source.iterdir():
        if entry.is_dir():
            if entry.name.startswith("."):  # schemas are written anew; history and kept runs are not the case
                continue
            (target / entry.name).mkdir()
            _copy(entry, target / entry.name, name)
            continue
        content = entry.read_bytes()
        if entry.name == "case.yaml":
            content = content.replace(TITLE_MARK.encode(), name.encode())
        with (target / entry.name).open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
