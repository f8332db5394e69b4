"""From what pydantic refuses to what a user reads: file, line, column, what is wrong, what would be right.

What would be right is read off the sheet's own JSON Schema, so that a message and the schema cannot disagree.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Protocol

from pydantic import BaseModel, ValidationError

from treves.case.nearest import one_of
from treves.case.phrases import Node, node_at, phrase
from treves.case.quote import quoted
from treves.case.yaml_tree import Loc
from treves.errors import Fault

__all__ = ["Located", "faults_of"]

KEY_MARK = "[key]"
OUT_OF_RANGE = {"greater_than", "greater_than_equal", "less_than", "less_than_equal"}


class Located(Protocol):
    """Something that knows where its values stand."""

    def spot(self, loc: Loc, *, is_key: bool = False) -> tuple[int, int]:
        """Return line and column of the value at a path, or of its key."""
        ...

    def is_hole(self, loc: Loc) -> bool:
        """Say whether the value at a path was refused already."""
        ...


def faults_of(error: ValidationError, file: str, located: Located, sheet: type[BaseModel]) -> list[Fault]:
    """Turn every error of a validation into a fault.

    Parameters
    ----------
    error : pydantic.ValidationError
    file : str
    located : Located
        Where the values stand.
    sheet : type
        The model that refused them.

    Returns
    -------
    list of Fault
    """
    schema = _schema(sheet)
    faults = []
    for found in error.errors(include_url=False):
        loc, is_key = _without_mark(found["loc"])
        is_key = is_key or found["type"] == "extra_forbidden"
        if located.is_hole(loc):
            continue
        for below, what, right in _told(found, loc, schema, is_key=is_key):
            at, is_key_below = _without_mark((*loc, *below))
            faults.append(Fault(file, *located.spot(at, is_key=is_key or is_key_below), what, right))
    return faults


def _without_mark(loc: Loc) -> tuple[Loc, bool]:
    """Pydantic marks an error in the key of a mapping, not in its value, by a last step of its own."""
    return (loc[:-1], True) if loc and loc[-1] == KEY_MARK else (loc, False)


@cache
def _schema(sheet: type[BaseModel]) -> Node:
    return sheet.model_json_schema()


def _told(found: Any, loc: Loc, schema: Node, *, is_key: bool) -> list[tuple[Loc, str, str]]:
    """Tell one error of pydantic as (path below the value, what, right); an error of our own may hold several."""
    kind, given = found["type"], found["input"]
    if kind == "refused":
        return [
            (below, what, right if right is not None else phrase(node_at(schema, (*loc, *below))))
            for below, what, right in found["ctx"]["refused"]
        ]
    node = node_at(schema, loc)
    name = str(loc[-1]) if loc and isinstance(loc[-1], str) else ""
    if kind == "missing":
        return [((), f"'{name}' is missing", f"'{name}' with {phrase(node)}")]
    if kind == "extra_forbidden":
        return [
            (
                (),
                f"unknown key {quoted(name)}",
                one_of(name, node_at(schema, loc[:-1]).get("properties", ())),
            )
        ]
    if kind == "literal_error" and isinstance(given, str) and given:
        known = node.get("enum", [node.get("const")])
        return [((), f"{name} {quoted(given)} is not known here".strip(), one_of(given, map(str, known)))]
    if kind == "string_too_long":
        what = f"{quoted(name) if is_key else name or 'this'} has {len(str(given))} characters"
        return [((), what, f"at most {found['ctx']['max_length']} characters")]
    return [((), _wrong(kind, given, name, at_root=not loc), phrase(node))]


def _wrong(kind: str, given: object, name: str, *, at_root: bool) -> str:
    of = name or ("the file" if at_root else "this")
    what = f"is {quoted(str(given))}"
    if given is None or given == "":
        what = "is empty"
    elif kind in OUT_OF_RANGE:
        shown = f"{given:.12g}" if isinstance(given, (int, float)) else str(given)
        return f"{name} {shown} is out of range".strip()
    elif isinstance(given, dict):
        what = "holds keys with values"
    elif isinstance(given, list):
        what = f"holds {_count(given)}" if kind == "too_short" else "holds a list"
    elif kind == "string_unicode":
        what = "holds half of a surrogate pair, which is no character"
    return f"{of} {what}"


def _count(given: list[object]) -> str:
    return "one entry" if len(given) == 1 else f"{len(given)} entries"
