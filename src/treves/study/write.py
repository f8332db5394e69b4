"""Files that are either whole or not there: a temporary name beside the target, flushed to disk, then renamed."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any

from treves.errors import TrevesError
from treves.study.findings import Findings

__all__ = ["findings_schema", "prepare_folder", "write_findings", "write_text"]


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
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)  # mkstemp makes files private; a report is to be passed on
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return path


def write_findings(findings: Findings, path: Path | str) -> Path:
    """Write findings as JSON; the same findings give the same bytes."""
    document = findings.model_dump(mode="json")
    return write_text(path, json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n")


def findings_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of ``findings.json``."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Findings.model_json_schema(mode="serialization"),
    }
