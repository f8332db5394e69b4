"""A statement as plain values, and back; every other format is built on it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from treves.errors import TrevesError
from treves.evidence.statement import CERTAINTIES, KINDS, REVIEWS, SOURCE_TYPES, STANCES, Statement

__all__ = [
    "FIELDS",
    "InterchangeError",
    "list_of",
    "mapping_of",
    "shown",
    "statement_from_values",
    "text_of",
    "values_of",
    "whole_of",
]

LARGEST = 10**12
_WHOLE = re.compile(r"\s*[+-]?[0-9]{1,12}\s*")

FIELDS = tuple(field.name for field in fields(Statement) if field.name != "line")
_KINDS_OF = {
    "stance": STANCES,
    "kind": KINDS,
    "certainty": CERTAINTIES,
    "source_type": SOURCE_TYPES,
    "review": REVIEWS,
}


class InterchangeError(TrevesError):
    """A file that cannot be read as statements, with what is wrong and what would be right."""


def text_of(value: Any, where: str) -> str:
    """Return a text as it is; refuse what is none, or holds half a character, which no file could hold."""
    if not isinstance(value, str):
        raise InterchangeError(f"{where} is {shown(value)}; right would be a text")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise InterchangeError(f"{where} is {shown(value)} with half a character; right would be whole ones") from None
    return value


def whole_of(value: Any, where: str) -> int:
    """Return a whole number, also one that stands as text."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST:
        return value
    if isinstance(value, float) and value.is_integer() and abs(value) <= LARGEST:
        return int(value)
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        return int(value)
    raise InterchangeError(f"{where} is {shown(value)}; right would be a whole number")


def mapping_of(value: Any, where: str) -> Mapping[str, Any]:
    """Return an object of JSON; nothing counts as an empty one."""
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise InterchangeError(f"{where} is {shown(value)}; right would be an object with keys and values")
    return value


def list_of(value: Any, where: str) -> list[Any]:
    """Return a list of JSON; nothing counts as an empty one."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise InterchangeError(f"{where} is {shown(value)}; right would be a list")
    return value


def shown(value: object) -> str:
    """Return a value for a message: short, in ASCII, with nothing a terminal would obey."""
    told = ascii(value) if isinstance(value, str | int | float | bool | None) else type(value).__name__
    return told if len(told) <= 60 else f"{told[:40]}...{told[-15:]}"


def values_of(statement: Statement) -> dict[str, Any]:
    """Return a statement as JSON values; days as ISO 8601, no day as an empty string."""
    values: dict[str, Any] = {}
    for name in FIELDS:
        value = getattr(statement, name)
        values[name] = value.isoformat() if isinstance(value, date) else "" if value is None else value
    return values


def statement_from_values(values: Mapping[str, Any], where: str) -> Statement:
    """Make a statement of plain values; ``where`` (file and line) begins every message."""
    known = {name: values[name] for name in FIELDS if name in values and values[name] is not None}
    for name, allowed in _KINDS_OF.items():
        if name in known and str(known[name]) not in allowed:
            if name == "stance" and str(known[name]) == "1":
                known[name] = "+1"  # spreadsheets drop the sign
                continue
            raise InterchangeError(f"{where}: {name} {shown(known[name])}; right would be one of {', '.join(allowed)}")
    for name, value in known.items():
        if name not in {"start", "end", "published_on", "reviewed_on"}:
            known[name] = text_of(value, f"{where}: {name}")
    try:
        for name in ("start", "end"):
            known[name] = whole_of(known[name], f"{where}: {name}")
        for name in ("published_on", "reviewed_on"):
            known[name] = date.fromisoformat(str(known[name])) if known.get(name) else None
        if known["published_on"] is None:
            known["published_on"] = date.min
        return Statement(**known)
    except (KeyError, TypeError, ValueError) as error:
        raise InterchangeError(f"{where}: {error}; right would be a row with {', '.join(FIELDS[:14])}") from None
