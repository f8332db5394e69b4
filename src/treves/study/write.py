"""Files that are either whole or not there: a temporary name beside the target, flushed to disk, then renamed."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from treves.errors import TrevesError
from treves.store.files import write_whole
from treves.study.findings import Findings

__all__ = ["findings_schema", "findings_text", "prepare_folder", "write_findings", "write_text"]


def prepare_folder(folder: Path) -> Path:
    """Make a folder and make sure that one may write in it, before any work is done for it.

    Raises
    ------
    TrevesError
        If a file stands in the way.
    OSError
        If the folder cannot be made or written in; nothing was lost.
    """
    if folder.exists() and not folder.is_dir():
        raise TrevesError(f"{folder} is a file; name a folder with --out")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder):
        return folder


def write_text(path: Path | str, text: str) -> Path:
    """Write a text file in UTF-8, whole or not at all.

    Parameters
    ----------
    path : Path or str
    text : str

    Returns
    -------
    Path
        ``path``.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text.encode("utf-8"))
    return path


def write_findings(findings: Findings, path: Path | str) -> Path:
    """Write findings as JSON; the same findings give the same bytes."""
    return write_text(path, findings_text(findings))


def findings_text(findings: Findings) -> str:
    """Return findings as they stand in ``findings.json``; the same findings give the same text."""
    document = findings.model_dump(mode="json")
    return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def findings_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of ``findings.json``."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Findings.model_json_schema(mode="serialization"),
    }
