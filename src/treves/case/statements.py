"""statements.csv: every row checked against its report, the codebook and the parties."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from treves.case.csv_rows import Row, read_rows
from treves.case.messages import faults_of
from treves.case.nearest import one_of
from treves.case.quote import quoted
from treves.case.sheets.declared import Declared
from treves.case.sheets.fields import whole_of
from treves.case.sheets.statement_sheet import StatementSheet
from treves.case.yaml_tree import Loc
from treves.errors import Fault
from treves.evidence import Report, Statement
from treves.evidence.statement import CHANGED

__all__ = ["read_statements"]

MOST_PLACES = 3
FILE = "statements.csv"
COLUMNS = tuple(StatementSheet.model_fields)
REQUIRED = tuple(name for name, info in StatementSheet.model_fields.items() if info.is_required())


@dataclass(frozen=True)
class _Located:
    """Where the fields of one row stand."""

    row: Row
    spots: Mapping[str, tuple[int, int]]

    def spot(self, loc: Loc, *, is_key: bool = False) -> tuple[int, int]:  # noqa: ARG002
        return self.spots.get(str(loc[0]), self.row.spots[0]) if loc else self.row.spots[0]

    def is_hole(self, loc: Loc) -> bool:
        return bool(loc) and loc[0] in REQUIRED and loc[0] not in self.spots  # its column is missing: told once


def read_statements(
    text: str,
    names: Collection[str],
    reports: Mapping[str, Report],
    declared: Declared,
    *,
    are_spans_checked: bool = True,
) -> tuple[list[Statement], list[Fault]]:
    """Read the statements of a case.

    Parameters
    ----------
    text : str
        The CSV file.
    names : collection of str
        Names of all reports, those with faults too.
    reports : mapping of str to Report
        The reports without faults; offsets are checked against these alone, since mending a head moves them.
    declared : Declared
    are_spans_checked : bool
        False where the reports may have changed since, and whoever reads will look after the rows that no longer fit.

    Returns
    -------
    statements : list of Statement
    faults : list of Fault
    """
    faults: list[Fault] = []
    rows = read_rows(FILE, text, faults)
    header = next(rows, None)
    if header is None:
        if not faults:
            faults.append(Fault(FILE, 1, 1, "there is no header", ",".join(REQUIRED)))
        return [], faults
    if faults:  # the header itself is broken: without it no row can be judged
        return [], faults
    if len(header.fields) == 1 and header.fields[0].count(";") >= len(REQUIRED) - 1:
        return [], [Fault(FILE, 1, 1, "the fields are separated by semicolons", "commas between fields")]
    faults += _header_faults(header)
    checker = _Checker(header, names, reports, declared, faults, are_spans_checked=are_spans_checked)
    found = [statement for row in rows if (statement := checker.statement(row)) is not None]
    return found, faults


def _header_faults(header: Row) -> list[Fault]:
    names = header.fields
    faults = []
    if absent := [name for name in REQUIRED if name not in names]:
        what = f"no column {', '.join(absent)}"
        faults.append(Fault(FILE, *header.spots[0], what, f"a header with {','.join(REQUIRED)}"))
    for i, (name, spot) in enumerate(zip(names, header.spots, strict=True)):
        if name not in COLUMNS:
            right = one_of(name, [column for column in COLUMNS if column not in names], "no further column")
            faults.append(Fault(FILE, *spot, f"unknown column {quoted(name)}", right))
        elif name in names[:i]:
            faults.append(Fault(FILE, *spot, f"column '{name}' stands twice", "each column once"))
    return faults


class _Checker:
    def __init__(
        self,
        header: Row,
        names: Collection[str],
        reports: Mapping[str, Report],
        declared: Declared,
        faults: list[Fault],
        *,
        are_spans_checked: bool,
    ) -> None:
        self.are_spans_checked = are_spans_checked
        self.width = len(header.fields)
        self.columns = {name: header.fields.index(name) for name in COLUMNS if name in header.fields}
        self.names, self.reports, self.declared, self.faults = names, reports, declared, faults
        self.lines: dict[str, int] = {}

    def statement(self, row: Row) -> Statement | None:
        """Check one row; return the statement, or None where the row or its report has a fault."""
        before = len(self.faults)
        if len(row.fields) != self.width:
            fields = "field" if len(row.fields) == 1 else "fields"
            what = f"the row has {len(row.fields)} {fields}, the header {self.width}"
            self._note(row.spots[0], what, f"{self.width} fields; a field with a comma in it needs quotes")
            return None
        located = _Located(row, {name: row.spots[i] for name, i in self.columns.items()})
        given = {name: row.fields[i] or None for name, i in self.columns.items()}
        sheet = None
        refused: set[object] = set()
        try:
            sheet = StatementSheet.model_validate(given, context=self.declared)
        except ValidationError as error:
            self.faults += faults_of(error, FILE, located, StatementSheet)
            refused = {found["loc"][0] for found in error.errors(include_url=False)}
        self._check_id(given.get("id"), located)
        party = "" if refused & {"actor", "party"} else self._party(given, located)
        self._check_span(given, located)
        if sheet is None or len(self.faults) > before or sheet.doc not in self.reports:
            return None
        told = sheet.model_dump(exclude={"id", "party"})
        published_on = self.reports[sheet.doc].published_on
        return Statement(name=sheet.id, party=party, published_on=published_on, line=row.line, **told)

    def _note(self, spot: tuple[int, int], what: str, right: str) -> None:
        self.faults.append(Fault(FILE, *spot, what, right))

    def _check_id(self, name: str | None, located: _Located) -> None:
        if name is None:
            return
        if name in self.lines:
            what = f"id {quoted(name)} stands twice; line {self.lines[name]} has it too"
            self._note(located.spot(("id",)), what, "an id that no other row has")
        self.lines.setdefault(name, located.row.line)

    def _party(self, given: Mapping[str, str | None], located: _Located) -> str:
        """Return the short name of the party a row informs; empty for one outside the table and for none."""
        table, seated = self.declared.parties, self.declared.seated
        if table is None:
            return ""
        named, actor = given.get("party"), given.get("actor")
        if named is not None:
            if named not in table and named not in seated:
                what = f"{quoted(named)} is a party that no one declared"
                self._note(located.spot(("party",)), what, one_of(named, (*table, *sorted(seated - set(table)))))
            return named if named in table else ""
        if actor is None:
            return ""
        found = self.declared.called.get(actor, "")
        if not found and actor not in seated and given.get("actor_type") in {"party", "person"}:
            what = f"{quoted(actor)} belongs to a party that no one declared"
            known = [*self.declared.called, *sorted(seated - set(table))]
            right = f"{one_of(actor, known)}, or a column 'party' that names the party"
            self._note(located.spot(("actor",)), what, right)
        return found

    def _check_span(self, given: Mapping[str, str | None], located: _Located) -> None:
        doc, span = given.get("doc"), given.get("text")
        if doc is None:
            return
        if doc not in self.names:
            right = one_of(doc, self.names, "a report in the folder reports")
            what = f"there is no report {quoted(doc)}"
            if twin := next((name for name in self.names if _same_shown(name, doc)), None):
                what = f"{quoted(doc)} looks like {quoted(twin)} and is made of other characters"
                right = f"the name of the file to the letter ({ascii(twin)[1:-1]}, not {ascii(doc)[1:-1]})"
            self._note(located.spot(("doc",)), what, right)
        if doc not in self.reports:
            return
        stored = self.reports[doc].text
        start, end = whole_of(given.get("start")), whole_of(given.get("end"))
        if span is None or start is None or end is None or start < 0:
            return
        if start < end and stored[start:end] == span:
            return
        if not self.are_spans_checked or CHANGED in (given.get("note") or ""):
            return  # a row of a text that changed is kept, and enters no model
        there = f"reads {quoted(stored[start:end])}" if start < end <= len(stored) else "is no span of the report"
        what = f"{start}:{end} {there}, the text is {quoted(span)}"
        self._note(located.spot(("start",)), what, _where(span, stored))


def _same_shown(one: str, other: str) -> bool:
    """Say whether two names differ only in how their letters are composed, as names from another system may."""
    return one != other and unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)


def _where(span: str, stored: str) -> str:
    """Say where a text does stand in a report."""
    places: list[str] = []
    at = stored.find(span)
    while at >= 0 and len(places) < MOST_PLACES:
        places.append(f"{at}:{at + len(span)}")
        at = stored.find(span, at + 1)
    if not places:
        return "a text that stands in the report, to the letter"
    if len(places) == 1:
        return f"{places[0]}, where the text stands"
    return f"{' or '.join(places)}{' or another place' if at >= 0 else ''}, where the text stands"
