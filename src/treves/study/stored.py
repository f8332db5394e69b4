"""Findings read back from the disk."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from treves.errors import TrevesError
from treves.evidence.intake.ordinary import read_ordinary_file
from treves.study.findings import Findings

__all__ = ["load_findings"]

LARGEST_BYTES = 500_000_000


def load_findings(path: Path | str) -> Findings:
    """Read the ``findings.json`` of a run.

    Parameters
    ----------
    path : Path or str

    Returns
    -------
    Findings

    Raises
    ------
    TrevesError
        If it is no findings of a run, with the first place that does not fit.
    OSError
        If there is no such file.
    """
    content = read_ordinary_file(Path(path), LARGEST_BYTES)
    try:
        return Findings.model_validate_json(content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "file"
        raise TrevesError(
            f"{path}: no findings of a run ({where}: {first['msg']}); right would be what treves run writes"
        ) from None
