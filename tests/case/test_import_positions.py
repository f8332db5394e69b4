"""Cases made of KTAB scenarios and tables of positions: what becomes what, and that each is a case that runs."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from treves.case import load_case
from treves.case.imports.imported import write_case
from treves.case.imports.position_files import import_positions, is_ktab_files, is_table_files
from treves.case.imports.thinning import blocs, thinned
from treves.errors import CaseError
from treves.study import run_study
from typed import typed

SHARED = Path(__file__).parents[3] / "shared" / "data"
DAY = date(2020, 1, 31)

TABLE = """issue,actor,position,salience,capability,reference_point,proposal
tax,North,10,0.5,2,0,budget
tax,South,90,0.2,1,,budget
tax,East,40,0.9,1,,budget
road,North,0,1,2,,budget
road,South,100,1,1,,budget
flag,North,5,1,1,,symbols
flag,South,5,1,1,,symbols
"""
KTAB = """Islands,three of them,3,2,
Actor,Description,Power,Fish Position,Fish Salience,Oil Position,Oil Salience
Reef,north,50,0,40,80,20
Cay,south,30,100,50,,10
Atoll,east,20,60,30,10,60
"""


def imported(text, name="t.csv"):
    return import_positions({name: text.encode()}, as_of=DAY)


def test_a_table_becomes_a_case_per_proposal(tmp_path):
    """Distinct positions and the reference point are the options; places are beliefs; what nobody disputes is left out
    and told."""
    made = imported(TABLE)
    assert list(made) == ["budget"], "nobody disputes the flag"
    case = load_case(write_case(made["budget"], tmp_path / "case"))
    tax, road = case.agenda.issues
    assert [option.place for option in tax.options] == [0, 10, 40, 90]
    assert tax.status_quo == "at 0"
    assert [option.place for option in road.options] == [0, 100]
    assert any("No reference point is told on road" in source for source in case.sources)
    assert {(e.party, e.issue): (e.place, e.sd) for e in case.expert_places}["East", "tax"] == (40, 10)
    assert ("East", "road") not in {(e.party, e.issue) for e in case.expert_places}
    assert case.saliences["East"] == {"tax": 1.0, "road": 0.0}
    assert case.cabinet.rule.veto_players == ()
    assert case.cabinet.rule.quota == pytest.approx(2.0, abs=0.01), "more than half of 4"


def test_a_ktab_scenario_becomes_a_case(tmp_path):
    """Dimensions become issues, capability weight under a majority; a position left empty is none."""
    made = imported(KTAB)
    case = load_case(write_case(made["Islands"], tmp_path / "case"))
    assert [issue.name for issue in case.agenda.issues] == ["Fish", "Oil"]
    assert case.cabinet.party_names == ("Reef", "Cay", "Atoll")
    assert case.saliences["Cay"] == {"Fish": 1.0, "Oil": 0.0}
    assert case.cabinet.rule.quota == pytest.approx(50, abs=0.01)


def test_what_was_made_runs(tmp_path):
    """A study of the imported case comes to its end, with a probability that something passes."""
    case = load_case(write_case(imported(TABLE)["budget"], tmp_path / "case"))
    findings = run_study(case, draws=100, worlds=2)
    assert 0 < findings.headlines[0].probability.p <= 1


def test_unanimity_in_which_nobody_accepts_anything_runs(tmp_path):
    """Many veto players at both ends: no package finds consent in any draw, and the study says so instead of
    failing."""
    rows = "".join(f"road,a{k},{100 * (k % 2)},1,1,1,50\n" for k in range(12))
    table = "issue,actor,position,salience,votes,quota,reference_point\n" + rows
    case = load_case(write_case(next(iter(imported(table).values())), tmp_path / "case"))
    assert len(case.cabinet.rule.veto_players) == 12
    findings = run_study(case, draws=100, worlds=2)
    assert findings.headlines[0].probability.p < 0.2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (KTAB.replace("Reef,north,50,0", "Reef,north,50,zero"), "position 'zero' is no number"),
        (KTAB.replace("Cay,south,30,100", "Cay,south,-3,100"), "capability -3 is off its scale"),
        (KTAB.replace("Islands,three of them,3", "Islands,three of them,4"), "3 actors below, not 4"),
        (KTAB.replace("Atoll,east", "Reef,east"), "stands above"),
        (KTAB.replace("Atoll,east,20,60,30,10,60", "Atoll,east,20,60"), "4 fields for 2 dimensions"),
        ("issue,actor,position\na,X,5\na,Y,5\n", "no issue has two different positions"),
    ],
)
def test_faults_are_told(text, words):
    """What cannot be read is told with its place and what would be right."""
    with pytest.raises(CaseError) as caught:
        imported(text)
    assert any(words in str(fault) for fault in caught.value.faults), caught.value.faults


def test_what_is_whose():
    """KTAB's tables and others are told apart by their first lines."""
    assert is_ktab_files({"t.csv": KTAB.encode()})
    assert not is_ktab_files({"t.csv": TABLE.encode()})
    assert is_table_files({"t.csv": TABLE.encode()})
    assert not is_table_files({"t.csv": b"a,b\n1,2\n"})


@given(st.lists(st.sets(st.integers(0, 100), min_size=2, max_size=12), min_size=1, max_size=4), st.integers(16, 500))
def test_thinning_keeps_two_options_at_least_and_no_more_packages_than_asked(issues, most):
    """Options are only dropped, never moved."""
    places = [sorted(map(float, issue)) for issue in issues]
    held = [np.array(options) for options in places]
    kept, notes = thinned(places, held, [np.ones(len(options)) for options in places], most=most)
    assert np.prod([len(options) for options in kept]) <= most
    assert all(set(after) <= set(before) and len(after) >= 2 for after, before in zip(kept, places, strict=True))
    assert bool(notes) == (kept != places)


def test_blocs_put_those_of_one_mind_together_first():
    """Three of one mind and two loners in three blocs: the three vote as one."""
    positions = np.array([[0.0, 0.0, 0.0, 50.0, 100.0]])
    groups, note = blocs([0, 1, 2, 3, 4], positions, dict.fromkeys(range(5), 1.0), most=3)
    assert sorted(map(sorted, groups)) == [[0, 1, 2], [3], [4]]
    assert "3 blocs" in note


@pytest.mark.parametrize(
    "parts",
    [
        ("ktab-smp", "SOE-Pol-Comp.csv"), ("ktab-smp", "SOE-Policy.csv"), ("ktab-smp", "dummyData-a160.csv"),
        ("ktab-smp", "dummyData_3Dim.csv"), ("ktab-smp", "dummyData_3Dim.xml"), ("ktab-smp", "dummyData_6Dim.csv"),
        ("ktab-smp", "smpExample.xml"), ("exchange-model", "sample_data.txt"), ("exchange-model", "copenhagen.csv"),
        ("exchange-model", "cop21.csv"),
    ],
)  # fmt: skip
def test_every_published_scenario_becomes_a_case(parts, tmp_path):
    """KTAB's own examples and the exchange programs' become cases without a fault."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"{'/'.join(parts)} is not beside this checkout (../shared/data)")
    made = import_positions({path.name: path.read_bytes()}, as_of=DAY)
    case = load_case(write_case(next(iter(made.values())), tmp_path / "case"))
    assert case.agenda.package_count <= 2**14


def test_the_verb_writes_a_case_per_proposal(tmp_path):
    """Several proposals become folders below the one named, or one of them is asked for."""
    (tmp_path / "t.csv").write_text(TABLE.replace("flag,South,5", "flag,South,95"), encoding="utf-8")

    def run(*words):
        return typed("import", "t.csv", *words, cwd=tmp_path)

    done = run("--out", "all")
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (tmp_path / "all").iterdir()) == ["budget", "symbols"]
    assert run("--out", "one", "--proposal", "symbols").returncode == 0
    assert (tmp_path / "one" / "case.yaml").is_file()
    wrong = run("--out", "two", "--proposal", "budgets")
    assert wrong.returncode == 2
    assert "budget" in wrong.stderr
    assert not (tmp_path / "two").exists()
