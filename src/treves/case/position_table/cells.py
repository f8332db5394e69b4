"""Numbers in the cells of a table, and what is noted where a cell holds something else."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from treves.case.csv_rows import Row
from treves.case.quote import quoted
from treves.errors import Fault

__all__ = ["Cells"]

NOTHING = {"", "na", "n/a", "nan", "."}
DECIMAL_COMMA = re.compile(r"[-+]?\d*,(\d{1,2}|\d{4,})")  # three digits could be thousands


class Cells:
    """One table's cells by column name.

    Parameters
    ----------
    file : str
        Name used in faults.
    head : sequence of str
        Column names, small letters.
    faults : list of Fault
        Faults are added here.
    """

    def __init__(self, file: str, head: Sequence[str], faults: list[Fault]) -> None:
        self.file, self.faults = file, faults
        self.at = {name: number for number, name in enumerate(head)}

    def text(self, row: Row, column: str) -> str:
        """Return a cell's words, empty where the column or the cell is missing."""
        at = self.at.get(column)
        return row.fields[at].strip() if at is not None and at < len(row.fields) else ""

    def number(self, row: Row, column: str, *, low: float = -math.inf, high: float = math.inf, right: str) -> float:
        """Return a cell's number; NaN where it is empty, NaN and a fault where it is no number or off its scale."""
        words = self.text(row, column)
        if words.lower() in NOTHING:
            return math.nan
        plain = words.replace(",", ".") if DECIMAL_COMMA.fullmatch(words) else words
        try:
            value = float(plain)
        except ValueError:
            self.note(row, column, f"{column} {quoted(words)} is no number", right)
            return math.nan
        if not math.isfinite(value) or not low <= value <= high:
            self.note(row, column, f"{column} {words} is off its scale", right)
            return math.nan
        return value

    def note(self, row: Row, column: str, what: str, right: str) -> None:
        """Note a fault in a cell."""
        at = self.at.get(column, 0)
        line, spot = row.spots[at] if at < len(row.spots) else (row.line, 1)
        self.faults.append(Fault(self.file, line, spot, what, right))
