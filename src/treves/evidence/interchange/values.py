"""A statement as plain values, and back; every other format is built on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from treves.errors import TrevesError
from treves.evidence.statement import CERTAINTIES, KINDS, REVIEWS, SOURCE_TYPES, STANCES, Statement

__all__ = ["FIELDS", "InterchangeError", "statement_from_values", "values_of"]

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
            raise InterchangeError(f"{where}: {name} {known[name]!r}; right would be one of {', '.join(allowed)}")
    try:
        for name in ("start", "end"):
            known[name] = int(known[name])
        for name in ("published_on", "reviewed_on"):
            known[name] = date.fromisoformat(str(known[name])) if known.get(name) else None
        if known["published_on"] is None:
            known["published_on"] = date.min
        return Statement(**known)
    except (KeyError, TypeError, ValueError) as error:
        raise InterchangeError(f"{where}: {error}; right would be a row with {', '.join(FIELDS[:14])}") from None
