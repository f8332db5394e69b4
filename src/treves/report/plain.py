"""Text of others on our page: hidden characters made visible, addresses checked, cells that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote, urlsplit

__all__ = ["data_address", "file_name", "language_of", "safe_address", "visible"]

# Control characters, byte order marks, lone surrogates, and the marks that turn the direction of a line or hide
# letters (Trojan Source, CVE-2021-42574): none has business in a report, all can make a page say what it does not.
HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def visible(value: Any) -> Any:
    """Make hidden characters visible, in a text or in every text of nested mappings and sequences.

    Examples
    --------
    >>> visible("gross\u202elie")
    'gross[U+202E]lie'
    """
    if isinstance(value, str):
        return HIDDEN.sub(_name, value)
    if isinstance(value, dict):
        return {visible(key): visible(held) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(visible(held) for held in value)
    return value


def _name(found: re.Match[str]) -> str:
    return " " if found[0] in "\r\u2028\u2029" else f"[U+{ord(found[0]):04X}]"


def safe_address(address: str) -> str:
    """Return an address that a reader may follow, or an empty string for any scheme but http and https."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    is_whole = parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"\s", address.strip())
    return address.strip() if is_whole else ""


def language_of(code: str) -> str:
    """Return a language code that may stand in ``lang``, or an empty string."""
    return code if LANGUAGE.fullmatch(code) else ""


def file_name(*parts: str) -> str:
    """Make a file name of letters, digits and hyphens.

    Examples
    --------
    >>> file_name("rutte4-asylum", "who can't live with it?")
    'rutte4-asylum-who-can-t-live-with-it.csv'
    """
    told = "-".join(re.sub(r"[^A-Za-z0-9]+", "-", part).strip("-") for part in parts)
    return f"{told.strip('-')[:80] or 'data'}.csv"


def data_address(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write a table as CSV (UTF-8, comma, point) into a ``data:`` address.

    Text that a spreadsheet would run as a formula gets an apostrophe before it. Percent signs rather than base64: for
    numbers that is shorter, and a reader of the source can read it.
    """
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow([_cell(column) for column in columns])
    writer.writerows([_cell(held) for held in row] for row in rows)
    return "data:text/csv;charset=utf-8," + quote(sheet.getvalue(), safe=",;:=/()!*@$~?")


def _cell(held: object) -> str:
    if held is None:
        return ""
    if isinstance(held, float):
        return f"{held:.4g}"
    told = str(held)
    is_number = isinstance(held, int)
    return f"'{told}" if told.startswith(FORMULA) and not is_number else told
