"""treves read, review and score, as a user calls them."""

import csv
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from evidence.small_cases import OWN_GOLD, OWN_REPORTS, load_own_report
from treves.case import load_case
from treves.cli import read, review, score
from treves.errors import TrevesError
from treves.evidence.find import guess_language

PACKAGED = Path(load_case.__code__.co_filename).parents[1] / "cases"
NEEDED = [
    "doc",
    "start",
    "end",
    "text",
    "actor",
    "actor_type",
    "about",
    "stance",
    "certainty",
    "kind",
    "source_type",
    "time_from",
    "time_to",
    "rule",
]


def run(command, *args, **kwargs):
    return CliRunner().invoke(command, [str(a) for a in args], **kwargs)


@pytest.fixture
def case(tmp_path):
    return Path(shutil.copytree(PACKAGED / "rutte4-asylum", tmp_path / "case"))


def test_read_codes_any_file_with_a_cases_parties_and_codebook(tmp_path, case):
    """The table has every column asked for, and each span slices."""
    text = "De VVD wil de gezinshereniging beperken. D66 is tegen een quotum van tweehonderd familieleden per maand.\n"
    file, out = tmp_path / "los.txt", tmp_path / "statements.csv"
    file.write_text(text, encoding="utf-8", newline="")
    done = run(read.command, "--case", case, file, "--date", "2023-07-05", "--out", out, catch_exceptions=False)
    assert done.exit_code == 0
    with out.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert rows
    assert set(NEEDED) <= set(rows[0])
    assert all(text[int(r["start"]) : int(r["end"])] == r["text"] and r["doc"] == "los" for r in rows)


@pytest.mark.parametrize("ending", ["csv", "jsonl", "jsonld", "dna.csv"])
def test_read_rebuilds_a_cases_statements_in_every_format_and_shows_the_difference(tmp_path, case, ending):
    """Without files the case's own reports are read."""
    out = tmp_path / f"s.{ending}"
    done = run(read.command, "--case", case, "--out", out, "--compare", catch_exceptions=False)
    assert done.exit_code == 0
    assert "134 reviewed statements" in done.stdout
    assert out.stat().st_size > 100


def test_read_refuses_with_a_reason(tmp_path, case):
    """No day, a wrong ending, an assistant without a model."""
    file = tmp_path / "los.txt"
    file.write_text("De VVD wil iets.", encoding="utf-8")
    for args in (
        (file,),
        (file, "--date", "2023-07-05", "--out", tmp_path / "x.docx"),
        (file, "--date", "2023-07-05", "--assistant", "http://127.0.0.1:9"),
    ):
        assert isinstance(run(read.command, "--case", case, *args).exception, TrevesError)


def test_reports_in_a_language_the_rules_do_not_know_are_not_read_as_another(tmp_path):
    """German and French reports of the packaged cases bring no statement, and that is said; the Dutch ones are read."""
    german = run(read.command, "--compare", "ampel-wirtschaftswende", catch_exceptions=False)
    assert "\n0 statements in 11 reports\n" in f"\n{german.output}"
    assert "11 in de: not read" in german.output
    belgian = run(read.command, "vivaldi-kernuitstap", "--json", "--out", tmp_path / "s.csv", catch_exceptions=False)
    told = json.loads(belgian.stdout)
    assert told["unread"] == {"fr": 2}
    reports = load_case("vivaldi-kernuitstap").reports
    assert {reports[row["doc"]].language for row in told["statements"]} == {"nl"}


@pytest.mark.parametrize("name", ["ampel-wirtschaftswende", "vivaldi-kernuitstap", "rutte4-asylum", "ruritania"])
def test_the_language_of_a_report_is_guessed_where_none_is_told(name):
    """Dutch, English, German and French reports are each taken for what they are."""
    for report in load_case(name).reports.values():
        assert guess_language(report.body) == report.language, report.name


def test_review_keeps_every_decision_and_a_second_session_goes_on(case):
    """Accept one, reject one, undo, quit; the case still loads and the next session starts there."""
    first = run(
        review.command,
        case,
        "--reviewer",
        "ada",
        "--on",
        "2024-01-02",
        "--read",
        input="a\nr\nu\nx\nq\n",
        catch_exceptions=False,
    )
    assert first.exit_code == 0
    log = [json.loads(line) for line in (case / "review.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [d["action"] for d in log] == ["accept", "reject", "undo"]
    loaded = load_case(case)
    (mine,) = [s for s in loaded.statements if s.reviewer == "ada"]
    assert (mine.review, str(mine.reviewed_on)) == ("accepted", "2024-01-02")
    second = run(review.command, case, "--reviewer", "ada", input="", catch_exceptions=False)
    assert "every decision so far is kept" in second.stdout


def test_score_prints_measures_with_intervals_and_agreement(tmp_path):
    """A table against itself is perfect."""
    done = run(score.command, OWN_GOLD, OWN_GOLD, "--draws", 50, "--json", catch_exceptions=False)
    measures = json.loads(done.stdout)["measures"]
    assert measures["actor_about_stance_f1"]["value"] == 1.0
    assert measures["time_accuracy"]["value"] == 1.0
    told = run(score.command, OWN_GOLD, OWN_GOLD, "--agreement", catch_exceptions=False).stdout
    assert "alpha stance       1.00" in told
    bad = tmp_path / "bad.csv"
    bad.write_text("a,b\n1,2\n", encoding="utf-8")
    assert isinstance(run(score.command, OWN_GOLD, bad).exception, TrevesError)
    assert len({load_own_report(n).digest for n in OWN_REPORTS}) == 8
