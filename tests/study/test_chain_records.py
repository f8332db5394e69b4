"""Runs as tables: every draw and month once, the same in CSV and Parquet, and the same persons under every package."""

import csv
import statistics

import pytest
from click.testing import CliRunner

from treves.case import load_case
from treves.chain import RECORD_COLUMNS, SERIES, TRACE_COLUMNS
from treves.cli.group import group
from treves.errors import TrevesError
from treves.study.chain_records import draws_needed
from treves.study.simulate import packages_to_run


@pytest.fixture(scope="module")
def case():
    return load_case("rutte4-asylum")


@pytest.fixture(scope="module")
def words(case):
    """A package of one option that has an instrument, whatever the case calls it."""
    issue, option = next(
        (issue.name, option.name)
        for issue in case.agenda.issues
        for option in issue.options
        if option.levers and option.name != issue.status_quo
    )
    return ["simulate", "rutte4-asylum", "--package", f"{issue}={option}", "--replications", "4", "--months", "15"]


@pytest.fixture(scope="module")
def folder(words, tmp_path_factory):
    out = tmp_path_factory.mktemp("simulated")
    done = CliRunner().invoke(group, [*words, "--out", str(out), "--trace", "20"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return out


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_draw_and_month_stands_once(folder):
    """Two packages (none, and the one asked for) times four draws times the months, in columns that are documented."""
    rows = rows_of(folder / "records.csv")
    assert tuple(rows[0]) == RECORD_COLUMNS
    keys = {(row["package"], row["draw"], row["month"]) for row in rows}
    assert len(keys) == len(rows)
    assert len({row["package"] for row in rows}) == 2
    assert len({row["draw"] for row in rows}) == 4


def test_bands_are_those_of_the_records(folder):
    """The median by month in courses.csv is the median of the draws in records.csv."""
    records = rows_of(folder / "records.csv")
    baseline = [row for row in records if row["package"] == records[0]["package"]]
    courses = [row for row in rows_of(folder / "courses.csv") if row["package"] == "0"]
    courses = [row for row in courses if row["series"] == "residents_persons"]
    assert courses
    for course in courses:
        drawn = [float(row["residents_persons"]) for row in baseline if row["month"] == course["month"]]
        assert float(course["median"]) == pytest.approx(statistics.median(drawn), rel=1e-4)


def test_parquet_holds_the_same(folder):
    """The Parquet file has the same columns and rows as the CSV, months as dates."""
    pq = pytest.importorskip("pyarrow.parquet")
    table = pq.read_table(folder / "records.parquet")
    rows = rows_of(folder / "records.csv")
    assert tuple(table.column_names) == RECORD_COLUMNS
    assert table.num_rows == len(rows)
    assert table["month"][0].as_py().isoformat() == rows[0]["month"]
    column = table["residents_persons"].to_pylist()
    assert [float(row["residents_persons"]) for row in rows] == pytest.approx(column)


def test_the_same_persons_are_followed_under_every_package(folder):
    """Whoever stands in the trace applied on the same day with the package and without."""
    rows = rows_of(folder / "trace.csv")
    assert tuple(rows[0]) == ("package", *TRACE_COLUMNS)
    by_package = {}
    for row in rows:
        if not row["sponsor"]:
            by_package.setdefault(row["package"], []).append((row["person"], row["applied_on"]))
    first, second = by_package.values()
    assert first == second
    assert len(first) == 20


def test_more_draws_are_asked_for_a_sharper_mean(case, words):
    """A narrower mean takes more draws; differences on the same random numbers are sharp from few."""
    listed = packages_to_run(case, [words[3]])
    wide, sharp = (
        draws_needed(case, listed, f"residents_persons={width}", months=13, seed=1) for width in (5000.0, 0.8)
    )
    assert wide.is_reached
    assert wide.draws < sharp.draws


@pytest.mark.parametrize("asked", ["residents_persons", "residents_persons=-1", "mood=3", "residents_persons=nan"])
def test_words_that_are_no_series_and_width_are_refused(case, asked):
    """The message names what would be right."""
    with pytest.raises(TrevesError, match="series and half width"):
        draws_needed(case, packages_to_run(case, []), asked, months=13, seed=1)
    assert "residents_persons" in SERIES


def test_a_trace_needs_a_folder(words):
    """--trace alone is a mistake that is told, not a file somewhere."""
    with pytest.raises(TrevesError, match="--out"):
        CliRunner().invoke(group, [*words, "--trace", "3"], catch_exceptions=False, standalone_mode=False)
