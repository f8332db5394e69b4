"""The verb from end to end on Ruritania: the same files whoever works, and refusals in words."""

import csv
import json
import subprocess
import sys
from itertools import pairwise

import duckdb
import numpy as np
import pytest
from click.testing import CliRunner
from SALib.analyze import sobol as salib

import treves
from treves.cli.group import group
from treves.errors import CaseError, TrevesError
from treves.sweep.crew import Here
from treves.sweep.design import saltelli
from treves.sweep.processes import Processes
from treves.sweep.run import plan_sweep, run_sweep
from treves.sweep.studies import ask, follow

OVER = ["stake:AU", "talks:blame", "option:goose_tax:half"]


def planned(case, kind="sobol", size=4, seed=7, over=OVER):
    return plan_sweep(
        case, over, kind, ask(case, ("deals", "talks"), follow(case, []), draws=100), size=size, seed=seed
    )


@pytest.fixture(scope="module")
def case():
    return treves.load_case("ruritania")


@pytest.fixture(scope="module")
def swept(case, tmp_path_factory):
    folder = tmp_path_factory.mktemp("swept")
    return run_sweep(planned(case), folder, Here()), folder


def test_two_processes_write_the_same_bytes_as_one(case, swept, tmp_path):
    """Table and findings of a sweep over Ruritania do not depend on who worked."""
    found, folder = swept
    again = run_sweep(planned(case), tmp_path, Processes(2))
    assert again == found
    for name in ("results.csv", "sweep.json"):
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()


def test_a_finished_sweep_is_not_done_again(case, swept):
    """The same command in the same folder reads the ledger and does nothing."""

    class NobodyError(Exception):
        pass

    class Nobody:
        words = "nobody"

        def work(self, work, tasks):
            del work
            if len(tasks):
                raise NobodyError
            yield from ()

    found, folder = swept
    assert run_sweep(planned(case), folder, Nobody()) == found
    with pytest.raises(TrevesError, match="points was"):
        run_sweep(planned(case, seed=8), folder, Nobody())


def test_a_changed_case_or_version_is_refused_in_an_old_folder(case, swept, monkeypatch):
    """Results of two cases or versions never mix; the message names what differs and what would be right."""
    _, folder = swept
    changed = type(case)(**{**{name: getattr(case, name) for name in case.__dataclass_fields__}, "digest": "0" * 64})
    with pytest.raises(TrevesError, match=r"the case's files was [0-9a-f]+ and is 0+; right would be: another folder"):
        run_sweep(planned(changed), folder, Here())
    monkeypatch.setattr("treves.sweep.run.version", lambda _name: "9.9.9")
    with pytest.raises(TrevesError, match=r"treves was .* and is 9\.9\.9"):
        run_sweep(planned(case), folder, Here())


def test_csv_and_parquet_hold_the_same_numbers_and_every_float_as_it_was_found(case, swept):
    """Read back, the table is the design and the results, bit by bit."""
    found, folder = swept
    with (folder / "results.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    points = planned(case).design.points
    assert [[float(row[each.key]) for each in found.inputs] for row in rows] == points.tolist()
    names = [measure.name for measure in found.measures]
    with duckdb.connect() as database:
        table = database.read_parquet(str(folder / "results.parquet")).fetchall()
        columns = [column[0] for column in database.read_parquet(str(folder / "results.parquet")).description]
    assert columns == list(rows[0])
    for row, line in zip(rows, table, strict=True):
        told = dict(zip(columns, line, strict=True))
        assert [None if row[name] == "" else float(row[name]) for name in names] == [told[name] for name in names]
        assert told["best_options"] == row["best_options"]
    assert all(row["failure"] == "" for row in rows)


def test_the_indices_of_a_sweep_are_those_of_salib(case, swept):
    """SALib on the table that was written finds the indices that are told."""
    found, folder = swept
    with (folder / "results.csv").open(encoding="utf-8", newline="") as file:
        fall = [float(row["fall"]) for row in csv.DictReader(file)]
    blocks = np.array(fall).reshape(-1, 5)
    told = salib.analyze(
        {"num_vars": 3, "names": OVER, "bounds": [[0, 1]] * 3}, blocks[:, [0, 2, 3, 4, 1]].ravel(),
        calc_second_order=False, seed=1,
    )  # fmt: skip
    ours = [worth for worth in found.worths if worth.measure == "fall"]
    assert [worth.input for worth in ours] == OVER
    assert [worth.total.value for worth in ours] == pytest.approx(told["ST"].tolist(), rel=1e-6)


def test_a_stake_that_grows_makes_a_fall_no_less_likely(case, tmp_path):
    """A story: the more a fall gives the Agrarian Union, the likelier it is; told as a main effect along a grid."""
    found = run_sweep(planned(case, kind="grid", over=["stake:AU=-0.1..0.1:5"]), tmp_path, Here())
    (effect,) = [effect for effect in found.effects if effect.measure == "fall"]
    means = [level.mean.value for level in effect.levels]
    assert all(one <= other + 0.01 for one, other in pairwise(means))
    assert means[-1] > means[0] + 0.1
    assert effect.rank_correlation.value > 0.8
    assert found.worths == ()


def test_spans_that_the_case_cannot_have_are_refused_before_anything_is_done(case):
    """Both ends of every input are tried first; all faults at once."""
    with pytest.raises((TrevesError, CaseError)) as told:
        planned(case, over=["talks:trust=-1..1", "place:timetable:ten_minutes=0..400"])
    assert "talks:trust cannot be -1" in str(told.value)
    assert "place:timetable:ten_minutes cannot be 400" in str(told.value)


def test_a_study_whose_case_cannot_be_fails_and_the_rest_is_told(case, tmp_path):
    """With no option of the anthem left but the status quo, studies go on; whatever fails is counted."""
    found = run_sweep(planned(case, "grid", over=["option:anthem:one_verse", "stake:AU=-0.1..0.1:2"]), tmp_path, Here())
    assert found.studies == 4
    assert found.failed == len(found.failures)
    assert sum(found.best_packages.values()) == pytest.approx(1.0)


def test_the_verb_writes_what_it_says_and_its_page_stands_alone(tmp_path):
    """treves sweep: table, findings and page; nothing is loaded from anywhere."""
    out = tmp_path / "out"
    words = ["sweep", "ruritania", "--over", "talks:blame", "--over", "stake:AU", "--design", "sobol", "--n", "4",
             "--draws", "100", "--workers", "0", "--out", str(out)]  # fmt: skip
    ended = CliRunner().invoke(group, words, catch_exceptions=False)
    assert ended.exit_code == 0
    for name in ("results.csv", "results.parquet", "sweep.json", "sweep.html", "ledger.sqlite"):
        assert (out / name).is_file()
    document = json.loads((out / "sweep.json").read_text())
    assert document["design_seed"] == 1897
    page = (out / "sweep.html").read_text(encoding="utf-8")
    assert "Which unknown is worth finding out?" in page
    assert "http://" not in page
    assert "https://" not in page
    assert "<script" not in page


def test_the_verb_refuses_in_words():
    """A lever that is none, a size that is none, two crews at once."""
    for words, told in (
        (["--over", "talks:trsut"], "nothing to vary is called 'talks:trsut'; right would be talks:trust"),
        ([], "a sweep needs --over"),
        (["--over", "talks:trust", "--memory", "lots"], "'lots' is no size of memory"),
        (["--over", "talks:trust", "--workers", "2", "--dask", "tcp://127.0.0.1:1"], "--workers is for processes"),
        (["--over", "talks:trust", "--design", "sobol", "--n", "100"], "right would be 64 or 128"),
    ):
        with pytest.raises(TrevesError) as error:
            CliRunner().invoke(group, ["sweep", "ruritania", "--out", "/nonexistent", *words], catch_exceptions=False)
        assert told in str(error.value)


def test_levers_are_listed():
    """What can be varied, by key and in words."""
    ended = CliRunner().invoke(group, ["sweep", "ruritania", "--levers"], catch_exceptions=False)
    assert "stake:AU" in ended.output
    assert "option:goose_tax:half" in ended.output


def test_help_loads_nothing_heavy():
    """treves --help knows the verb and loads neither numba nor scipy nor duckdb for it."""
    code = (
        "import sys; from treves.cli.group import group; "
        "print([name for name in ('numba', 'scipy', 'duckdb', 'numpy', 'distributed') if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_a_design_counts_its_studies_before_it_starts(case):
    """Base points times inputs and two."""
    plan = planned(case, size=8)
    assert plan.design.count == 8 * (len(OVER) + 2) == saltelli(plan.design.inputs, 8, 7).count
