"""Decisions made good on rows: what each makes of its row, what a log makes of a table, and the way back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from treves.errors import TrevesError
from treves.evidence.interchange.values import statement_from_values, values_of
from treves.evidence.review.log import Decision
from treves.evidence.statement import Statement

__all__ = [
    "EDITABLE",
    "STAMP",
    "History",
    "apply_decision",
    "history_of",
    "restore",
    "settle",
    "shows",
    "without_decisions",
]

EDITABLE = (
    "start", "end", "text", "actor", "actor_type", "party", "about", "stance", "kind", "certainty", "source",
    "source_type",
    "condition", "event", "time_from", "time_to", "note",
)  # fmt: skip
_REVIEW = {"accept": "accepted", "edit": "edited", "reject": "rejected", "split": "edited"}

STAMP = ("review", "reviewer", "reviewed_on")
"""The columns in which a row says who decided what on it, and when."""

History = dict[str, tuple[list[Decision], Decision | None]]
"""Per row the decisions that stand, oldest first, and the one its last entry took back."""


def history_of(decisions: Iterable[Decision]) -> History:
    """Return per row the decisions that stand, and the one its last entry took back."""
    found: History = {}
    for decision in decisions:
        stack, _ = found.get(decision.statement, ([], None))
        if decision.action == "undo":
            found[decision.statement] = (stack, stack.pop() if stack else None)
        else:
            stack.append(decision)
            found[decision.statement] = (stack, None)
    return found


def settle(statements: Iterable[Statement], decisions: Iterable[Decision]) -> list[Statement]:
    """Bring rows up to a log of decisions.

    A decision is in the log before the table is written, so a session that was cut short leaves the table behind by
    one; a table put back from an older copy is behind by more. A row takes the decisions that stand for it and that it
    does not show yet; a row that still shows a decision taken back is put back, and what a split made of it goes. What
    a person changed in the table since stays.
    """
    statements = list(statements)
    history = history_of(decisions)
    present = {row.name for row in statements}
    gone = {part["name"] for row in statements for part in _parts_taken_back(row, history)}
    return [settled for row in statements if row.name not in gone for settled in _settled(row, history, present - gone)]


def _parts_taken_back(row: Statement, history: History) -> tuple[Mapping[str, str], ...]:
    _, taken_back = history.get(row.name, ([], None))
    if taken_back is None or taken_back.action != "split" or not shows(row, taken_back):
        return ()
    return taken_back.parts[1:]


def _settled(row: Statement, history: History, present: set[str], *, is_new: bool = False) -> Iterator[Statement]:
    """Yield the row as it stands, and behind it the parts that the table does not hold yet."""
    stack, taken_back = history.get(row.name, ([], None))
    if taken_back is not None and not is_new and shows(row, taken_back):
        row = restore(row, taken_back)
    parts: list[Statement] = []
    for decision in stack if is_new else _not_shown(row, stack):
        row, *made = apply_decision(row, decision)
        parts = [*made, *parts]
    yield row
    for part in parts:
        if part.name not in present:
            yield from _settled(part, history, present, is_new=True)


def _not_shown(row: Statement, stack: list[Decision]) -> list[Decision]:
    """Return the decisions of a stack that the row does not show yet."""
    for k in reversed(range(len(stack))):
        if shows(row, stack[k]) and _has_values(row, stack[k]):
            return stack[k + 1 :]
    for k, decision in enumerate(stack):
        if _is_as_before(row, decision):
            return stack[k:]
    return stack if row.review == "open" else []


def shows(row: Statement, decision: Decision) -> bool:
    """Whether a row reads as a decision left it, as far as the row can tell."""
    stamp = _stamp_of(decision)
    if any(str(values_of(row)[name]) != value for name, value in stamp.items()):
        return False
    has_changed_it = any(stamp.get(name) != was for name, was in decision.before.items())
    return not (has_changed_it and _is_as_before(row, decision))


def _has_values(row: Statement, decision: Decision) -> bool:
    """Whether a row holds what an edit or a split wrote into it."""
    wrote = decision.parts[0] if decision.action == "split" else decision.changes
    values = values_of(row)
    return all(str(values[name]) == value for name, value in wrote.items() if name in EDITABLE and name != "note")


def _stamp_of(decision: Decision) -> dict[str, str]:
    """Return what a decision (no undo) writes of itself into its row."""
    return dict(zip(STAMP, (_REVIEW[decision.action], decision.reviewer, decision.on.isoformat()), strict=True))


def _is_as_before(row: Statement, decision: Decision) -> bool:
    values = values_of(row)
    # A log that somebody edited may name a column there is none of; no row reads so.
    was = decision.before.items()
    return bool(was) and all(name in values and str(values[name]) == before for name, before in was)


def restore(row: Statement, decision: Decision) -> Statement:
    """Return a row as it read before a decision."""
    before = dict(decision.before) or {"review": "open", "reviewer": "", "reviewed_on": ""}
    return statement_from_values(values_of(row) | before, f"undo on {row.name}")


def apply_decision(row: Statement, decision: Decision) -> tuple[Statement, ...]:
    """Return what a decision (no undo) makes of a row: one row, or the parts of a split.

    Raises
    ------
    TrevesError
        If what it changes cannot be edited, or no statement comes of it.
    """
    if decision.action == "edit":
        made = [_edited(row, decision.changes)]
    elif decision.action == "split":
        first, *others = ({name: text for name, text in part.items() if name != "name"} for part in decision.parts)
        made = [_edited(row, first, f"split in {len(decision.parts)}"), *(_split_off(row, part) for part in others)]
        names = [part.get("name", row.name) for part in decision.parts]
        made = [replace(part, name=name) for part, name in zip(made, names, strict=True)]
    else:
        made = [row]
    stamp = {"review": _REVIEW[decision.action], "reviewer": decision.reviewer, "reviewed_on": decision.on}
    return tuple(replace(part, **stamp) for part in made)  # type: ignore[arg-type]


def _edited(statement: Statement, changes: Mapping[str, str], told: str = "") -> Statement:
    """Apply an edit and keep what the row said before in its note, after what else is to be told there."""
    _refuse_unknown(changes)
    values = values_of(statement)
    before = "; ".join(f"{name} was {values[name]!r}" for name in changes if str(values[name]) != changes[name])
    values |= changes
    added = [part for part in (told, before if "note" not in changes else "") if part]
    if added:
        values["note"] = "; ".join([values["note"], *added]).strip("; ")
    return statement_from_values(values, f"edit of {statement.name}")


def _split_off(statement: Statement, changes: Mapping[str, str]) -> Statement:
    _refuse_unknown(changes)
    values = (
        values_of(statement) | {"note": f"{statement.note}; split off {statement.name}".strip("; ")} | dict(changes)
    )
    return replace(statement_from_values(values, f"split of {statement.name}"), line=0)


def _refuse_unknown(changes: Mapping[str, str]) -> None:
    if unknown := set(changes) - set(EDITABLE):
        raise TrevesError(f"{', '.join(sorted(unknown))} cannot be edited; {', '.join(EDITABLE)} can")


def without_decisions(statements: Iterable[Statement], decisions: Iterable[Decision]) -> list[Statement]:
    """Return rows as they came before a log's reviewer saw them, all open: what a second coder starts from.

    Edits are taken back and what splits made goes; a row that a person changed in the table since keeps that.
    """
    decisions = tuple(decisions)
    history = history_of(decisions)
    made = {part["name"] for stack, _ in history.values() for one in stack for part in one.parts[1:]}
    rows = []
    for row in settle(statements, decisions):
        if row.name in made:
            continue
        bare = row
        for decision in reversed(history.get(row.name, ([], None))[0]):
            if shows(bare, decision):
                bare = restore(bare, decision)
        rows.append(replace(bare, review="open", reviewer="", reviewed_on=None))
    return rows
