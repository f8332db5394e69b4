"""`treves run` keeps, `treves runs` finds again, `treves compare` tells two runs apart; mistakes are told in words."""

import json
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pyarrow.parquet
import pytest

import treves
from store.conftest import NOON, invented_run
from treves.store import open_store, table_of
from typed import typed as run

QUICK = ("--draws", "100", "--worlds", "3", "--no-strain")


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A folder in which a case was run, again with another seed, and a third time as the first."""
    folder = tmp_path_factory.mktemp("kept")
    told = [
        run("run", "ruritania", *QUICK, *more, "--json", cwd=folder)
        for more in ((), ("--seed", "7"), ())
    ]  # fmt: skip
    assert [done.returncode for done in told] == [0, 0, 0], told[0].stderr
    return folder, [json.loads(done.stdout)["run"] for done in told]


@pytest.fixture
def own(kept, tmp_path):
    """A copy of the store, for what changes it."""
    shutil.copytree(kept[0] / ".treves", tmp_path / ".treves")
    return tmp_path, kept[1]


def test_a_run_is_kept_where_one_is_and_the_same_run_once(kept):
    """Three runs, two of them the same: two are listed, the last one first, the first with two times."""
    folder, ids = kept
    assert ids[0] == ids[2] != ids[1]
    listed = json.loads(run("runs", "--json", cwd=folder).stdout)
    assert [told["run"] for told in listed] == [ids[1], ids[0]]
    assert [len(told["times"]) for told in listed] == [1, 2]
    assert listed[0]["headlines"][0]["name"] == "deal_exists"
    plain = run("runs", "--case", "ruritania", cwd=folder).stdout
    assert ids[0] in plain
    assert ids[1] in plain
    assert (folder / ".treves" / ".gitignore").read_text("utf-8").endswith("*\n")


def test_a_run_is_shown_with_what_went_in_and_what_was_concluded(kept, tmp_path):
    """By its first letters: parameters, times, headlines; its findings and report are written again."""
    folder, ids = kept
    shown = run("runs", ids[0][:6], cwd=folder).stdout
    for words in ("draws", "100", "case digest", "some package exists", "numpy"):
        assert words in shown
    for name in ("again.json", "again.html"):
        assert run("runs", ids[0], "--out", str(tmp_path / name), cwd=folder).returncode == 0
    loaded = json.loads((tmp_path / "again.json").read_text("utf-8"))
    first = json.loads(run("runs", "1", "--json", cwd=folder).stdout)[0]
    assert loaded["headlines"][0]["probability"]["p"] == first["headlines"][0]["p"]
    assert "<html" in (tmp_path / "again.html").read_text("utf-8")


def test_questions_in_sql_are_answered_as_table_json_parquet_and_csv(kept, tmp_path):
    """The same question in every form, over all runs."""
    folder, ids = kept
    query = "select run, deal, probability_all_accept as p from deals where role = 'best' order by run"
    rows = json.loads(run("runs", "--sql", query, "--json", cwd=folder).stdout)
    assert [row["run"] for row in rows] == sorted(ids[:2])
    assert ids[0] in run("runs", "--sql", query, cwd=folder).stdout
    for name in ("best.parquet", "best.csv"):
        assert run("runs", "--sql", query, "--out", str(tmp_path / name), cwd=folder).returncode == 0
    assert pyarrow.parquet.read_table(tmp_path / "best.parquet").to_pylist() == rows
    assert (
        json.loads(run("runs", "--sql", "select 0 / 0 as x, current_date as d", "--json", cwd=folder).stdout)[0]["x"]
        is None
    )
    assert "positions" in run("runs", "--sql", "show tables", cwd=folder).stdout


def test_a_kept_run_is_verified_bit_by_bit(kept):
    """Run again from what was kept: the same; the exit code says so too."""
    folder, _ = kept
    done = run("runs", "latest", "--verify", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "the same, bit by bit" in done.stdout
    assert "all sound" in run("runs", "--check", cwd=folder).stdout


def test_two_runs_are_compared_by_number_and_by_file(kept):
    """What went in differently is the seed; differences come with intervals, noise and an answer."""
    folder, ids = kept
    plain = run("compare", "1", "2", cwd=folder)
    assert plain.returncode == 0, plain.stderr
    for words in (ids[0], ids[1], "What went in differently", "seed", "more than noise?", "99 %"):
        assert words in plain.stdout
    told = json.loads(run("compare", ids[0], "latest", "--json", cwd=folder).stdout)
    assert [change["what"] for change in told["inputs"]] == ["seed"]
    for row in told["results"]:
        if row["first"] and row["second"]:
            assert row["first"]["low"] <= row["first"]["value"] <= row["first"]["high"]
    same = run("compare", "treves-ruritania/findings.json", "latest~1", cwd=folder)
    assert "the same, bit by bit" in same.stdout


def test_deleting_asks_first_and_pruning_keeps_the_last(own):
    """Without an answer nothing is deleted; with yes it is; pruning leaves the last run of a case."""
    folder, ids = own
    assert run("runs", "1", "--delete", cwd=folder).returncode != 0
    assert run("runs", "1", "--delete", cwd=folder, said="n\n").returncode != 0
    assert len(json.loads(run("runs", "--json", cwd=folder).stdout)) == 2
    done = run("runs", "--prune", "1", cwd=folder, said="y\n")
    assert done.returncode == 0, done.stderr
    assert [told["run"] for told in json.loads(run("runs", "--json", cwd=folder).stdout)] == [ids[1]]
    assert json.loads(run("runs", ids[1], "--delete", "--yes", "--json", cwd=folder).stdout) == {"deleted": [ids[1]]}
    assert "no run is kept" in run("runs", "latest", cwd=folder).stderr


def test_damage_is_told_and_the_rest_is_still_listed(own):
    """A table cut short: the list comes without its numbers, the check names the file and exits with 1."""
    folder, ids = own
    path = folder / ".treves" / "runs" / ids[0] / "headlines.parquet"
    path.write_bytes(path.read_bytes()[:50])
    done = run("runs", cwd=folder)
    assert done.returncode == 0
    assert ids[0] in done.stdout
    assert "--check" in done.stderr
    checked = run("runs", "--check", cwd=folder)
    assert checked.returncode == 1
    assert f"{path.name} is damaged" in checked.stdout


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("runs", "rnowhere"), "no run rnowhere is kept"),
        (("runs", "--delete"), "needs the run"),
        (("runs", "1", "--sql", "select 1"), "about all runs"),
        (("runs", "--check", "--prune", "1"), "--check and --prune at once"),
        (("runs", "--sql", "drop table runs"), "not one question"),
        (("runs", "--sql", "select nothing from runs"), "cannot be answered"),
        (("runs", "--sql", "select 1", "--out", "answer.xlsx"), "ends in .parquet"),
        (("runs", "1", "--out", "answer.csv"), "FILE.json (findings) or FILE.html (report)"),
        (("compare", "1", "nowhere.json"), "no such file"),
        (("compare", "1", "77"), "no run 77 is kept"),
    ],
)
def test_a_mistake_is_told_in_one_message(kept, words, why):
    """What is wrong and what would be right, exit code 2, no traceback."""
    done = run(*words, cwd=kept[0])
    assert done.returncode == 2
    assert why in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_store_there_is_nothing_to_list_and_none_is_made(tmp_path):
    """Looking makes no folder."""
    assert "no run is kept" in run("runs", cwd=tmp_path).stdout
    assert json.loads(run("runs", "--json", cwd=tmp_path).stdout) == []
    for words in (("runs", "latest"), ("compare", "1", "2"), ("runs", "--sql", "select 1")):
        done = run(*words, cwd=tmp_path)
        assert done.returncode == 2
        assert "no " in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_cannot_be_kept_is_finished_all_the_same(tmp_path):
    """A store in the way that is no store: the run is written, the reason told; one that is named is refused."""
    (tmp_path / ".treves").write_text("a shopping list", "utf-8")
    done = run("run", "ruritania", *QUICK, cwd=tmp_path)
    assert done.returncode == 0
    assert "this run is not kept" in done.stderr
    assert (tmp_path / "treves-ruritania" / "report.html").is_file()
    refused = run("run", "ruritania", *QUICK, "--store", ".treves", cwd=tmp_path)
    assert refused.returncode == 2
    assert "Traceback" not in refused.stderr


def test_no_keep_keeps_nothing_and_the_variable_says_where(tmp_path):
    """`--no-keep` makes no store; TREVES_STORE names one elsewhere."""
    assert run("run", "ruritania", *QUICK, "--no-keep", cwd=tmp_path).returncode == 0
    assert not (tmp_path / ".treves").exists()
    env = {"TREVES_STORE": str(tmp_path / "shelf of Ørsted")}
    assert run("run", "ruritania", *QUICK, cwd=tmp_path, env=env).returncode == 0
    assert not (tmp_path / ".treves").exists()
    (told,) = json.loads(run("runs", "--json", cwd=tmp_path, env=env).stdout)
    assert told["case"] == "ruritania"


def test_listing_and_asking_load_no_compiler(kept):
    """To look at what is kept takes none of the rooms that made it."""
    code = (
        "import sys; sys.argv = ['treves', 'runs', '--limit', '1']\n"
        "from treves.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(sorted({'numba', 'scipy', 'treves.study'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=kept[0], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    code = "import sys, treves.cli.group; print('duckdb' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


def test_a_case_of_ones_own_is_found_again_from_elsewhere(tmp_path):
    """A case run as a folder beside one is verified from another working folder."""
    shutil.copytree(Path(treves.__file__).parent / "cases" / "ruritania", tmp_path / "geese")
    assert run("run", "geese/minority", *QUICK, cwd=tmp_path).returncode == 0
    (tmp_path / "elsewhere").mkdir()
    done = run("runs", "latest", "--verify", "--store", str(tmp_path / ".treves"), cwd=tmp_path / "elsewhere")
    assert done.returncode == 0, done.stderr
    assert "bit by bit" in done.stdout


def test_a_clock_that_was_set_back_is_told_and_the_order_stays_that_of_keeping(tmp_path):
    """A run that ended, by its clock, before one kept earlier is marked, in the table and in JSON."""
    with open_store(tmp_path / ".treves") as store:
        for seed, days_back in enumerate((0, 30, -1)):
            at = NOON - timedelta(days=days_back)
            share = {"probability": 0.5, "probability_low": 0.1, "probability_high": 0.9}
            types = {"place": "BIGINT", "name": "VARCHAR", "sentence": "VARCHAR", **dict.fromkeys(share, "DOUBLE")}
            headlines = table_of(types, [{"place": 1, "name": "fall", "sentence": "it falls", **share}])
            store.keep(invented_run(seed, started_at=at, finished_at=at), b"{}", {"headlines": headlines})
    listed = json.loads(run("runs", "--json", cwd=tmp_path).stdout)
    assert [(told["number"], told["is_clock_behind"]) for told in listed] == [(3, False), (2, True), (1, False)]
    assert "the clock was set back" in run("runs", cwd=tmp_path).stdout
