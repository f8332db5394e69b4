"""One change made by hand, as a line of ``adjustments.yaml`` and as JSON; the same names and bounds in both."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any, Literal

import yaml
from pydantic import Field, ValidationError, ValidationInfo, model_validator

from treves.case.messages import faults_of
from treves.case.nearest import one_of
from treves.case.quote import quoted
from treves.case.sheets.declared import IssueName, PartyName, declared_in, known_option
from treves.case.sheets.fields import Count, Flag, Name, Number, Refusals, Sheet, Text
from treves.case.yaml_tree import Loc
from treves.errors import CaseError

__all__ = ["SHAPES", "Adjustment", "AdjustmentsSheet", "Set", "Shape", "adjustments_text", "parse_adjustments"]

Set = Literal[
    "ideal", "reach", "red_line", "salience", "stake", "option", "place",
    "sessions", "votes", "talks", "assumption", "rule", "chain", "statement",
]  # fmt: skip
"""What a change sets."""

Target = Literal["party", "issue", "option", "name", "statement"]
Amount = Literal["shift", "factor", "value", "count", "held", "offered", "used"]

RULES = ("is_vote_normal", "are_walk_outs_possible", "does_floor_rotate")
MOST_ADJUSTMENTS = 1000


class Shape:
    """Which fields a kind of change has, and how far its amount may go."""

    def __init__(self, targets: tuple[Target, ...], amount: Amount, low: float = -math.inf, high: float = math.inf):
        self.targets, self.amount, self.low, self.high = targets, amount, low, high


SHAPES: Mapping[str, Shape] = {
    "ideal": Shape(("party", "issue"), "shift", -100.0, 100.0),
    "reach": Shape(("party", "issue"), "shift", -60.0, 60.0),
    "red_line": Shape(("party", "issue"), "held"),
    "salience": Shape(("party", "issue"), "factor", 0.01, 100.0),
    "stake": Shape(("party",), "shift", -1.0, 1.0),
    "option": Shape(("issue", "option"), "offered"),
    "place": Shape(("issue", "option"), "value", 0.0, 100.0),
    "sessions": Shape((), "count", 1, 12),
    "votes": Shape(("party",), "value", 0, 1000),
    "talks": Shape(("name",), "value", 1e-6, 1e6),
    "assumption": Shape(("name",), "value", -1e6, 1e6),
    "rule": Shape(("name",), "held"),
    "chain": Shape(("name",), "value", -1e12, 1e12),
    "statement": Shape(("statement",), "used"),
}
TARGETS: tuple[Target, ...] = ("party", "issue", "option", "name", "statement")
AMOUNTS: tuple[Amount, ...] = ("shift", "factor", "value", "count", "held", "offered", "used")


class Adjustment(Sheet):
    """One change made by hand; which keys it has depends on what it sets."""

    set: Set = Field(description="what is changed")
    party: PartyName | None = Field(None, description="short name of a party at the table")
    issue: IssueName | None = Field(None, description="an issue on the agenda")
    option: Name | None = Field(None, description="an option of that issue")
    name: Name | None = Field(None, description="name of the number or rule")
    statement: Name | None = Field(None, description="name of a row of statements.csv")
    shift: Number | None = Field(None, description="added: scale points, or utility units for a stake")
    factor: Number | None = Field(None, description="factor on the odds of the issue's share of weight")
    value: Number | None = Field(None, description="the new central value; its range moves with it")
    count: Count | None = Field(None, description="sessions that are left")
    held: Flag | None = Field(None, description="whether the red line or the rule holds")
    offered: Flag | None = Field(None, description="whether the option is on the table")
    used: Flag | None = Field(None, description="whether the statement enters the model")
    why: Text | None = Field(None, description="why it was changed")
    by: Name | None = Field(None, description="who changed it")

    @model_validator(mode="after")
    def _has_its_shape(self, info: ValidationInfo) -> Adjustment:
        refusals = Refusals()
        shape = SHAPES[self.set]
        for key in (*TARGETS, *AMOUNTS):
            is_asked = key in shape.targets or key == shape.amount
            is_given = getattr(self, key) is not None
            if is_asked and not is_given:
                refusals.add(f"a change of {self.set} says no {key}", f"'{key}' beside '{self.set}'")
            elif is_given and not is_asked:
                asked = ", ".join(map(quoted, (*shape.targets, shape.amount)))
                refusals.add(f"a change of {self.set} has no {key}", asked, key, "[key]")
        amount = getattr(self, shape.amount)
        is_number = isinstance(amount, (int, float)) and not isinstance(amount, bool)
        if is_number and not (math.isfinite(amount) and shape.low <= amount <= shape.high):
            right = f"a number from {shape.low:g} to {shape.high:g}"
            refusals.add(f"{shape.amount} {amount:g} is out of range", right, shape.amount)
        if self.set == "votes" and self.value is not None and self.value != int(self.value):
            refusals.add(f"{self.value:g} is no number of ministers", "a whole number", "value")
        if self.option is not None and (wrong := known_option(self.issue, self.option, declared_in(info))):
            refusals.add(*wrong, "option")
        if self.set == "rule" and self.name not in {None, *RULES}:
            refusals.add(f"no rule {quoted(self.name or '')} of the talks", one_of(self.name or "", RULES), "name")
        refusals.raise_any()
        return self

    @property
    def key(self) -> str:
        """What it changes, as one word: the key of its lever."""
        return ":".join([self.set, *(str(getattr(self, target)) for target in SHAPES[self.set].targets)])

    @property
    def amount(self) -> float | bool:
        """How far, or whether."""
        found: float | bool = getattr(self, SHAPES[self.set].amount)
        return found

    def plain(self) -> dict[str, Any]:
        """Return it as the mapping it was read from, keys that are not given left out."""
        return self.model_dump(exclude_none=True)


class AdjustmentsSheet(Sheet):
    """``adjustments.yaml``: what somebody changed by hand, in order; a later change of the same thing counts on top."""

    adjustments: list[Adjustment] = Field(max_length=MOST_ADJUSTMENTS, description="changes, in order")


class _AtPlace:
    """Adjustments that came as data: a fault is in the entry of that number."""

    def spot(self, loc: Loc, *, is_key: bool = False) -> tuple[int, int]:
        """Return the 1-based number of the adjustment for a line."""
        del is_key
        return (int(loc[1]) + 1, 1) if len(loc) > 1 and isinstance(loc[1], int) else (0, 0)

    def is_hole(self, loc: Loc) -> bool:
        """Nothing was refused before."""
        del loc
        return False


def parse_adjustments(given: Iterable[Mapping[str, Any]], *, of: str = "adjustments") -> tuple[Adjustment, ...]:
    """Read adjustments from plain data, such as JSON.

    Parameters
    ----------
    given : iterable of mapping
    of : str
        What faults call the place they came from; the line is the number of the adjustment.

    Returns
    -------
    tuple of Adjustment

    Raises
    ------
    CaseError
        With every fault: unknown keys, missing keys, amounts that are no finite number or out of range. Names are
        checked against a case by :func:`~treves.case.adjust.adjust`.
    """
    try:
        return tuple(AdjustmentsSheet.model_validate({"adjustments": list(given)}).adjustments)
    except ValidationError as error:
        raise CaseError(faults_of(error, of, _AtPlace(), AdjustmentsSheet)) from error


def adjustments_text(adjustments: Iterable[Adjustment], *, remark: str = "") -> str:
    """Write adjustments as the text of an ``adjustments.yaml``.

    Parameters
    ----------
    adjustments : iterable of Adjustment
    remark : str
        Told in a comment at the top.

    Returns
    -------
    str
        Read back by :func:`treves.load_case` to the same adjustments.
    """
    listed = [{key: _written(value) for key, value in each.plain().items()} for each in adjustments]
    body = yaml.safe_dump({"adjustments": listed}, sort_keys=False, allow_unicode=True, width=10_000)
    head = "".join(f"# {line}\n" for line in " ".join(remark.split()).splitlines())
    return head + body


def _written(value: object) -> object:
    """Return a value that YAML writes in a form that is read back: 1e-06 as a decimal with a point."""
    if isinstance(value, float):
        return int(value) if value == int(value) and abs(value) < 1e15 else float(repr(value))
    return value
