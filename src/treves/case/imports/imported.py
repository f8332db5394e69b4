"""What an importer hands on, and the case folder made of it: whole, checked by the loader, or not there at all."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from treves.case.load import load_case
from treves.case.quote import quoted
from treves.case.statements import REQUIRED
from treves.errors import CaseError, Fault

__all__ = ["Imported", "short_names", "write_case"]

NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
LONGEST_NAME = 80


@dataclass(frozen=True)
class Imported:
    """A case as other files tell it, before it is written.

    Parameters
    ----------
    sheets : mapping of str to plain data
        By file: ``case.yaml``, ``agenda.yaml``, ``cabinet.yaml``, and any of ``codebook.yaml`` and ``values.yaml``.
    notes : tuple of str
        What was decided in reading, to be told to the user and kept in the case.
    texts : mapping of str to str
        Further files, such as ``statements.csv``, as they are to stand.
    """

    sheets: Mapping[str, Any]
    notes: tuple[str, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)


def short_names(given: Iterable[str]) -> list[str]:
    """Make names that a case accepts, one line of at most 80 characters and no two alike, from any words.

    Examples
    --------
    >>> short_names(["Tokyo", " Tokyo ", "", "x" * 90])[:3]
    ['Tokyo', 'Tokyo (2)', 'unnamed']
    """
    found: list[str] = []
    for words in given:
        name = " ".join(NOT_IN_NAMES.sub(" ", words).split())[:LONGEST_NAME].strip() or "unnamed"
        number, made = 1, name
        while made in found:
            number += 1
            mark = f" ({number})"
            made = name[: LONGEST_NAME - len(mark)].rstrip() + mark
        found.append(made)
    return found


class _Plain(yaml.SafeDumper):
    """YAML as a case reads it: no anchors."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


def write_case(imported: Imported, folder: Path) -> Path:
    """Write a case folder, and read it again as a check.

    Parameters
    ----------
    imported : Imported
    folder : Path
        Must not be there yet.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    CaseError
        If the folder is there already or cannot be written, or what was read makes no case.
    """
    if os.path.lexists(folder):
        raise CaseError([Fault(str(folder), 0, 0, "this is there already", "the name of a new folder")])
    temporary: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        sheets = {"codebook.yaml": {"entries": []}, **imported.sheets}
        texts = {"statements.csv": ",".join(REQUIRED) + "\n", **imported.texts}
        for file, data in sheets.items():
            texts[file] = yaml.dump(data, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=120)
        for file, text in texts.items():
            target = temporary / file
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("x", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
        load_case(temporary)
        temporary.chmod(0o755)
        temporary.rename(folder)
    except OSError as error:
        what = f"it cannot be written ({error.strerror or error})"
        raise CaseError([Fault(quoted(str(folder))[1:-1], 0, 0, what, "a folder to write in")]) from error
    finally:
        if temporary is not None and temporary.exists():
            shutil.rmtree(temporary, ignore_errors=True)
    return folder
