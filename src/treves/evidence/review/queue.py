"""The queue: a pure value that takes decisions and says what comes next; it reads no key and writes no file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from treves.errors import TrevesError
from treves.evidence.interchange.values import statement_from_values, values_of
from treves.evidence.review.log import Decision
from treves.evidence.statement import Statement

__all__ = ["EDITABLE", "Queue", "order_by_certainty"]

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
    found : mapping of str to Statement
        As they were found, by row id.
    order : tuple of str
        Row ids in the order they are shown.
    decisions : tuple of Decision
        Oldest first.
    """

    found: Mapping[str, Statement]
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
            From the log; those about rows that are no longer there are kept and have no effect.
        effect : mapping of row id to float, optional
            Effect of each statement on the result; the largest comes first. Without it the least certain does.
        """
        found = {statement.name: statement for statement in statements}
        by_certainty = order_by_certainty(found.values())
        if effect:
            rank = {name: i for i, name in enumerate(by_certainty)}
            order = sorted(found, key=lambda name: (-abs(effect.get(name, 0.0)), rank[name]))
        else:
            order = by_certainty
        return cls(found, tuple(order), tuple(decisions))

    def standing(self) -> dict[str, Decision]:
        """Return the decision that stands for each row."""
        stacks: dict[str, list[Decision]] = {}
        for decision in self.decisions:
            stack = stacks.setdefault(decision.statement, [])
            if decision.action == "undo":
                if stack:
                    stack.pop()
            else:
                stack.append(decision)
        return {name: stack[-1] for name, stack in stacks.items() if stack}

    def waiting(self) -> list[Statement]:
        """Return the rows no decision stands for and that were not reviewed before, in order."""
        decided = self.standing()
        return [self.found[name] for name in self.order if name not in decided and self.found[name].review == "open"]

    def decide(self, decision: Decision) -> Queue:
        """Return the queue with one more decision.

        Raises
        ------
        TrevesError
            When the row is unknown, nothing is left to undo, or an edit would make no statement.
        """
        if decision.statement not in self.found:
            raise TrevesError(f"there is no statement {decision.statement!r}")
        if decision.action == "undo" and decision.statement not in self.standing():
            raise TrevesError(f"there is nothing to undo on {decision.statement!r}")
        if decision.action == "edit":
            _edited(self.found[decision.statement], decision)
        return replace(self, decisions=(*self.decisions, decision))

    def last_decided(self) -> str:
        """Return the row id of the latest decision that stands, or an empty string."""
        standing = self.standing()
        for decision in reversed(self.decisions):
            if standing.get(decision.statement) is decision:
                return decision.statement
        return ""

    def statements(self) -> list[Statement]:
        """Return all rows with what was decided on them, in the order of the texts."""
        standing = self.standing()
        rows = []
        for statement in self.found.values():
            decision = standing.get(statement.name)
            if decision is None:
                rows.append(statement)
                continue
            row = _edited(statement, decision) if decision.action == "edit" else statement
            review = _REVIEW[decision.action]
            rows.append(replace(row, review=review, reviewer=decision.reviewer, reviewed_on=decision.on))  # type: ignore[arg-type]
        return sorted(rows, key=lambda s: (s.doc, s.start, s.name))


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
