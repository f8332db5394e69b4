"""The review in the browser: the queue of the terminal's, told as JSON, and each decision taken at the same desk."""

from __future__ import annotations

import getpass
import math
import re
from collections.abc import Callable
from datetime import date
from typing import Any, Literal

import numpy as np

from treves.case import Case
from treves.case.review_desk import MAIN_LOG, Effect, ReviewDesk, Sitting, own_review_folder
from treves.errors import TrevesError
from treves.evidence import Statement
from treves.evidence.interchange.values import values_of
from treves.evidence.review import EDITABLE, Decision, check_edit, check_split

__all__ = ["ReviewRoom", "Step"]

Step = Literal["accept", "edit", "reject", "split", "undo"]
CONTEXT = 160  # code points of the report shown on either side of a span
LONGEST_NAME = 64


class ReviewRoom:
    """The review of the open case.

    Parameters
    ----------
    where : str
        The case.
    effect : callable
        Given the case and rows, how far each may move the result; empty where no run tells.
    """

    def __init__(self, where: str, effect: Effect) -> None:
        self.where, self.effect = where, effect
        self.why_not = ""
        self.desk: ReviewDesk | None = None
        try:
            self.desk = ReviewDesk(own_review_folder(where), effect)
        except TrevesError as error:
            self.why_not = str(error)

    def tell(self, coder: str, *, is_blind: bool | None = None) -> dict[str, Any]:
        """Return a coder's review as it stands."""
        who = coder or self._usual()
        if self.desk is None:
            return {"coder": who, "is_writable": False, "message": self.why_not, **_NOTHING}
        log = self._log_of(self.desk, who, is_blind)
        return self._state(self.desk, self.desk.sit(log), who)

    def decide(
        self,
        coder: str,
        action: Step,
        statement: str,
        *,
        changes: dict[str, str],
        parts: list[dict[str, str]],
        revision: int | None,
        is_blind: bool | None = None,
        on: date,
    ) -> dict[str, Any]:
        """Take a decision and return the review after it.

        Raises
        ------
        MovedOnError
            If the row was decided on since ``revision``.
        TrevesError
            If the case cannot be written to, or the decision makes no statement.
        """
        if self.desk is None:
            raise TrevesError(self.why_not)
        who = coder or self._usual()
        if not who.isprintable() or len(who) > LONGEST_NAME:
            raise TrevesError(f"{who[:20]!r} is no name; right would be one line of at most {LONGEST_NAME} characters")
        log = self._log_of(self.desk, who, is_blind)
        make = _made(action, statement, who, on, changes, parts)
        return self._state(self.desk, self.desk.decide(log, make, revision=revision, statement=statement), who)

    def state_of(self, sitting: Sitting, coder: str) -> dict[str, Any]:
        """Return a review that moved on as it stands now."""
        assert self.desk is not None
        return self._state(self.desk, sitting, coder or self._usual())

    def agreement(self, first: str, second: str) -> dict[str, Any]:
        """Return how far two coders agree, once both are done; empty names mean the table's and the only other.

        Raises
        ------
        TrevesError
            If there is no second coder, or one of them is not done.
        """
        from treves.evidence.review.agreeing import agree_on_rows

        if self.desk is None:
            raise TrevesError(self.why_not)
        blind = self.desk.blind_coders()
        second = second or (blind[0] if len(blind) == 1 else "")
        if second not in blind or (first and first not in blind):
            raise TrevesError(
                f"there are {len(blind)} coders besides the table's ({', '.join(blind) or 'none'}); right would be to "
                "name one of them"
            )
        sittings = self.desk.sit(first), self.desk.sit(second)
        rng = np.random.default_rng([sittings[0].case.seed, *(sitting.revision for sitting in sittings)])
        told = agree_on_rows(sittings[0].queue, sittings[1].queue, rng=rng)
        one_coder = first or ", ".join(_coders_of(self.desk)) or MAIN_LOG
        return {
            "first": one_coder,
            "second": second,
            "words": (
                f"{one_coder} and {second}: Krippendorff's alpha (1: alike, 0: as by chance), 95 % interval"
            ),
            "fields": [
                {
                    "name": one.name, "value": _number(one.value), "low": _number(one.low), "high": _number(one.high),
                    "units": one.units,
                }
                for one in told.measures
            ],
            "disagreements": [{name: getattr(one, name) for name in one.__slots__} for one in told.disagreements],
        }  # fmt: skip

    def _usual(self) -> str:
        """Return who reviews when nobody says: the one who decided all so far, else the name of the account."""
        names = _coders_of(self.desk) if self.desk is not None else []
        return names[0] if len(names) == 1 else _account()

    def _log_of(self, desk: ReviewDesk, who: str, is_blind: bool | None) -> str:
        """Return whose log a coder writes: the table's where it is theirs or nobody's yet, else one of their own."""
        own = _plain_name(who)
        if own in desk.blind_coders():
            return own
        if is_blind is None:
            others = {decision.reviewer.casefold() for decision in desk.log_of("").read()}
            is_blind = bool(others) and who.casefold() not in others
        if not is_blind:
            return ""
        desk.log_of(own)  # refuses what is no name for a file
        return own

    def _state(self, desk: ReviewDesk, sitting: Sitting, who: str) -> dict[str, Any]:
        queue, case = sitting.queue, sitting.case
        effects = {} if sitting.coder else self.effect(case, queue.statements())
        waiting = queue.waiting()
        first = _coders_of(desk)
        order = "those that move the result most first" if effects else "the least certain first"
        if sitting.coder:
            order += (
                f"; coded without seeing what {', '.join(first)} decided, in {desk.log_of(sitting.coder).path.name}"
            )
        return {
            "coder": who,
            "coders": [*first, *(name for name in desk.blind_coders() if name not in first)],
            "is_blind": bool(sitting.coder),
            "is_writable": True,
            "message": "",
            "order_words": order,
            "waiting": [_row(case, row, effects.get(row.name)) for row in waiting],
            "decided": len(queue.order) - len(waiting),
            "total": len(queue.order),
            "revision": sitting.revision,
            "last": queue.last_decided(),
            "flagged": sitting.flagged,
            "editable": list(EDITABLE),
            "matters": {name: entry.description for name, entry in case.codebook.entries.items()},
        }


_NOTHING: dict[str, Any] = {
    "coders": [], "is_blind": False, "order_words": "", "waiting": [], "decided": 0, "total": 0, "revision": 0,
    "last": "", "flagged": 0, "editable": [], "matters": {},
}  # fmt: skip


def _account() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # an account without a name
        return "coder"


def _coders_of(desk: ReviewDesk) -> list[str]:
    """Return who decided what the table shows, in the order in which they began."""
    return list(dict.fromkeys(decision.reviewer for decision in desk.log_of("").read()))


def _plain_name(who: str) -> str:
    """Return a person's name as part of a file's name."""
    return re.sub(r"[^a-z0-9_]+", "-", who.lower()).strip("-") or "-"


def _made(
    action: Step, statement: str, who: str, on: date, changes: dict[str, str], parts: list[dict[str, str]]
) -> Callable[[Sitting], Decision]:
    """Return what makes the decision of the review as it stands under the lock."""

    def make(sitting: Sitting) -> Decision:
        name = statement or (sitting.queue.last_decided() if action == "undo" else "")
        if action == "undo":
            if not name:
                raise TrevesError("there is nothing to undo")
            return Decision(name, "undo", who, on)
        row = sitting.queue.rows.get(name)
        if row is None:
            raise TrevesError(f"there is no statement {name!r}")
        report = sitting.case.reports.get(row.doc)
        if action == "edit":
            return Decision(name, "edit", who, on, check_edit(row, changes, report))
        if action == "split":
            return Decision(name, "split", who, on, parts=check_split(row, parts, report))
        if action == "accept" and row.is_changed:
            raise TrevesError("its words no longer stand in the report; right would be an edit of its text, or reject")
        if row.review == {"accept": "accepted", "reject": "rejected"}[action] and not row.is_changed:
            raise TrevesError(f"{name} is {row.review} already")
        return Decision(name, action, who, on)

    return make


def _row(case: Case, row: Statement, effect: float | None) -> dict[str, Any]:
    report = case.reports.get(row.doc)
    before = report.text[max(report.body_start, row.start - CONTEXT) : row.start] if report else ""
    after = report.text[row.end : row.end + CONTEXT] if report else ""
    return values_of(row) | {"effect": effect, "is_changed": row.is_changed, "before": before, "after": after}


def _number(value: float) -> float | None:
    return None if math.isnan(value) else value
