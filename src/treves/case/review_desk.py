"""A case folder under review: its table and logs read together, each decision written in turn, by whichever program.

The terminal (``treves review``) and the page (``treves show``) both work through this desk, at the same time if they
like: every decision is taken under a lock, on the rows as they are on the disk at that moment.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from treves.case.case import Case
from treves.case.find import NAME, find_own_table
from treves.case.load import load_case, try_statements
from treves.case.marks import file_marks
from treves.errors import TrevesError
from treves.evidence import Statement
from treves.evidence.intake.lock import hold_folder
from treves.evidence.intake.store import write_text_safely
from treves.evidence.interchange import statements_to_csv
from treves.evidence.review import Decision, Queue, ReviewLog, flag_changed, settle, without_decisions

__all__ = ["MAIN_LOG", "Effect", "MovedOnError", "ReviewDesk", "Sitting", "own_review_folder"]

MAIN_LOG = "review.jsonl"

Effect = Callable[[Case, Sequence[Statement]], Mapping[str, float]]
"""Given the case and its rows, how far each row may move the result (0-1); empty where nobody knows."""

Make = Callable[["Sitting"], Decision]
"""Given the review as it stands on the disk, the decision to take on it."""


class MovedOnError(TrevesError):
    """A decision on a row that was decided on meanwhile; ``sitting`` is how things stand now."""

    def __init__(self, message: str, sitting: Sitting) -> None:
        super().__init__(message)
        self.sitting = sitting


@dataclass(frozen=True)
class Sitting:
    """One coder's review as it stands on the disk.

    Parameters
    ----------
    coder : str
        Empty for the review whose decisions are those of the table.
    case : Case
        As it was read, changed texts and all.
    queue : Queue
    flagged : int
        Rows flagged just now, because the text of their report changed.
    is_behind : bool
        Whether the table does not show all of the log yet.
    """

    coder: str
    case: Case
    queue: Queue
    flagged: int = 0
    is_behind: bool = False

    @property
    def revision(self) -> int:
        """Number of decisions so far; it only grows."""
        return len(self.queue.decisions)


def own_review_folder(where: str | Path) -> Path:
    """Return the folder of a case that a review may write to.

    Raises
    ------
    TrevesError
        If the case comes with treves, or the folder cannot be written to; a CaseError if there is none, or none with
        a table of its own.
    """
    folder = find_own_table(where)
    if folder is None:
        raise TrevesError(
            f"{where} comes with treves and is not written to; right would be a copy of your own "
            f"(treves new NAME --from {where})"
        )
    if not os.access(folder, os.W_OK):
        raise TrevesError(f"{folder} cannot be written to; right would be a copy of it where you may write")
    return folder


class ReviewDesk:
    """The review of one case folder.

    Parameters
    ----------
    folder : Path
        See :func:`own_review_folder`.
    effect : callable, optional
        What moves the result most comes first; without it the least certain does.
    """

    def __init__(self, folder: Path, effect: Effect | None = None) -> None:
        self.folder, self._effect = folder, effect
        self._lock = threading.Lock()
        self._read: tuple[tuple[object, ...], Case] | None = None

    def log_of(self, coder: str) -> ReviewLog:
        """Return a coder's log: the table's own, or that of somebody who codes without seeing it."""
        if not coder:
            return ReviewLog(self.folder / MAIN_LOG)
        if not NAME.fullmatch(coder):
            raise TrevesError(
                f"{coder!r} is no name for a second coder; right would be small letters, digits, '-' and '_'"
            )
        return ReviewLog(self.folder / f"review-{coder}.jsonl")

    def blind_coders(self) -> tuple[str, ...]:
        """Return the names of those who code without seeing the decisions in the table."""
        names = (path.name[len("review-") : -len(".jsonl")] for path in self.folder.glob("review-*.jsonl"))
        return tuple(sorted(name for name in names if NAME.fullmatch(name)))

    def sit(self, coder: str = "") -> Sitting:
        """Return a review as it stands on the disk now.

        Parameters
        ----------
        coder : str
            Empty for the review of the table itself; a name for somebody who codes the same rows without seeing what
            was decided there.
        """
        case = self._case()  # the table first: what it shows is in the log by then
        decisions = self.log_of("").read()
        if coder:
            rows, flagged = flag_changed(without_decisions(case.statements, decisions), case.reports)
            queue = Queue.start(rows, self.log_of(coder).read())  # what moves a result tells what was decided
            return Sitting(coder, case, queue, flagged)
        rows, flagged = flag_changed(settle(case.statements, decisions), case.reports)
        queue = Queue.start(rows, decisions, self._effects(case, rows))
        return Sitting("", case, queue, flagged, tuple(queue.statements()) != case.statements)

    def catch_up(self) -> Sitting:
        """Bring the table up to the log and to the reports, and return the review."""
        sitting = self.sit()
        if not sitting.is_behind:
            return sitting
        with self._held():
            sitting = self.sit()
            self._write(sitting)
        return sitting

    def decide(self, coder: str, make: Make, *, revision: int | None = None, statement: str = "") -> Sitting:
        """Take one decision; it is in the log, on the disk, before the table is written.

        Parameters
        ----------
        coder : str
        make : callable
            Makes the decision from the review as it stands; whatever it raises is passed on and nothing is written.
        revision : int, optional
            How many decisions there were when the one who decides last looked. What happened since to the same row
            refuses the decision; what happened to others does not.
        statement : str
            The row it is about; empty for whatever was decided last.

        Returns
        -------
        Sitting
            The review with the decision.

        Raises
        ------
        MovedOnError
            If the row was decided on since ``revision``.
        TrevesError
            If the decision makes no statement, or a row with which the case could not be loaded.
        """
        with self._held():
            sitting = self.sit(coder)
            if revision is not None:
                _refuse_what_moved_on(sitting, revision, statement)
            decided = sitting.queue.decide(make(sitting))
            decision = decided.decisions[-1]
            self._check(decided, decision)
            self.log_of(coder).append(decision)
            sitting = replace(sitting, queue=decided)
            if not coder:
                self._write(sitting)
        return sitting

    def replace_rows(self, make: Callable[[Sitting], Sequence[Statement]]) -> Sitting:
        """Put other rows in the place of the table's, made of the review as it stands, and return the review."""
        with self._held():
            sitting = self.sit()
            queue = Queue.start(make(sitting), sitting.queue.decisions)
            self._write(replace(sitting, queue=queue))
            return self.sit()

    @contextlib.contextmanager
    def _held(self) -> Iterator[None]:
        """Hold the case against other threads and other programs."""
        with self._lock, hold_folder(self.folder):
            yield

    def _effects(self, case: Case, rows: Sequence[Statement]) -> Mapping[str, float]:
        return self._effect(case, rows) if self._effect else {}

    def _case(self) -> Case:
        marks = file_marks(self.folder)
        if self._read is None or self._read[0] != marks:
            self._read = marks, load_case(self.folder, are_spans_checked=False)
        return self._read[1]

    def _write(self, sitting: Sitting) -> None:
        rows = sitting.queue.statements()
        write_text_safely(self.folder / "statements.csv", statements_to_csv(rows))
        self._read = file_marks(self.folder), replace(sitting.case, statements=tuple(rows))

    def _check(self, decided: Queue, decision: Decision) -> None:
        """Refuse an edit or a split after which the case could not be loaded."""
        names = [decision.statement] if decision.action == "edit" else [part["name"] for part in decision.parts]
        if not names:
            return
        _, faults = try_statements(self.folder, statements_to_csv([decided.rows[name] for name in names]))
        if faults:
            raise TrevesError("; ".join(f"{fault.what}; right would be: {fault.right}" for fault in faults))


def _refuse_what_moved_on(sitting: Sitting, revision: int, statement: str) -> None:
    since = sitting.queue.decisions[max(0, revision) :]
    touched = {name for one in since for name in (one.statement, *(part["name"] for part in one.parts))}
    if revision > sitting.revision or (statement in touched if statement else since):
        what = f"{statement} was decided on" if statement else "something was decided"
        raise MovedOnError(f"{what} meanwhile in another window; nothing was changed", sitting)
