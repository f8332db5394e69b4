"""The kinds of field a sheet has: text is read strictly into finite numbers, whole numbers, dates and yes/no.

Everything arrives as text, because YAML is never constructed. A reader here refuses what it cannot read with an
error that carries what is wrong and, where the schema does not say it already, what would be right.
"""

from __future__ import annotations

import math
import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from treves.case.quote import quoted

__all__ = [
    "Count",
    "Day", "Flag", "Language", "Name", "Number", "Place", "Refusals", "Share", "Sheet", "Text", "Weight", "Whole",
    "day_of", "refuse", "whole_of",
]  # fmt: skip

NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
NOT_FINITE = re.compile(r"[-+]?\.?(?:nan|inf|infinity)", re.IGNORECASE)
LONGEST_NUMBER = 400
EARLIEST, LATEST = date(1000, 1, 1), date(2999, 12, 31)
WHOLE = re.compile(r"[-+]?[0-9]{1,15}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")

Refused = tuple[tuple[str | int, ...], str, str | None]


class Refusals:
    """Several things wrong below one value, raised as one error; each says where below it stands."""

    def __init__(self) -> None:
        self.found: list[Refused] = []

    def add(self, what: str, right: str | None = None, *at: str | int) -> None:
        """Note one thing wrong at a path below the value; ``right`` None leaves it to the schema."""
        self.found.append((at, what, right))

    def raise_any(self) -> None:
        """Raise what was noted, if anything was."""
        if self.found:
            raise PydanticCustomError("refused", "refused", {"refused": self.found})


def refuse(what: str, right: str | None = None) -> PydanticCustomError:
    """Make the error for one thing wrong with the value at hand."""
    return PydanticCustomError("refused", "refused", {"refused": [((), what, right)]})


def _as_number(value: object) -> object:
    if not isinstance(value, str):
        return value
    if NOT_FINITE.fullmatch(value):
        raise refuse(f"{quoted(value)} is not a finite number")
    if not NUMBER.fullmatch(value):
        raise refuse(f"{quoted(value)} is not a number")
    number = float(value) if len(value) <= LONGEST_NUMBER else math.inf
    if not math.isfinite(number):
        raise refuse(f"{quoted(value)} is too large to be a finite number")
    return number


def whole_of(value: object) -> int | None:
    """Read a whole number of at most 15 digits; None where it is none."""
    return int(value) if isinstance(value, str) and WHOLE.fullmatch(value) else None


def _as_whole(value: object) -> object:
    found = whole_of(value)
    if found is None and isinstance(value, str):
        raise refuse(f"{quoted(value)} is not a whole number")
    return value if found is None else found


def _as_flag(value: object) -> object:
    if not isinstance(value, str):
        return value
    if value.lower() not in {"true", "false"}:
        raise refuse(f"{quoted(value)} is neither true nor false")
    return value.lower() == "true"


def day_of(value: object) -> date | None:
    """Read a calendar day written YYYY-MM-DD; None where it is none."""
    if not isinstance(value, str) or not DAY.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _as_day(value: object) -> object:
    if not isinstance(value, str):
        return value
    found = day_of(value)
    if found is None:
        is_shaped = DAY.fullmatch(value) is not None
        raise refuse(f"{quoted(value)} is not {'a day of the calendar' if is_shaped else 'a date'}")
    if not EARLIEST <= found <= LATEST:  # a step of some decades from a day must still be a day
        raise refuse(f"{quoted(value)} is out of the calendar used here", f"a day from {EARLIEST} to {LATEST}")
    return found


def _printable(value: str) -> str:
    if found := CONTROL.search(value):
        raise refuse(f"control character U+{ord(found.group()):04X} in {quoted(value)}", "printable text")
    return value


def _one_line(value: str) -> str:
    if value != value.strip() or "\n" in value or "\r" in value or "\t" in value:
        raise refuse(f"{quoted(value)} has spaces at its ends, tabs or line breaks", "a short name on one line")
    return _printable(value)


Text = Annotated[str, Field(min_length=1, max_length=10_000), AfterValidator(_printable)]
Name = Annotated[str, Field(min_length=1, max_length=80), AfterValidator(_one_line)]
Language = Annotated[str, Field(pattern="^[a-z]{2,3}$")]
Day = Annotated[date, BeforeValidator(_as_day)]
Flag = Annotated[bool, BeforeValidator(_as_flag)]
Number = Annotated[float, BeforeValidator(_as_number)]
Weight = Annotated[float, Field(ge=0), BeforeValidator(_as_number)]
Share = Annotated[float, Field(ge=0, le=1), BeforeValidator(_as_number)]
Place = Annotated[float, Field(ge=0, le=100), BeforeValidator(_as_number)]
Whole = Annotated[int, BeforeValidator(_as_whole)]
Count = Annotated[int, Field(ge=0), BeforeValidator(_as_whole)]


class Sheet(BaseModel):
    """A mapping with known keys only; an optional key left empty counts as not given."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        fields = cls.model_fields
        return {
            key: value
            for key, value in given.items()
            if value is not None or key not in fields or fields[key].is_required()
        }
