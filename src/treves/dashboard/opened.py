"""The case that is open: read once, read again when its files change, with what the page asks of it first."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from treves.case import Case, load_case
from treves.case.find import VARIANTS, find_case
from treves.case.marks import file_marks
from treves.dashboard.engine import Engine
from treves.errors import CaseError

__all__ = ["OpenCase", "days_of"]

LOOK_EVERY_S = 1.0
"""Seconds between two glances at the files of the case."""


class OpenCase:
    """A case under somebody's hands.

    Parameters
    ----------
    where : str
        A folder, the name of a packaged case, or ``CASE/NAME``.
    as_of : date, optional
    make_engine : callable
        Makes the live study of a case; it should compute nothing yet.
    parse : callable
        Reads adjustments as the page sends them.

    Attributes
    ----------
    fault : str
        Why the files as they are now cannot be read; empty where they can.
    """

    def __init__(
        self,
        where: str,
        as_of: date | None,
        make_engine: Callable[[Case], Engine],
        parse: Callable[[list[dict[str, Any]]], tuple[Any, ...]],
    ) -> None:
        self.where, self.as_of, self.parse = where, as_of, parse
        self._make_engine = make_engine
        self._lock = threading.Lock()
        self._case: Case | None = None
        self._marks: object = None
        self._looked_at = -math.inf
        self._folders = _folders_of(where)
        self.fault = ""
        self._engine: Engine | None = None
        self._kept: dict[str, Any] = {}

    @property
    def case(self) -> Case:
        """The case as its files were when it was last read."""
        with self._lock:
            return self._read()

    def _read(self) -> Case:
        """Return the case, read again where a file of it changed; what cannot be read any more leaves it as it was."""
        if self._case is None:
            self._marks = self._marks_now()
            self._case = load_case(self.where, as_of=self.as_of)
        elif time.monotonic() >= self._looked_at + LOOK_EVERY_S:
            self._looked_at = time.monotonic()
            marks = self._marks_now()
            if marks != self._marks:
                self._marks, self.fault = marks, ""
                try:
                    case = load_case(self.where, as_of=self.as_of)
                except CaseError as error:
                    self.fault = f"the case was changed and cannot be read any more: {error}"
                else:
                    if case.digest != self._case.digest:
                        self._case, self._engine, self._kept = case, None, {}
        return self._case

    def _marks_now(self) -> object:
        return [file_marks(folder) for folder in self._folders]

    def forget(self) -> None:
        """Look for changed files when the case is next asked for: something in its folder was written."""
        self._looked_at = -math.inf

    @property
    def engine(self) -> Engine:
        """The live study of the case."""
        with self._lock:
            case = self._read()
            if self._engine is None:
                self._engine = self._make_engine(case)
            return self._engine

    def keep(self, name: str, make: Callable[[Case], Any]) -> Any:
        """Return something made of the case, made once until the case is read again."""
        with self._lock:
            case = self._read()
            if name not in self._kept:
                self._kept[name] = make(case)
            return self._kept[name]


def _folders_of(where: str) -> list[Path]:
    """Return the folders whose files make the case; none for a case that comes with treves, which nobody changes."""
    found = find_case(where)
    if found.is_packaged or not isinstance(found.root, Path):
        return []
    return [found.root] + ([found.root / VARIANTS / found.variant] if found.variant else [])


def days_of(case: Case) -> list[dict[str, Any]]:
    """Return the days on which something was published or is to be held, in order."""
    days: dict[date, dict[str, Any]] = {}

    def at(on: date) -> dict[str, Any]:
        return days.setdefault(on, {"on": on.isoformat(), "reports": [], "sessions": []})

    for report in case.reports.values():
        at(report.published_on)["reports"].append(report.name)
    for session in case.sessions:
        at(session.on)["sessions"].append(session.name)
    return [days[on] for on in sorted(days)]
