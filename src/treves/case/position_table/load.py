"""Which form a table of positions has, and reading it."""

from __future__ import annotations

from pathlib import Path

from treves.bargaining.predict import PositionTable
from treves.case.csv_rows import Row, read_rows
from treves.case.position_table.decide import is_decide, read_decide
from treves.case.position_table.long import ANY_OF, NEEDED, canonical, is_long, read_long
from treves.case.position_table.wide import is_wide, read_wide
from treves.case.quote import quoted
from treves.errors import CaseError, Fault
from treves.evidence.intake.limits import ReadingError
from treves.evidence.intake.ordinary import read_ordinary_file

__all__ = ["is_position_table", "load_position_table", "read_position_table"]

LARGEST_BYTES = 50_000_000
DELIMITERS = "\t;,"


def is_position_table(text: str) -> bool:
    """Say whether a text begins like one of the forms of table read here."""
    first = text.split("\n", 1)[0]
    if is_decide(first):
        return True
    head = _head(next(iter(read_rows("", first, [], delimiter=_delimiter(first))), None))
    return is_wide(head) or is_long(head) or len(set(head) & {*NEEDED, *ANY_OF}) > 1


def _delimiter(first: str) -> str:
    return max(DELIMITERS, key=first.count)


def _head(row: Row | None) -> list[str]:
    return [] if row is None else canonical([field.strip().lower() for field in row.fields])


def load_position_table(path: Path) -> PositionTable:
    """Read a table of positions from a file.

    Parameters
    ----------
    path : Path
        Comma, semicolon or tab between fields; UTF-8, or Latin-1 where it is not.

    Returns
    -------
    PositionTable

    Raises
    ------
    CaseError
        With every fault: line, column, what is wrong, what would be right.
    """
    try:
        content = read_ordinary_file(path, LARGEST_BYTES)
    except ReadingError as error:
        what = "larger than 50 MB, or no ordinary file"
        raise CaseError([Fault(str(path), 0, 0, what, "a table of positions on a disk")]) from error
    except OSError as error:
        raise CaseError([Fault(str(path), 0, 0, f"it cannot be read ({error.strerror})", "a file to read")]) from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    return read_position_table(str(path), text)


def read_position_table(file: str, text: str) -> PositionTable:
    """Read a table of positions from its text.

    Parameters
    ----------
    file : str
        Name used in faults.
    text : str

    Returns
    -------
    PositionTable

    Raises
    ------
    CaseError
        With every fault.
    """
    if "\0" in text:
        raise CaseError([Fault(file, 0, 0, "this is no text", "a table with commas, semicolons or tabs")])
    first = text.split("\n", 1)[0]
    faults: list[Fault] = []
    rows = list(read_rows(file, text, faults, delimiter=_delimiter(first)))
    name = Path(file).stem
    if is_decide(first):
        return read_decide(file, name, rows, faults)
    if faults or not rows:
        raise CaseError(faults or [Fault(file, 1, 1, "the file is empty", "a table with a header")])
    head = _head(rows[0])
    twice = sorted({column for column in head if column and head.count(column) > 1})
    if twice:
        raise CaseError(
            [Fault(file, 1, 1, f"column {quoted(name)[1:-1]} stands there twice", "each column once") for name in twice]
        )
    if is_wide(head):
        return read_wide(file, name, head, rows[1:], faults)
    if is_long(head):
        return read_long(file, name, head, rows[1:], faults)
    missing = [column for column in NEEDED if column not in head]
    what = f"no column {', '.join(missing)}"
    if len(missing) == len(NEEDED):
        what += ", and no pairs of columns like pnl and snl with one called out"
    right = f"columns {', '.join(NEEDED)}, one row per actor and issue; or a DEU table, one row per issue"
    raise CaseError([Fault(file, 1, 1, what, right)])
