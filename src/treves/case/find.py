"""Where a case lies: in a folder, among the packaged cases, or as a variant of one of these."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from treves.case.nearest import nearest_of
from treves.case.quote import quoted
from treves.errors import CaseError, Fault

__all__ = ["NAME", "VARIANTS", "Found", "find_case", "find_own_table", "packaged_cases", "packaged_variants"]

VARIANTS = "variants"
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


@dataclass(frozen=True, slots=True)
class Found:
    """Where the files of a case are.

    Parameters
    ----------
    root : Traversable
        Folder of the case.
    name : str
        What the case is called; ``CASE/NAME`` for a variant.
    variant : str
        Name of the variant, empty for the case itself.
    is_packaged : bool
        Whether it comes with treves.
    """

    root: Traversable
    name: str
    variant: str = ""
    is_packaged: bool = False


def packaged_cases() -> tuple[str, ...]:
    """Return the names of the cases that come with treves."""
    return tuple(sorted(entry.name for entry in _shelf().iterdir() if (entry / "case.yaml").is_file()))


def packaged_variants(case: str) -> tuple[str, ...]:
    """Return the variants of a packaged case as ``CASE/NAME``."""
    return tuple(f"{case}/{name}" for name in _variants_in(_shelf() / case))


def find_case(where: str | Path) -> Found:
    """Find a case.

    Parameters
    ----------
    where : str or Path
        A folder, or the name of a packaged case, with ``/NAME`` behind it for a variant. A folder that holds a
        ``case.yaml`` wins over a name; the folder ``variants/NAME`` of a case is that variant.

    Raises
    ------
    CaseError
        If there is none, with the name that is nearest.
    """
    path = Path(where)
    if where in packaged_cases() and not _is_case(path):
        return Found(_shelf() / str(where), str(where), is_packaged=True)
    if (inside := _around(path)) is not None:
        return inside
    if _is_case(path):
        return Found(path, path.resolve().name)
    case = _before_the_name(path, is_name=isinstance(where, str))
    if case is not None and path.name in _variants_in(case.root):
        return Found(case.root, f"{case.name}/{path.name}", path.name, case.is_packaged)
    if _is_folder(path) and str(where):
        return Found(path, path.resolve().name)
    raise CaseError([_why_not(where, path, case)])


def find_own_table(where: str | Path) -> Path | None:
    """Return the folder of the ``statements.csv`` that a verb may write to; None for a packaged case.

    Raises
    ------
    CaseError
        If there is no such case, or it is a variant that takes the statements of its case: to write there would
        change the case too.
    """
    found = find_case(where)
    if found.is_packaged or not isinstance(found.root, Path):
        return None
    if not found.variant:
        return found.root
    own = found.root / VARIANTS / found.variant
    if not (own / "statements.csv").is_file():
        what = "this variant has no statements of its own, and to write here would change those of its case"
        right = f"{found.root}, or a copy of its statements.csv in the folder of the variant"
        raise CaseError([Fault(str(own / "statements.csv"), 0, 0, what, right)])
    return own


def _shelf() -> Traversable:
    return files("treves") / "cases"


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # a name too long, or with a NUL in it
        return False


def _is_case(path: Path) -> bool:
    try:
        return path.is_dir() and (path / "case.yaml").is_file()
    except (OSError, ValueError):
        return False


def _is_there(path: Path) -> bool:
    try:
        return path.exists() and str(path) != "."
    except (OSError, ValueError):
        return False


def _variants_in(root: Traversable) -> tuple[str, ...]:
    """Return the names of the variants in the folder of a case; folders with other names are none."""
    try:
        entries = [entry for entry in (root / VARIANTS).iterdir() if NAME.fullmatch(entry.name) and entry.is_dir()]
    except OSError:
        return ()
    return tuple(sorted(entry.name for entry in entries))


def _around(path: Path) -> Found | None:
    """Return the variant whose own folder this is, as a shell completes it."""
    root = path.parent.parent
    if path.parent.name != VARIANTS or not _is_case(root) or path.name not in _variants_in(root):
        return None
    return Found(root, f"{root.resolve().name}/{path.name}", path.name)


def _before_the_name(path: Path, *, is_name: bool) -> Found | None:
    """Return the case before the last ``/``, where there is one."""
    parent = path.parent
    if len(path.parts) < 2:
        return None
    if _is_case(parent):
        return Found(parent, parent.resolve().name)
    if is_name and parent.as_posix() in packaged_cases():
        return Found(_shelf() / parent.as_posix(), parent.as_posix(), is_packaged=True)
    return None


def _why_not(where: str | Path, path: Path, case: Found | None) -> Fault:
    if _is_there(path):
        return Fault(str(where), 0, 0, "this is not a folder", "a folder that holds a case.yaml")
    shown = quoted(str(where))[1:-1]
    if case is not None:
        variants = [f"{path.parent.as_posix()}/{name}" for name in _variants_in(case.root)]
        if not variants:
            what = f"{case.name} has no variants"
            if case.is_packaged:
                right = f"{case.name}, or a copy of your own (treves new NAME --from {case.name}) with {VARIANTS}/NAME"
                return Fault(shown, 0, 0, what, right)
            return Fault(shown, 0, 0, what, f"{case.name}, or a folder {VARIANTS}/NAME with the files it replaces")
        near = nearest_of(path.name, [name.rpartition("/")[2] for name in variants])
        meant = f" (did you mean {quoted(near)}?)" if near else ""
        what = f"{case.name} has no variant {quoted(path.name)}{meant}"
        return Fault(shown, 0, 0, what, f"{'one of ' if len(variants) > 1 else ''}{', '.join(variants)}")
    known = packaged_cases()
    near = nearest_of(str(where), (*known, *(name for each in known for name in packaged_variants(each))))
    named = f"the packaged case {quoted(near)}" if near else f"a packaged case ({', '.join(known)})"
    what = "there is no folder and no packaged case of this name"
    return Fault(shown, 0, 0, what, f"{named}, or a folder that holds a case.yaml")
