"""Text from a file, quoted for a message: shortened, and with nothing in it that a terminal would obey."""

from __future__ import annotations

import re

__all__ = ["quoted"]

LONGEST = 60
# Control characters, marks that turn or hide text, separators, half surrogates. A fixed list, because what ``repr``
# escapes differs between versions of Python.
UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def quoted(text: str) -> str:
    r"""Return a text in single quotes, cut in the middle where it is long.

    Examples
    --------
    >>> print(quoted("two\nlines"))
    'two\nlines'
    """
    if len(text) > LONGEST:
        half = LONGEST // 2 - 1
        text = f"{text[:half]}…{text[-half:]}"
    return f"'{UNSHOWN.sub(_escape, text)}'"


def _escape(found: re.Match[str]) -> str:
    code = ord(found.group())
    return {9: "\\t", 10: "\\n", 13: "\\r"}.get(code) or (f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}")
