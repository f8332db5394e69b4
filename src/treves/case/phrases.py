"""What a part of a JSON Schema asks for, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from treves.case.quote import quoted

__all__ = ["Node", "node_at", "phrase"]

Node = Mapping[str, Any]

WORDS = {"boolean": "true or false", "object": "keys with values", "string": "text"}


def node_at(schema: Node, loc: tuple[str | int, ...]) -> Node:
    """Return the part of a schema that speaks of the value at a path; an empty one where none does."""
    node = _resolved(schema, schema)
    for step in loc:
        if isinstance(step, int):
            inner = node.get("items")
        else:
            inner = node.get("properties", {}).get(step, node.get("additionalProperties"))
        node = _resolved(inner, schema) if isinstance(inner, Mapping) else {}
    return node


def _resolved(node: Node, schema: Node) -> Node:
    """Follow references and drop the null of an optional value; what stands beside a reference wins."""
    while "$ref" in node or "anyOf" in node:
        beside = {key: value for key, value in node.items() if key not in {"$ref", "anyOf"}}
        if "$ref" in node:
            target = schema["$defs"][node["$ref"].removeprefix("#/$defs/")]
        else:
            target = next(part for part in node["anyOf"] if part.get("type") != "null")
        node = {**target, **beside}
    return node


def phrase(node: Node) -> str:
    """Say in words what a part of a schema asks for.

    Examples
    --------
    >>> phrase({"type": "number", "minimum": 0, "maximum": 100, "description": "place on the scale"})
    'a number from 0 to 100 (place on the scale)'
    """
    if "properties" in node:
        return f"keys {', '.join(node['properties'])}"
    words = _kind(node)
    return f"{words} ({node['description']})" if "description" in node else words


def _kind(node: Node) -> str:
    kind = node.get("type", "")
    if "enum" in node:
        return f"one of {', '.join(map(quoted, node['enum']))}"
    if kind in {"number", "integer"}:
        return _number(node)
    if kind == "array":
        return f"a list of at least {node['minItems']}" if "minItems" in node else "a list"
    if node.get("format") == "date":
        return "a date as YYYY-MM-DD"
    return WORDS.get(kind, "another value")


def _number(node: Node) -> str:
    words = "a whole number" if node["type"] == "integer" else "a number"
    low, above, high = node.get("minimum"), node.get("exclusiveMinimum"), node.get("maximum")
    if low is not None and high is not None:
        return f"{words} from {low} to {high}"
    if above is not None:
        return f"{words} above {above}" + (f" and at most {high}" if high is not None else "")
    return f"{words} of at least {low}" if low is not None else words
