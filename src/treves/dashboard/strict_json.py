"""JSON as the page may send it: finite numbers, whole characters, each key once; anything else is refused in words."""

from __future__ import annotations

import json
import math
from typing import Any, NoReturn

__all__ = ["NotStrictError", "parse_strictly"]

GREATEST_WHOLE = 2**53  # above it a browser's numbers are no longer whole ones


class NotStrictError(ValueError):
    """A body that is no JSON, or JSON with something in it that no answer could rest on."""


def parse_strictly(body: bytes) -> Any:
    """Parse a body.

    Raises
    ------
    NotStrictError
        For what is no UTF-8 or no JSON, for NaN and infinity (1e400 is one), whole numbers beyond 2^53, half a
        character (a lone surrogate), and a key that stands twice.

    Examples
    --------
    >>> parse_strictly(b'{"set": "sessions", "count": 2}')
    {'set': 'sessions', 'count': 2}
    """
    try:
        return json.loads(
            body.decode("utf-8"),
            parse_constant=_refuse_constant,
            parse_float=_finite,
            parse_int=_whole,
            object_pairs_hook=_each_key_once,
        )
    except NotStrictError:
        raise
    except UnicodeDecodeError as error:
        raise NotStrictError(f"byte {error.start} of the body is not UTF-8") from None
    except RecursionError:
        raise NotStrictError("the JSON is nested too deeply") from None
    except ValueError as error:
        raise NotStrictError(f"this is no JSON: {error}") from None


def _refuse_constant(name: str) -> NoReturn:
    raise NotStrictError(f"{name} is no number; right would be a finite one")


def _finite(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise NotStrictError(f"{digits[:20]} is beyond every number; right would be a finite one")
    return value


def _whole(digits: str) -> int:
    if len(digits) > 17 or abs(int(digits)) > GREATEST_WHOLE:
        raise NotStrictError(f"{digits[:20]} is too large; right would be at most 2^53")
    return int(digits)


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise NotStrictError("a key stands twice in one object; right would be each key once")
    for key, value in pairs:
        _whole_characters(key)
        for one in value if isinstance(value, list) else (value,):
            if isinstance(one, str):
                _whole_characters(one)
    return found


def _whole_characters(text: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise NotStrictError("half a character (a lone surrogate) stands in a text") from None
