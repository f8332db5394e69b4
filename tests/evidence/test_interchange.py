"""Out and in again: nothing is lost, whatever the characters; what a format cannot hold is said."""

import csv
import io
import json
import sqlite3
from contextlib import closing
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.small_cases import load_own_report, load_small_case
from treves.evidence import Finding, Reader, Report, Statement
from treves.evidence.interchange import (
    dna_event_list,
    findings_from_jsonl,
    findings_to_jsonl,
    from_web_annotations,
    read_brat,
    read_dna_database,
    statements_from_csv,
    statements_to_csv,
    to_web_annotations,
    write_brat,
)
from treves.evidence.interchange.values import InterchangeError
from treves.evidence.statement import CERTAINTIES, KINDS, SOURCE_TYPES, STANCES

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
TEXT = 'De “premier” 😀 zei; "nee",\r\nen\tdat\nwas 𝔄lles; \u2028 einde. '


@st.composite
def reports_with_statements(draw):
    text = draw(words) + TEXT + draw(words)
    report = Report("r1", "De Bode", date(2024, 3, 13), 'Een "titel"; ja', text, 0, "nl", "https://example.org/a?b=c")
    rows = []
    for number in range(draw(st.integers(1, 3))):
        a = draw(st.integers(0, len(text) - 1))
        b = draw(st.integers(a + 1, len(text)))
        rows.append(
            Statement(
                f"r1-{number}", "r1", a, b, text[a:b], draw(words), draw(st.sampled_from(["party", "person"])), draw(words),
                draw(words), draw(st.sampled_from(STANCES)), draw(st.sampled_from(KINDS)),
                draw(st.sampled_from(CERTAINTIES)), draw(words), draw(st.sampled_from(SOURCE_TYPES)), date(2024, 3, 13),
                condition=draw(words), hedge=draw(words), note=draw(words), reviewed_on=draw(st.none() | st.dates()),
            )
        )  # fmt: skip
    return report, rows


@settings(max_examples=60, deadline=None)
@given(reports_with_statements())
def test_every_format_that_promises_it_gives_back_the_same_statements(made):
    """CSV, JSONL, brat and Web Annotation, with astral characters, quotes, semicolons and line ends."""
    report, rows = made
    assert statements_from_csv(statements_to_csv(rows), published={"r1": date(2024, 3, 13)}) == rows
    findings = [
        Finding(row, "x", (1, 2), ((0, 1),), (), "direct", ((0, 2),), ("De",), ("",), ("2024",), ("event",), "name")
        for row in rows
    ]
    assert findings_from_jsonl(findings_to_jsonl(findings)) == findings
    page = json.loads(json.dumps(to_web_annotations(rows, {"r1": report})))
    assert from_web_annotations(page, {"r1": report}) == rows
    kept = [row for row in rows if row.text.strip()]
    trimmed = [(row.name, row.actor, row.note, row.condition) for row in kept]
    again = read_brat(write_brat(kept, report), report)
    assert [(row.name, row.actor, row.note, row.condition) for row in again] == trimmed
    assert all(report.span(row.start, row.end) == row.text for row in again)


def test_brat_attributes_changed_by_hand_win():
    """An annotator who turns a stance in brat is heard."""
    report = load_own_report("d1_stikstof")
    (first, *_) = [f.statement for f in Reader(*load_small_case("duinland")).read(report)]
    text = write_brat([first], report).replace("Stance T1 -1", "Stance T1 +1")
    assert read_brat(text, report)[0].stance == "+1"


def test_web_annotation_finds_a_moved_quotation_and_refuses_a_lost_one():
    """The quote selector carries prefix and suffix for that."""
    report = load_own_report("d1_stikstof")
    rows = [f.statement for f in Reader(*load_small_case("duinland")).read(report)]
    page = to_web_annotations(rows, {report.name: report})
    moved = Report(report.name, "", report.published_on, "", "Kop erbij.\n" + report.text, 0, "nl")
    assert [s.start - 11 for s in from_web_annotations(page, {report.name: moved})] == [s.start for s in rows]
    lost = Report(report.name, "", report.published_on, "", "Iets anders.", 0, "nl")
    with pytest.raises(InterchangeError, match="do not stand in"):
        from_web_annotations(page, {report.name: lost})


def test_dna_event_list_says_what_it_loses():
    """Conditions, certainty and statements without a side have no column there."""
    report = load_own_report("d1_stikstof")
    rows = [f.statement for f in Reader(*load_small_case("duinland")).read(report)]
    text, losses = dna_event_list(rows, {report.name: report})
    table = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))
    assert len(table) == sum(row.stance in {"+1", "-1"} for row in rows)
    assert {row["agreement"] for row in table} == {"0", "1"}
    told = " ".join(map(str, losses))
    assert "neither for nor against" in told
    assert "certainty" in told


@pytest.mark.parametrize("generation", [2, 3])
def test_dna_databases_of_both_generations_are_read(tmp_path, generation):
    """DNA counts UTF-16 units; a smiley before the statement must not shift it."""
    path = tmp_path / "base.dna"
    text = "😀 De partij is tegen."
    with closing(sqlite3.connect(path)) as base:
        base.execute(
            "CREATE TABLE DOCUMENTS (ID INTEGER, Title TEXT, Text TEXT, Coder INTEGER, Source TEXT, Date INTEGER)"
        )
        base.execute(
            "INSERT INTO DOCUMENTS VALUES (1, 'T', ?, 1, 'Krant', ?)",
            (text, 1710288000 * (1000 if generation == 2 else 1)),
        )
        base.execute(
            "CREATE TABLE STATEMENTS (ID INTEGER, StatementTypeId INTEGER, DocumentId INTEGER, Start INTEGER, Stop INTEGER)"
        )
        base.execute("INSERT INTO STATEMENTS VALUES (7, 1, 1, 3, 22)")
        base.execute("CREATE TABLE VARIABLES (ID INTEGER, Variable TEXT)")
        base.executemany(
            "INSERT INTO VARIABLES VALUES (?, ?)",
            [(1, "person"), (2, "organization"), (3, "concept"), (4, "agreement")],
        )
        values = [(1, "Jan"), (2, "LP"), (3, "uitkoop")]
        if generation == 3:
            base.execute("CREATE TABLE ENTITIES (ID INTEGER, VariableId INTEGER, Value TEXT)")
            base.executemany("INSERT INTO ENTITIES VALUES (?, ?, ?)", [(10 + v, v, t) for v, t in values])
            base.execute(
                "CREATE TABLE DATASHORTTEXT (ID INTEGER, StatementId INTEGER, VariableId INTEGER, Entity INTEGER)"
            )
            base.executemany("INSERT INTO DATASHORTTEXT VALUES (NULL, 7, ?, ?)", [(v, 10 + v) for v, _ in values])
        else:
            base.execute("CREATE TABLE DATASHORTTEXT (ID INTEGER, StatementId INTEGER, VariableId INTEGER, Value TEXT)")
            base.executemany("INSERT INTO DATASHORTTEXT VALUES (NULL, 7, ?, ?)", values)
        base.execute("CREATE TABLE DATABOOLEAN (ID INTEGER, StatementId INTEGER, VariableId INTEGER, Value INTEGER)")
        base.execute("INSERT INTO DATABOOLEAN VALUES (NULL, 7, 4, 0)")
        base.commit()
    (row,), reports = read_dna_database(path)
    assert row.text == "De partij is tegen."
    assert (row.actor, row.party, row.about, row.stance) == ("Jan", "LP", "uitkoop", "-1")
    assert reports[row.doc].published_on == date(2024, 3, 13)


def test_a_file_that_is_no_database_is_refused(tmp_path):
    """With the reason."""
    path = tmp_path / "x.dna"
    path.write_bytes(b"no database at all, just text that is long enough to look at")
    with pytest.raises(InterchangeError, match="SQLite database"):
        read_dna_database(path)
