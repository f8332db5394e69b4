"""Discourse Network Analyzer: its event list (CSV) out, and its ``.dna`` databases (SQLite) in.

DNA codes person, organisation, concept and a yes/no agreement. What it has no place for is said on export. Databases:
DNA 2 (flat tables of statement values by variable) and DNA 3 (entities behind the values).
"""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from treves.evidence.interchange.values import InterchangeError, shown, whole_of
from treves.evidence.report import Report
from treves.evidence.statement import Statement

__all__ = ["DNA_COLUMNS", "DnaLoss", "dna_event_list", "read_dna_database"]

DNA_COLUMNS = (
    "statement_id", "time", "document_id", "document_title", "document_author", "document_source",
    "document_section", "document_type", "person", "organization", "concept", "agreement", "start", "stop", "text",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DnaLoss:
    """What the event list could not hold: how many statements lose what."""

    what: str
    statements: int

    def __str__(self) -> str:
        """Return one line for the user."""
        return f"{self.statements} statement(s) lose {self.what}"


def dna_event_list(statements: Iterable[Statement], reports: Mapping[str, Report]) -> tuple[str, tuple[DnaLoss, ...]]:
    """Return the event list and what it could not hold.

    ``agreement`` is 1 for +1 and 0 for -1; a statement without a side (0) or on a condition has no place in it and is
    left out, and the loss says so.
    """
    rows = list(statements)
    documents = {doc: number for number, doc in enumerate(dict.fromkeys(s.doc for s in rows), 1)}
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, DNA_COLUMNS, delimiter=";", lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    kept = [s for s in rows if s.stance in {"+1", "-1"}]
    for number, s in enumerate(kept, 1):
        report = reports.get(s.doc)
        writer.writerow(
            {
                "statement_id": number, "time": f"{s.published_on.isoformat()} 00:00:00",
                "document_id": documents[s.doc],
                "document_title": report.title if report and report.title else s.doc, "document_author": "",
                "document_source": report.outlet if report else "", "document_section": "", "document_type": "report",
                "person": s.actor if s.actor_type == "person" else "",
                "organization": s.party or (s.actor if s.actor_type != "person" else ""),
                "concept": s.about, "agreement": 1 if s.stance == "+1" else 0,
                "start": s.start, "stop": s.end, "text": s.text,
            }
        )  # fmt: skip
    losses = [
        ("their place: neither for nor against (stance 0 or conditional)", len(rows) - len(kept)),
        ("certainty", sum(s.certainty != "asserted" for s in kept)),
        ("kind (demand, red line, prediction ...)", sum(s.kind not in {"support", "oppose"} for s in kept)),
        ("who vouches", sum(s.source_type != "self" for s in kept)),
        ("condition", sum(bool(s.condition) for s in kept)),
        ("time", sum(bool(s.time_from or s.time_to) for s in kept)),
        ("rule (what found them)", sum(bool(s.rule) for s in kept)),
        ("review", sum(s.review != "open" for s in kept)),
    ]
    return out.getvalue(), tuple(DnaLoss(what, count) for what, count in losses if count)


def read_dna_database(path: Path) -> tuple[list[Statement], dict[str, Report]]:
    """Read statements and documents of a ``.dna`` file; it is opened read-only.

    Raises
    ------
    InterchangeError
        When it is no SQLite file or has none of DNA's tables.
    """
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as base:
            tables = {
                row[0].upper(): row[0] for row in base.execute("SELECT name FROM sqlite_master WHERE type='table'")
            }
            if not {"DOCUMENTS", "STATEMENTS", "VARIABLES"} <= set(tables):
                raise InterchangeError(
                    f"{path.name}: no tables of DNA; right would be a .dna file with DOCUMENTS, STATEMENTS, VARIABLES"
                )
            reports, docs = _documents(base)
            return _statements(base, docs, reports, set(tables)), {report.name: report for report in reports.values()}
    except sqlite3.Error as error:
        raise InterchangeError(
            f"{path.name}: {shown(str(error))}; right would be a SQLite database written by DNA"
        ) from None


def _columns(base: sqlite3.Connection, table: str) -> dict[str, str]:
    return {row[1].lower(): row[1] for row in base.execute(f"PRAGMA table_info({table})")}


def _number(value: object, what: str) -> int:
    try:
        return whole_of(value, what)
    except InterchangeError as error:
        raise InterchangeError(f"a database of DNA in which {error}") from None


def _documents(base: sqlite3.Connection) -> tuple[dict[int, Report], dict[int, str]]:
    columns = _columns(base, "DOCUMENTS")
    id_, source = columns.get("id", "ID"), columns.get("source")
    found, names = {}, {}
    query = f"SELECT {id_}, Title, Text, Date{', ' + source if source else ''} FROM DOCUMENTS ORDER BY {id_}"  # noqa: S608
    for row in base.execute(query):
        number = _number(row[0], "the ID of a document")
        names[number] = name = f"dna-{number:06d}"
        outlet = str(row[4] or "") if source else ""
        found[number] = Report(name, outlet, _day(row[3]), str(row[1] or ""), str(row[2] or ""))
    return found, names


def _day(value: object) -> date:
    """DNA 2 stores milliseconds, DNA 3 seconds since 1970 (or days before it as negative numbers)."""
    if isinstance(value, int | float):
        seconds = value / 1000 if abs(value) > 1e11 else float(value)
        try:
            return datetime.fromtimestamp(seconds, UTC).date()
        except (OverflowError, OSError, ValueError):
            return date.min
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return date.min


def _statements(
    base: sqlite3.Connection, docs: Mapping[int, str], reports: Mapping[int, Report], tables: set[str]
) -> list[Statement]:
    columns = _columns(base, "STATEMENTS")
    id_, doc = columns.get("id", "ID"), columns.get("documentid") or columns.get("document", "DocumentId")
    start, stop = columns.get("start", "Start"), columns.get("stop", "Stop")
    values = _values(base, tables)
    found = []
    for sid, did, a, b in base.execute(f"SELECT {id_}, {doc}, {start}, {stop} FROM STATEMENTS ORDER BY {id_}"):  # noqa: S608
        document = _number(did, "the document of a statement")
        report = reports.get(document)
        if report is None:
            continue
        first, last = (_code_points(report.text, _number(at, "an offset")) for at in (a, b))
        said = values.get(_number(sid, "the ID of a statement"), {})
        person, organisation = said.get("person", ""), said.get("organization", said.get("organisation", ""))
        agreement = said.get("agreement", said.get("qualifier", "1"))
        found.append(
            Statement(
                name=f"dna-{sid}", doc=docs[document], start=first, end=last, text=report.text[first:last],
                actor=person or organisation, actor_type="person" if person else "party", party=organisation,
                about=said.get("concept", said.get("category", "")),
                stance="+1" if agreement in {"1", "1.0", "yes"} else "-1",
                kind="support" if agreement in {"1", "1.0", "yes"} else "oppose", certainty="asserted",
                source=person or organisation, source_type="self", published_on=report.published_on, rule="dna",
            )
        )  # fmt: skip
    return found


def _code_points(text: str, units: int) -> int:
    """DNA is written in Java and counts UTF-16 units; a character above U+FFFF counts twice there."""
    if text.isascii() or max(text, default="") <= "\uffff":
        return units
    return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))


def _values(base: sqlite3.Connection, tables: set[str]) -> dict[int, dict[str, str]]:
    names = {_number(i, "an ID"): str(v).lower() for i, v in base.execute("SELECT ID, Variable FROM VARIABLES")}
    entities = {}
    if "ENTITIES" in tables:
        entities = {_number(i, "an ID"): str(v) for i, v in base.execute("SELECT ID, Value FROM ENTITIES")}
    found: dict[int, dict[str, str]] = {}
    for table in ("DATASHORTTEXT", "DATALONGTEXT", "DATABOOLEAN", "DATAINTEGER"):
        if table not in tables:
            continue
        columns = _columns(base, table)
        key = columns.get("entity")
        query = f"SELECT StatementId, VariableId, {key or 'Value'} FROM {table}"  # noqa: S608
        for sid, vid, value in base.execute(query):
            text = entities.get(_number(value, "an entity"), "") if key else str(value)
            found.setdefault(_number(sid, "the ID of a statement"), {})[
                names.get(_number(vid, "the ID of a variable"), "")
            ] = text
    return found
