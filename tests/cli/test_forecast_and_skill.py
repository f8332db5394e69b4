"""``treves forecast`` and ``treves skill survival`` as a user types them."""

import json

import pytest
from click.testing import CliRunner

from treves.case.past import load_spells, write_spells
from treves.cli.group import group
from typed import typed


def run(*words):
    return CliRunner().invoke(group, list(words))


def test_forecast_tells_the_answer_and_draws_it(tmp_path):
    """Every horizon, the picture with its marks, what it rests on; and an SVG that stands alone."""
    done = run("forecast", "rutte4-asylum", "--plot", str(tmp_path / "curve.svg"))
    assert done.exit_code == 0, done.output
    for words in ("365 days", "no inside view", "│ today", "┆ deadline", "19 formal crises", "37 countries"):
        assert words in done.output
    svg = (tmp_path / "curve.svg").read_text(encoding="utf-8")
    assert "today, 6 July 2023" in svg
    assert "deadline, 7 July 2023" in svg


def test_forecast_with_an_inside_view_as_json():
    """The talks' chance, its interval and its weight come back, and the parts."""
    view = ("--inside", "0.3", "--inside-low", "0.2", "--inside-high", "0.5", "--weight", "0.7")
    done = run("forecast", "ruritania", *view, "--json")
    told = json.loads(done.output)["outlook"]
    assert told["inside"]["weight"] == 0.7
    assert told["inside"]["by_deadline"]["low"] == 0.2
    assert [horizon["days"] for horizon in told["horizons"]] == [3, 7, 30, 90, 365]
    assert told["by_deadline"]["combined"]["p"] > told["by_deadline"]["state"]["p"]


def test_forecast_refuses_what_cannot_be():
    """An interval without a view, a view outside its interval, a day before the cabinet: one line each."""
    for words, told in (
        (("--inside-low", "0.2"), "right would be --inside too"),
        (("--inside", "0.1", "--inside-low", "0.2"), "not within"),
        (("--as-of", "1895-01-01"), "is not yet"),
    ):
        done = run("forecast", "ruritania", *words)
        assert done.exit_code != 0
        assert told in str(done.exception)


@pytest.fixture(scope="module")
def some(tmp_path_factory):
    """Five countries, so that every one can be left out in a moment."""
    spells = [spell for spell in load_spells() if spell.country in {"DNK", "ITA", "NLD", "NOR", "SWE"}]
    return str(write_spells(spells, tmp_path_factory.mktemp("own") / "five.csv"))


def test_skill_prints_every_score_with_its_interval(some, tmp_path):
    """C-index, integrated Brier and Brier skill on both splits, with peers; the calibration as a picture."""
    done = run("skill", "survival", "--spells", some, "--draws", "30", "--plot", str(tmp_path / "cal.svg"))
    assert done.exit_code == 0, done.output
    for words in ("Country out", "Forward in time", "hazards", "cox with own record", "weibull", "365 days", "skill"):
        assert words in done.output
    assert (tmp_path / "cal.svg").read_text(encoding="utf-8").count('class="dot"') == 30


def test_skill_as_json_says_where_there_is_none(some):
    """On few countries there is little to learn; what comes is told, sign and all, and the same seed gives the same."""
    words = ("skill", "survival", "--spells", some, "--draws", "30", "--no-peers", "--split", "country", "--json")
    first, again = run(*words), run(*words)
    assert first.stdout == again.stdout
    (told,) = json.loads(first.stdout)
    assert told["split"] == "country out"
    for score in told["brier_skill"].values():
        assert score["low"] <= score["value"] + 1e-9
        assert score["value"] < 0.5


def test_a_table_in_which_all_is_open_is_forecast_and_not_scored(tmp_path):
    """Without an outcome there is nothing to score; the forecasts are written all the same."""
    (tmp_path / "open.csv").write_text("party,issue,position,salience\nA,tax,10,0.5\nB,tax,90,0.2\nC,tax,40,0.9\n")
    done = typed("skill", "bargaining", "open.csv", "--forecasts", "found.csv", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "nothing is scored" in done.stderr
    assert (tmp_path / "found.csv").read_text().splitlines()[1].startswith("tax,tax,")
    refused = typed("skill", "bargaining", "open.csv", cwd=tmp_path)
    assert refused.returncode == 2
    assert "--forecasts FILE" in refused.stderr
