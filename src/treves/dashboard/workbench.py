"""Everything that is open beside the case: where things are kept, variants, the review, full runs."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from treves.case import Case
from treves.case.adjust import Adjustment
from treves.case.copying import adjustments_of_case
from treves.case.find import find_case
from treves.dashboard.full_run import FullRuns
from treves.dashboard.kept_findings import KeptFindings, RunKey
from treves.dashboard.opened import OpenCase
from treves.dashboard.reviewing import ReviewRoom
from treves.dashboard.variants import Variants
from treves.dashboard.work_folder import find_work_folder
from treves.evidence import Statement

if TYPE_CHECKING:
    from treves.study.findings import Findings

__all__ = ["Workbench"]


class Workbench:
    """What the page works with.

    Parameters
    ----------
    opened : OpenCase
    here : Path, optional
        Where its working folder is made; by default the folder one works in.
    """

    def __init__(self, opened: OpenCase, here: Path | None = None) -> None:
        self.opened = opened
        self.work = find_work_folder(opened.case.name, here)
        self.kept = KeptFindings(self.work.path)
        self.runs = FullRuns(opened.where, opened.as_of, self.kept)
        self._lock = threading.Lock()
        self._seen = -1
        self._last: Findings | None = None
        self.review = ReviewRoom(opened.where, self._effect)
        own = _own_case_folder(opened.where)
        self.is_own = own is not None
        self.variants = Variants(own or self.work.path, adjustments_of_case(opened.where) if own else ())

    @property
    def remarks(self) -> list[str]:
        """What somebody should know before they begin: what cannot be written, and where things lie instead."""
        return [told for told in (self.opened.fault, self.work.why, self.review.why_not) if told]

    def findings(self, adjustments: Sequence[Adjustment] = ()) -> dict[str, Any] | None:
        """Return the findings of a finished full run of the case with changes laid over it."""
        return self.kept.find(RunKey.of(self.opened.case, adjustments))

    def start_run(self, adjustments: Sequence[Adjustment] = ()) -> None:
        """Start a full run; where its findings are kept already, it stays with those."""
        key = RunKey.of(self.opened.case, adjustments)
        if self.kept.find(key) is None:
            self.runs.start(adjustments, key)

    def _effect(self, case: Case, rows: Sequence[Statement]) -> Mapping[str, float]:
        """Return how far rows move the result of the last full run, for the order of the review."""
        del case
        with self._lock:
            if self._seen != self.runs.finished:
                self._seen, found = self.runs.finished, self.findings()
                if found is not None:
                    from treves.study.findings import Findings

                    self._last = Findings.model_validate(found)
            last = self._last
        if last is None:
            return {}
        from treves.study.review_effect import effects_on_findings

        return effects_on_findings(last, rows)


def _own_case_folder(where: str) -> Path | None:
    """Return the folder in which variants of a case are looked for, where it is one's own and can be written to."""
    found = find_case(where)
    if found.is_packaged or found.variant or not isinstance(found.root, Path):
        return None
    return found.root if os.access(found.root, os.W_OK) else None
