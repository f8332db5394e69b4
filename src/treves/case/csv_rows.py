"""CSV as RFC 4180 has it, with the position of every field, and a broken row that does not swallow the rest.

The standard library's reader gives no positions and reads an unclosed quote to the end of the file. This one
goes on at the next line after a row that breaks, so that the other rows are still judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from treves.case.quote import quoted
from treves.errors import Fault

__all__ = ["Row", "read_rows"]

LINE_END = re.compile(r"\r\n|\r|\n")
FIELD_LIMIT = 100_000
FAULT_LIMIT = 1000
WIDTH_LIMIT = 100
ROW_LIMIT = 500_000


@dataclass(frozen=True, slots=True)
class Row:
    """One record.

    Parameters
    ----------
    fields : tuple of str
    spots : tuple of (int, int)
        Physical line and column, 1-based, at which each field begins (its quote, where it has one).
    """

    fields: tuple[str, ...]
    spots: tuple[tuple[int, int], ...]

    @property
    def line(self) -> int:
        """Physical line on which the record begins."""
        return self.spots[0][0]


class _BrokenRowError(Exception):
    def __init__(self, at: int, what: str, right: str) -> None:
        self.at, self.what, self.right = at, what, right
        super().__init__(what)


def read_rows(file: str, text: str, faults: list[Fault], *, delimiter: str = ",") -> Iterator[Row]:
    """Split a CSV text into records, one by one.

    Parameters
    ----------
    file : str
        Name used in faults.
    text : str
        With its line ends as stored.
    faults : list of Fault
        Faults are added here, by this reader and by whoever judges the records; at a thousand reading stops, as it
        does after half a million rows.
    delimiter : str
        One character between fields.

    Yields
    ------
    Row
        Empty lines are left out.
    """
    return _Reader(file, text, faults, delimiter).rows()


class _Reader:
    def __init__(self, file: str, text: str, faults: list[Fault], delimiter: str) -> None:
        self.file, self.text, self.faults = file, text, faults
        self.delimiter, self.field_end = delimiter, re.compile(rf"{re.escape(delimiter)}|\r\n|\r|\n")
        self.line, self.line_start = 1, 0

    def rows(self) -> Iterator[Row]:
        at = read = 0
        while at < len(self.text):
            if (read := read + 1) > ROW_LIMIT:
                self._note(at, f"more than {ROW_LIMIT:,} rows; the file is not read further", "a smaller table")
                return
            if len(self.faults) >= FAULT_LIMIT:
                self._note(at, f"{FAULT_LIMIT} faults above; the file is not read further", "a table without them")
                return
            try:
                row, at = self._record(at)
            except _BrokenRowError as broken:
                self._note(broken.at, broken.what, broken.right)
                end = LINE_END.search(self.text, broken.at)
                if end is None:
                    return
                at = end.end()
                self._next_line(at)
            else:
                if row.fields != ("",):
                    yield row

    def _note(self, at: int, what: str, right: str) -> None:
        self.faults.append(Fault(self.file, self.line, at - self.line_start + 1, what, right))

    def _next_line(self, start: int) -> None:
        self.line += 1
        self.line_start = start

    def _record(self, at: int) -> tuple[Row, int]:
        """Read one record; return it and where the next begins."""
        fields: list[str] = []
        spots: list[tuple[int, int]] = []
        while True:
            spots.append((self.line, at - self.line_start + 1))
            value, at = self._quoted(at) if self.text.startswith('"', at) else self._bare(at)
            fields.append(value)
            if not self.text.startswith(self.delimiter, at):
                break
            at += 1
            if len(fields) == WIDTH_LIMIT:
                raise _BrokenRowError(at, f"more than {WIDTH_LIMIT} fields in one row", "a row as wide as the header")
        if end := LINE_END.match(self.text, at):
            at = end.end()
            self._next_line(at)
        return Row(tuple(fields), tuple(spots)), at

    def _bare(self, at: int) -> tuple[str, int]:
        end = self.field_end.search(self.text, at)
        stop = end.start() if end else len(self.text)
        value = self.text[at:stop]
        if '"' in value:
            what = f"a quote inside the unquoted field {quoted(value)}"
            raise _BrokenRowError(
                at + value.index('"'), what, 'the field in quotes, with each quote in it doubled ("")'
            )
        return value, stop

    def _quoted(self, at: int) -> tuple[str, int]:
        """Read a quoted field; its lines are counted only once it is known to be whole."""
        parts: list[str] = []
        start = at + 1
        while True:
            stop = self.text.find('"', start, at + FIELD_LIMIT)
            if stop < 0:
                raise _BrokenRowError(at, "the quote opened here is never closed", "a closing quote at the field's end")
            parts.append(self.text[start:stop])
            if not self.text.startswith('"', stop + 1):
                break
            parts.append('"')
            start = stop + 2
        after = stop + 1
        if after < len(self.text) and self.text[after] not in f"{self.delimiter}\r\n":
            lines = len(LINE_END.findall(self.text, at, after))
            where = f"only in line {self.line + lines}, " if lines else ""
            what = f"the quote opened here closes {where}before {quoted(self.text[after : after + 12])}"
            raise _BrokenRowError(at, what, 'a comma or line end after the closing quote; a quote inside doubled ("")')
        for end in LINE_END.finditer(self.text, at, after):
            self._next_line(end.end())
        return "".join(parts), after
