"""The files of a case as they lie, for a copy that loads to the same case with changes laid over it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import yaml
from pydantic import ValidationError

from treves.case.adjust import Adjustment, AdjustmentsSheet, adjustments_text
from treves.case.find import find_case
from treves.case.folder import Folder, read_folder
from treves.case.overlay import read_variant
from treves.errors import CaseError

__all__ = ["adjustments_of_case", "case_archive"]

BY_HAND = "adjustments.yaml"
DAY = (1980, 1, 1, 0, 0, 0)  # the first a zip can hold: the same files make the same archive


def adjustments_of_case(where: str | Path) -> tuple[Adjustment, ...]:
    """Return the changes made by hand that a case's own files already lay over it.

    Raises
    ------
    CaseError
        If there is no such case.
    """
    text = _files(where).texts.get(BY_HAND)
    if text is None:
        return ()
    try:
        return tuple(AdjustmentsSheet.model_validate(yaml.safe_load(text)).adjustments)
    except (ValidationError, yaml.YAMLError):
        return ()  # loading the case tells what is wrong


def case_archive(where: str | Path, adjustments: Sequence[Adjustment], *, name: str, remark: str = "") -> bytes:
    """Return a zip archive with a folder that holds the case's files and further changes laid over it.

    Parameters
    ----------
    where : str or Path
    adjustments : sequence of Adjustment
        On top of those the case has already.
    name : str
        Of the folder in the archive.
    remark : str
        Told at the top of ``adjustments.yaml``.

    Raises
    ------
    CaseError
        If there is no such case, or a file of it cannot be read.
    """
    folder = _files(where)
    if folder.faults:
        raise CaseError(folder.faults)
    every = (*adjustments_of_case(where), *adjustments)
    contents = {**folder.contents, BY_HAND: adjustments_text(every, remark=remark).encode("utf-8")}
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(contents):
            entry = zipfile.ZipInfo(f"{name}/{path}", DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, contents[path])
    return held.getvalue()


def _files(where: str | Path) -> Folder:
    found = find_case(where)
    if found.variant:
        return read_variant(found.root, found.variant, is_packaged=found.is_packaged)
    return read_folder(found.root, is_packaged=found.is_packaged)
