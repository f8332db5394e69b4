"""Whether a case is still what it was when it was read."""

from __future__ import annotations

from pathlib import Path

from treves.case.case import Case
from treves.case.find import find_case
from treves.case.folder import digest_of, read_folder
from treves.case.overlay import read_variant
from treves.errors import TrevesError

__all__ = ["is_changed"]


def is_changed(case: Case, where: str | Path) -> bool:
    """Say whether the files of a case differ from those it was read from; a case that is gone differs.

    Parameters
    ----------
    case : Case
    where : str or Path
        What :func:`treves.case.load_case` was given.
    """
    try:
        found = find_case(where)
        folder = (
            read_variant(found.root, found.variant, is_packaged=found.is_packaged)
            if found.variant
            else read_folder(found.root, is_packaged=found.is_packaged)
        )
    except (OSError, TrevesError):
        return True
    return digest_of(folder.contents) != case.digest
