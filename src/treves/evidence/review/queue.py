"""The queue: a pure value that takes decisions and says what comes next; it reads no key and writes no file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from treves.errors import TrevesError
from treves.evidence.interchange.values import statement_from_values, values_of
from treves.evidence.review.log import Decision
from treves.evidence.statement import Statement

__all__ = ["EDITABLE", "Queue", "order_by_certainty", "settle"]

EDITABLE = (
    "start", "end", "text", "actor", "actor_type", "party", "about", "stance", "kind", "certainty", "source",
    "source_type",
    "condition", "event", "time_from", "time_to", "note",
)  # fmt: skip
_REVIEW = {"accept": "accepted", "edit": "edited", "reject": "rejected"}
_WEAKNESS = {"possible": 0, "hedged": 1, "denied": 2, "reported": 3, "asserted": 4}


def order_by_certainty(statements: Iterable[Statement]) -> list[str]:
    """Return row ids, the least certain first, then in the order of the texts."""
    ordered = sorted(statements, key=lambda s: (_WEAKNESS[s.certainty], s.doc, s.start, s.name))
    return [statement.name for statement in ordered]


@dataclass(frozen=True)
class Queue:
    """Statements under review.

    Parameters
    ----------
    rows : mapping of str to Statement
        As they read now, by row id, in the order of the table.
    order : tuple of str
        Row ids in the order they are shown.
    decisions : tuple of Decision
        Oldest first, those of earlier sessions too.
    """

    rows: Mapping[str, Statement]
    order: tuple[str, ...]
    decisions: tuple[Decision, ...] = field(default=())

    @classmethod
    def start(
        cls,
        statements: Sequence[Statement],
        decisions: Iterable[Decision] = (),
        effect: Mapping[str, float] | None = None,
    ) -> Queue:
        """Start (or take up again) a review.

        Parameters
        ----------
        statements : sequence of Statement
        decisions : iterable of Decision
            From the log. What the table does not show yet is applied (see :func:`settle`); decisions about rows that
            are no longer there are kept and have no effect.
        effect : mapping of row id to float, optional
            Effect of each statement on the result; the largest comes first. Without it the least certain does.
        """
        decisions = tuple(decisions)
        rows = {statement.name: statement for statement in settle(statements, decisions)}
        by_certainty = order_by_certainty(rows.values())
        if effect:
            rank = {name: i for i, name in enumerate(by_certainty)}
            order = sorted(rows, key=lambda name: (-abs(effect.get(name, 0.0)), rank[name]))
        else:
            order = by_certainty
        return cls(rows, tuple(order), decisions)

    def waiting(self) -> list[Statement]:
        """Return the rows nobody decided on, and those whose text changed since, in order."""
        rows = (self.rows[name] for name in self.order)
        return [row for row in rows if row.review == "open" or (row.is_changed and row.review != "rejected")]

    def decide(self, decision: Decision) -> Queue:
        """Return the queue with one more decision; the last of its ``decisions`` says what the row read before.

        Raises
        ------
        TrevesError
            When the row is unknown, nothing is left to undo, or an edit would make no statement.
        """
        row = self.rows.get(decision.statement)
        if row is None:
            raise TrevesError(f"there is no statement {decision.statement!r}")
        if decision.action == "undo":
            stack, _ = _history(self.decisions).get(row.name, ([], None))
            if not stack or not _reflects(row, stack[-1]):
                raise TrevesError(f"there is nothing to undo on {decision.statement!r}")
            done, made = _restored(row, stack[-1]), decision
        else:
            done = _applied(row, decision)
            was, now = values_of(row), values_of(done)
            made = replace(decision, before={name: str(was[name]) for name in was if was[name] != now[name]})
        return replace(self, rows={**self.rows, row.name: done}, decisions=(*self.decisions, made))

    def last_decided(self) -> str:
        """Return the row id of the latest decision that stands, or an empty string."""
        history = _history(self.decisions)
        for decision in reversed(self.decisions):
            stack, _ = history[decision.statement]
            row = self.rows.get(decision.statement)
            if row is not None and stack and stack[-1] is decision and _reflects(row, decision):
                return decision.statement
        return ""

    def statements(self) -> list[Statement]:
        """Return all rows with what was decided on them, in the order of the table."""
        return list(self.rows.values())


def settle(statements: Iterable[Statement], decisions: Iterable[Decision]) -> list[Statement]:
    """Bring rows up to a log of decisions.

    A decision is in the log before the table is written, so a session that was cut short leaves the table behind by
    one; a table put back from an older copy is behind by more. An open row takes the decision that stands for it; a
    row that still shows a decision taken back is put back. What a person changed in the table since stays.
    """
    history = _history(decisions)
    rows = []
    for row in statements:
        stack, taken_back = history.get(row.name, ([], None))
        settled = row
        if taken_back is not None and _reflects(settled, taken_back):
            settled = _restored(settled, taken_back)
        if stack and settled.review == "open":
            settled = _applied(settled, stack[-1])
        rows.append(settled)
    return rows


def _history(decisions: Iterable[Decision]) -> dict[str, tuple[list[Decision], Decision | None]]:
    """Return per row the decisions that stand, and the one its last entry took back."""
    found: dict[str, tuple[list[Decision], Decision | None]] = {}
    for decision in decisions:
        stack, _ = found.get(decision.statement, ([], None))
        if decision.action == "undo":
            found[decision.statement] = (stack, stack.pop() if stack else None)
        else:
            stack.append(decision)
            found[decision.statement] = (stack, None)
    return found


def _reflects(row: Statement, decision: Decision) -> bool:
    stamp = (_REVIEW[decision.action], decision.reviewer, decision.on)
    return (row.review, row.reviewer, row.reviewed_on) == stamp


def _restored(row: Statement, decision: Decision) -> Statement:
    before = dict(decision.before) or {"review": "open", "reviewer": "", "reviewed_on": ""}
    return statement_from_values(values_of(row) | before, f"undo on {row.name}")


def _applied(row: Statement, decision: Decision) -> Statement:
    done = _edited(row, decision) if decision.action == "edit" else row
    return replace(done, review=_REVIEW[decision.action], reviewer=decision.reviewer, reviewed_on=decision.on)  # type: ignore[arg-type]


def _edited(statement: Statement, decision: Decision) -> Statement:
    """Apply an edit and keep what the row said before in its note."""
    if unknown := set(decision.changes) - set(EDITABLE):
        raise TrevesError(f"{', '.join(sorted(unknown))} cannot be edited; {', '.join(EDITABLE)} can")
    values = values_of(statement)
    before = "; ".join(
        f"{name} was {values[name]!r}" for name in decision.changes if str(values[name]) != decision.changes[name]
    )
    values |= decision.changes
    if before and "note" not in decision.changes:
        values["note"] = f"{values['note']}; {before}".strip("; ")
    return statement_from_values(values, f"edit of {statement.name}")
