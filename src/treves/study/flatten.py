"""From frozen values to plain tables: one row each, columns by the types of their fields."""

from __future__ import annotations

import json
import types
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from treves.store import Table, table_of
from treves.store.table import ColumnType
from treves.study.frozen import Probability, Quantity

__all__ = ["flatten", "is_flat"]

PLAIN: dict[Any, ColumnType] = {str: "VARCHAR", bool: "BOOLEAN", int: "BIGINT", float: "DOUBLE", date: "DATE"}
LISTS: dict[Any, ColumnType] = {
    float: "DOUBLE[]",
    int: "DOUBLE[]",
    str: "VARCHAR[]",
    tuple[str, ...]: "VARCHAR",  # a list of lists is told as JSON
}
RENAMED = {"on": "day", "start": "span_start", "end": "span_end"}  # words that SQL keeps for itself
ENDS: dict[type[BaseModel], tuple[str, ...]] = {
    Probability: ("p", "low", "high", "monte_carlo_error"),
    Quantity: ("value", "low", "high"),
}


def flatten(
    model: type[BaseModel], rows: Iterable[tuple[Mapping[str, Any], BaseModel]], keys: Mapping[str, ColumnType]
) -> Table:
    """Return the table of frozen values of one kind.

    Every field is a column, or several, but for those that hold values of a kind of their own, which have their own
    table. A probability called ``accepts`` gives ``accepts``, ``accepts_low``, ``accepts_high`` and ``accepts_error``
    (the part of its interval that is the noise of drawing); a quantity gives the first three. A mapping is JSON; a list
    of words or numbers is a list. Three fields are renamed, because SQL keeps their names for itself: ``on`` is
    ``day``, ``start`` and ``end`` are ``span_start`` and ``span_end``.

    Parameters
    ----------
    model : type
        What the values are.
    rows : iterable of (mapping, value)
        Keys that say whose each value is, and the value.
    keys : mapping of str to str
        The keys' types in SQL.

    Returns
    -------
    Table
    """
    fields = [name for name in model.model_fields if name not in keys]
    columns: dict[str, ColumnType] = dict(keys)
    for name in fields:
        columns |= _columns(name, model.model_fields[name].annotation)
    return table_of(columns, ({**given, **_cells(value, fields)} for given, value in rows))


def is_flat(annotation: Any) -> bool:
    """Say whether a field of this type becomes columns; if not, it needs a table of its own."""
    return bool(_columns("x", annotation))


def _columns(name: str, annotation: Any) -> dict[str, ColumnType]:
    kind = _without_none(annotation)
    if kind in ENDS:
        return {_end(name, end): "DOUBLE" for end in ENDS[kind]}
    type_ = PLAIN.get(kind)
    if get_origin(kind) in (Literal, dict):
        type_ = "VARCHAR"
    elif get_origin(kind) is tuple:
        type_ = LISTS.get(_without_none(get_args(kind)[0]))
    return {RENAMED.get(name, name): type_} if type_ else {}


def _without_none(annotation: Any) -> Any:
    if get_origin(annotation) is Annotated:
        return _without_none(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        held = [each for each in get_args(annotation) if each is not type(None)]
        if set(held) == {float, str}:
            return str
        return _without_none(held[0]) if len(held) == 1 else annotation
    return annotation


def _end(name: str, end: str) -> str:
    return {"p": name, "value": name, "monte_carlo_error": f"{name}_error"}.get(end, f"{name}_{end}")


def _cells(value: BaseModel, fields: Iterable[str]) -> dict[str, Any]:
    cells: dict[str, Any] = {}
    for name in fields:
        annotation = type(value).model_fields[name].annotation
        columns = _columns(name, annotation)
        held = getattr(value, name)
        if not columns:
            continue
        if isinstance(held, Probability | Quantity):
            cells |= {_end(name, end): float(getattr(held, end)) for end in ENDS[type(held)]}
        elif held is None:
            continue
        else:
            ((column, type_),) = columns.items()
            cells[column] = _cell(held, type_)
    return cells


def _cell(held: Any, type_: ColumnType) -> Any:
    if type_ in ("VARCHAR[]", "DOUBLE[]"):
        return list(held)
    if type_ == "DOUBLE":
        return float(held)
    if type_ == "VARCHAR" and not isinstance(held, str):
        return json.dumps(held, ensure_ascii=False, allow_nan=False)
    return held
