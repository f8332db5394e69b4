"""The queue: a pure value that takes decisions and says what comes next; it reads no key and writes no file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from treves.errors import TrevesError
from treves.evidence.interchange.values import values_of
from treves.evidence.review.log import Decision
from treves.evidence.review.settling import STAMP, History, apply_decision, history_of, restore, settle, shows
from treves.evidence.statement import Statement

__all__ = ["Queue", "order_by_certainty"]

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
        if decision.action == "undo":
            return self._undone(decision)
        row = self.rows.get(decision.statement)
        if row is None:
            raise TrevesError(f"there is no statement {decision.statement!r}")
        if decision.action == "split":
            decision = replace(decision, parts=self._named(row, decision.parts))
        made = apply_decision(row, decision)
        was, now = values_of(row), values_of(made[0])
        decision = replace(
            decision, before={name: str(was[name]) for name in was if name in STAMP or was[name] != now[name]}
        )
        rows: dict[str, Statement] = {}
        for name, held in self.rows.items():
            rows |= {part.name: part for part in made} if name == row.name else {name: held}
        at = self.order.index(row.name) + 1
        order = (*self.order[:at], *(part.name for part in made[1:]), *self.order[at:])
        return replace(self, rows=rows, order=order, decisions=(*self.decisions, decision))

    def _named(self, row: Statement, parts: tuple[Mapping[str, str], ...]) -> tuple[Mapping[str, str], ...]:
        """Give every part an id: the first keeps the row's, the others take the next that no row has."""
        if len(parts) < 2:
            raise TrevesError(f"{len(parts)} parts are no split; right would be two or more, each with what it says")
        numbers = (number for number in count(2) if f"{row.name}-{number}" not in self.rows)
        return (
            {**parts[0], "name": row.name},
            *({**part, "name": f"{row.name}-{next(numbers)}"} for part in parts[1:]),
        )

    def _undone(self, decision: Decision) -> Queue:
        """Take the last decision on a row back; on what a split made and nobody touched since, the split itself."""
        history = history_of(self.decisions)
        stack, _ = history.get(decision.statement, ([], None))
        if not stack and (split := _split_that_made(decision.statement, history)) is not None:
            return self._undone(replace(decision, statement=split.statement))
        row = self.rows.get(decision.statement)
        if row is None or not stack or not shows(row, stack[-1]):
            raise TrevesError(f"there is nothing to undo on {decision.statement!r}")
        parts = [part["name"] for part in stack[-1].parts[1:]]
        if touched := [name for name in parts if history.get(name, ([], None))[0]]:
            raise TrevesError(f"{touched[0]} was decided on since it was split off; right would be to undo that first")
        rows = {name: held for name, held in self.rows.items() if name not in parts}
        order = tuple(name for name in self.order if name not in parts)
        rows[row.name] = restore(row, stack[-1])
        return replace(self, rows=rows, order=order, decisions=(*self.decisions, decision))

    def last_decided(self) -> str:
        """Return the row id of the latest decision that stands, or an empty string."""
        history = history_of(self.decisions)
        for decision in reversed(self.decisions):
            stack, _ = history[decision.statement]
            row = self.rows.get(decision.statement)
            if row is not None and stack and stack[-1] is decision and shows(row, decision):
                return decision.statement
        return ""

    def statements(self) -> list[Statement]:
        """Return all rows with what was decided on them, in the order of the table."""
        return list(self.rows.values())


def _split_that_made(name: str, history: History) -> Decision | None:
    """Return the split, still standing and the last on its row, that made a row."""
    for stack, _ in history.values():
        if stack and any(part["name"] == name for part in stack[-1].parts[1:]):
            return stack[-1]
    return None
