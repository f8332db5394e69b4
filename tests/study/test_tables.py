"""Findings as plain tables: nothing with an interval gets lost, and the types are those of the fields."""

import json
import re
from pathlib import Path

import pytest

import treves
from treves.store.asking import LEDGER_TABLES
from treves.store.table import COLUMN_TYPES
from treves.study.findings import Findings
from treves.study.tables import findings_tables


@pytest.fixture(scope="module", params=["ruritania", "rutte4-asylum"])
def findings(request):
    is_small = request.param == "ruritania"  # the other has a chain
    return treves.run_study(
        treves.load_case(request.param), draws=100, worlds=2, with_talks=is_small, with_strain=is_small,
        with_moves=is_small, with_influences=is_small,
    )  # fmt: skip


@pytest.fixture(scope="module")
def tables(findings):
    return findings_tables(findings)


def numbers_with_interval(value):
    if isinstance(value, dict):
        if {"low", "high"} <= set(value) and {"p", "value"} & set(value):
            yield from (float(value[end]) for end in ("p", "value", "low", "high") if value.get(end) is not None)
        for held in value.values():
            yield from numbers_with_interval(held)
    elif isinstance(value, list):
        for held in value:
            yield from numbers_with_interval(held)


def test_every_number_with_an_interval_is_in_a_table(findings, tables):
    """Whatever findings.json tells with a low and a high end, to the last place of its digits, some table has too."""
    held = set()
    for table in tables.values():
        for column in table.columns.values():
            for cell in column:
                held.update(cell if isinstance(cell, list) else [cell])
    told = set(numbers_with_interval(json.loads(findings.model_dump_json())))
    assert len(told) > 100
    assert told <= held


def test_rows_are_as_many_as_the_findings_tell(findings, tables):
    """One row per deal, per party and deal, per position, per statement, per month and series."""
    parties, options = len(findings.facts.parties), sum(len(issue.options) for issue in findings.facts.issues)
    assert tables["deals"].row_count == len(findings.deals)
    assert tables["party_views"].row_count == len(findings.deals) * parties
    assert tables["deal_options"].row_count == len(findings.deals) * len(findings.facts.issues)
    assert tables["positions"].row_count == parties * len(findings.facts.issues)
    assert tables["options"].row_count == options
    assert tables["statements"].row_count == len(findings.statements)
    found = findings.consequences
    courses = [] if found is None else [course for of in (found.baseline, *found.packages) for course in of.courses]
    assert tables["consequence_months"].row_count == sum(len(course.middle) for course in courses)


def test_a_deal_reads_the_same_in_its_table(findings, tables):
    """Probability, ends, package and who blocks it stand under the names of the fields."""
    deal, columns = findings.deals[0], tables["deals"].columns
    assert columns["probability_all_accept"][0] == deal.probability_all_accept.p
    assert columns["probability_all_accept_low"][0] == deal.probability_all_accept.low
    assert json.loads(columns["package"][0]) == deal.package
    assert columns["blocked_by"][0] == list(deal.blocked_by)
    assert tables["statements"].columns["published_on"][0] == findings.statements[0].published_on


def test_every_table_is_there_for_every_case(findings, tables):
    """A case without a chain, or talks that were not played, give empty tables with the same columns."""
    bare = findings.model_copy(
        update={"outcomes": None, "consequences": None, "outlook": None, "institutions": None, "price_of_peace": None}
    )
    without = findings_tables(Findings.model_validate(bare.model_dump()))
    assert {name: list(table.types.items()) for name, table in without.items()} == {
        name: list(table.types.items()) for name, table in tables.items()
    }
    assert without["endings"].row_count == without["consequences"].row_count == 0
    assert {type_ for table in tables.values() for type_ in table.types.values()} <= set(COLUMN_TYPES)


def test_no_column_has_a_name_that_sql_keeps_for_itself(tables):
    """Nobody needs quotes to ask for a column or a table."""
    duckdb = pytest.importorskip("duckdb")
    reserved = {
        word
        for (word,) in duckdb.sql(
            "select keyword_name from duckdb_keywords() where keyword_category = 'reserved'"
        ).fetchall()
    }
    assert "select" in reserved
    assert not {name for table in tables.values() for name in table.types} & reserved
    assert not set(tables) & reserved


def test_the_page_on_kept_runs_names_every_table_and_no_other(tables):
    """The list in docs/how-to-keep-and-compare-runs.md is that of the findings and the ledger."""
    page = (Path(__file__).parents[2] / "docs" / "how-to-keep-and-compare-runs.md").read_text("utf-8")
    (shown,) = re.findall(r"\| tables \| hold \|\n\|---\|---\|\n((?:\|.*\n)+)", page)
    told = {name for row in shown.splitlines() for name in re.findall(r"`([a-z_]+)`", row.split("|")[1])}
    assert told == set(tables) | set(LEDGER_TABLES)
