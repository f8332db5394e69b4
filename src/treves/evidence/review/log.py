"""The log of decisions: one JSON line per key pressed, appended and synced, so that an interruption loses nothing."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal, get_args

from treves.errors import TrevesError
from treves.evidence.intake.ordinary import read_ordinary_file

__all__ = ["Action", "Decision", "ReviewLog"]

Action = Literal["accept", "edit", "reject", "split", "undo"]
LARGEST_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision on one statement.

    Parameters
    ----------
    statement : str
        Its row id.
    action : {'accept', 'edit', 'reject', 'split', 'undo'}
        ``undo`` takes back the last decision on that statement that was not yet taken back.
    reviewer : str
    on : date
    changes : mapping of str to str
        Columns and their new values, for an edit.
    before : mapping of str to str
        What the columns it touched read before it, so that it can be undone in a later session.
    parts : tuple of mapping of str to str
        For a split: columns and values of each statement the row becomes, ``name`` among them once it is decided. The
        first keeps the row's id.
    """

    statement: str
    action: Action
    reviewer: str
    on: date
    changes: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[Mapping[str, str], ...] = ()

    def to_line(self) -> str:
        """Return the decision as one line of JSON."""
        values: dict[str, object] = {
            "statement": self.statement, "action": self.action, "reviewer": self.reviewer, "on": self.on.isoformat(),
            "changes": dict(self.changes), "before": dict(self.before),
        }  # fmt: skip
        if self.parts:
            values["parts"] = [dict(part) for part in self.parts]
        return json.dumps(values, ensure_ascii=True) + "\n"

    @classmethod
    def from_line(cls, line: str) -> Decision:
        """Read a decision back; raises ValueError where the line is none."""
        try:
            values = json.loads(line)
        except RecursionError:
            raise ValueError(line) from None
        if not isinstance(values, dict) or values.get("action") not in get_args(Action):
            raise ValueError(line)
        return cls(
            str(values["statement"]), values["action"], str(values["reviewer"]), date.fromisoformat(values["on"]),
            _texts(values.get("changes")), _texts(values.get("before")),
            tuple(_texts(part) for part in values.get("parts") or ()),
        )  # fmt: skip


def _texts(given: object) -> dict[str, str]:
    if given is None:
        return {}
    if not isinstance(given, dict):
        raise TypeError(given)
    return {str(key): str(value) for key, value in given.items()}


class ReviewLog:
    """Decisions in a file that only ever grows.

    A line is written with one call and synced before the next key is read. A last line that an interruption cut short
    is passed over on reading, and the next append begins on a fresh line.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> list[Decision]:
        """Return all decisions, oldest first; a torn last line is dropped, a torn line elsewhere is an error."""
        if not self.path.exists():
            return []
        lines = read_ordinary_file(self.path, LARGEST_BYTES).decode("utf-8", "replace").split("\n")
        found = []
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                found.append(Decision.from_line(line))
            except (ValueError, KeyError, TypeError):
                if any(later.strip() for later in lines[number:]) and not self._was_torn(line):
                    raise TrevesError(
                        f"{self.path}:{number}: no decision; right would be a line as the review writes it"
                    ) from None
        return found

    @staticmethod
    def _was_torn(line: str) -> bool:
        return line.startswith("{") and not line.rstrip().endswith("}")

    def append(self, decision: Decision) -> None:
        """Append one decision and sync it to the disk.

        Raises
        ------
        OSError
            If the disk takes only a part of it; what was there before stays as it was.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            size = os.fstat(handle).st_size
            lead = b"\n" if size and os.pread(handle, 1, size - 1) != b"\n" else b""
            line = lead + decision.to_line().encode("utf-8")
            if os.write(handle, line) < len(line):
                os.ftruncate(handle, size)
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self.path))
            os.fsync(handle)
        finally:
            os.close(handle)
