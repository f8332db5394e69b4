"""CSV with positions: the standard library's reader is the oracle for what the fields hold."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from treves.case import csv_rows
from treves.case.csv_rows import Row
from treves.errors import Fault

CELLS = st.text("ab ,;\"\n\r'é🪿\t", max_size=8)
# With quotes only where needed the standard writer leaves a lone line end of another kind unquoted; so not those.
STYLES = [{"lineterminator": end, "quoting": csv.QUOTE_ALL} for end in ("\n", "\r\n", "\r")] + [
    {"lineterminator": "\r\n", "quoting": csv.QUOTE_MINIMAL}
]
TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=5)


def read_rows(file: str, text: str) -> tuple[list[Row], list[Fault]]:
    """Return all records and all faults."""
    faults: list[Fault] = []
    return list(csv_rows.read_rows(file, text, faults)), faults


@given(table=TABLES, style=st.sampled_from(STYLES))
def test_what_the_standard_writer_writes_is_read_back(table, style):
    """Quotes, commas and line ends inside fields included; a row with nothing in it is an empty line."""
    out = io.StringIO(newline="")
    csv.writer(out, **style).writerows(table)
    rows, faults = read_rows("x.csv", out.getvalue())
    assert faults == []
    kept = [tuple(row) for row in table if row != [""]]
    assert [row.fields for row in rows if row.fields != ("",)] == kept


@given(table=TABLES, end=st.sampled_from(["\n", "\r\n", "\r"]))
def test_a_position_is_where_the_field_stands(table, end):
    """Cutting the text at the line and column of a field gives the field."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(table)
    text = out.getvalue()
    starts = [0, *(found.end() for found in re.finditer("\r\n|\r|\n", text))]
    for row in read_rows("x.csv", text)[0]:
        for value, (line, column) in zip(row.fields, row.spots, strict=True):
            written = '"' + value.replace('"', '""') + '"'
            assert text[starts[line - 1] + column - 1 :].startswith(written)


def test_a_broken_row_does_not_swallow_the_rest():
    """The open quote of line 2 would reach to line 4; lines 3 and 5 are read all the same."""
    rows, faults = read_rows("x.csv", 'a,b\n1,"two\n3,4\n5,"six"\n7,8\n')
    assert [row.fields for row in rows] == [("a", "b"), ("3", "4"), ("5", "six"), ("7", "8")]
    assert [(fault.line, fault.column) for fault in faults] == [(2, 3)]
    assert "closes only in line 4, before 'six\"" in faults[0].what


def test_a_quote_that_never_closes_is_told_where_it_opens():
    """Not at the end of the file."""
    rows, faults = read_rows("x.csv", 'a,b\n1,"two\n3,4\n')
    assert [row.line for row in rows] == [1, 3]
    assert str(faults[0]) == (
        "x.csv:2:3: the quote opened here is never closed; right would be: a closing quote at the field's end"
    )


def test_reading_stops_at_a_thousand_faults():
    """A picture renamed to .csv does not fill the screen for ever."""
    _, faults = read_rows("x.csv", 'a"b\n' * 5000)
    assert len(faults) == 1001
    assert faults[-1].what == "1000 faults above; the file is not read further"


def test_a_row_of_a_hundred_thousand_commas_is_one_fault():
    """And the row below it is read."""
    rows, faults = read_rows("x.csv", "a,b\n" + "," * 100_000 + "\n1,2\n")
    assert [row.fields for row in rows] == [("a", "b"), ("1", "2")]
    assert [fault.what for fault in faults] == ["more than 100 fields in one row"]


@pytest.mark.parametrize("text", ["", "\n", "\r\n\r\n"])
def test_empty_lines_are_no_rows(text):
    """Neither rows nor faults."""
    assert read_rows("x.csv", text) == ([], [])


@given(text=st.text('ab,"\n\r', max_size=40))
def test_any_text_gives_rows_or_faults(text):
    """Every position it names lies in the text."""
    rows, faults = read_rows("x.csv", text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for line, column in [
        *((f.line, f.column) for f in faults),
        *(spot for row in rows for spot in row.spots),
    ]:
        assert 1 <= line <= len(lines)
        assert 1 <= column <= len(lines[line - 1]) + 1
